// A quick pick that grows while the user types, despite VS Code's own rules for the active item.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import { showItems, takeFrom } from '../../../../src/ui/shell/growingPick.ts';

interface Item {
  readonly label: string;
  readonly id: number;
}

/** The window's side and the extension's side of a quick pick, which exchange events only when `deliver` is called. */
class TwoHalves {
  readonly #actives = new Emitter<readonly Item[]>();
  readonly #events: (() => void)[] = [];
  #items: readonly Item[] = [];
  #typed = '';
  #chosen: Item | undefined;
  #accepted = (): void => undefined;
  /** The typed text as the extension knows it. */
  value = '';
  selectedItems: readonly Item[] = [];
  #known: readonly Item[] = [];
  readonly onDidChangeActive = (listener: (items: readonly Item[]) => void) =>
    this.#actives.subscribe(listener);

  get items(): readonly Item[] {
    return this.#items;
  }
  /** After new items, the first item that the filter shows is active. */
  set items(items: readonly Item[]) {
    this.#items = items;
    this.#choose(this.shown[0]);
  }

  get activeItems(): readonly Item[] {
    return this.#known;
  }
  /** If the filter hides the item, none is active. */
  set activeItems([item]: readonly Item[]) {
    this.#known = item ? [item] : [];
    this.#choose(this.shown.find((each) => each === item));
  }

  /** The item that the user would accept with Enter. */
  get chosen(): Item | undefined {
    return this.#chosen;
  }

  get shown(): readonly Item[] {
    return this.#items.filter(({ label }) => label.includes(this.#typed));
  }

  type(text: string): void {
    this.#typed = text;
    this.#events.push(() => void (this.value = text));
    this.#choose(this.shown[0]);
  }

  move(to: number): void {
    this.#choose(this.shown[to % Math.max(1, this.shown.length)]);
  }

  readonly onDidAccept = (listener: () => void) => {
    this.#accepted = listener;
    return { dispose: () => undefined };
  };
  readonly onDidHide = () => ({ dispose: () => undefined });
  show = (): void => undefined;

  /** Accepts the active item; the window reports it by its index in the list. */
  enter(): void {
    const place = this.#chosen ? this.#items.indexOf(this.#chosen) : -1;
    if (place < 0) return;
    this.#events.push(() => {
      this.selectedItems = this.#items.slice(place, place + 1);
      this.#accepted();
    });
  }

  deliver(): void {
    while (this.#events.length > 0) this.#events.shift()?.();
  }

  #choose(item: Item | undefined): void {
    this.#chosen = item;
    this.#events.push(() => {
      this.#known = item ? [item] : [];
      this.#actives.emit(this.#known);
    });
  }
}

const named = (...labels: string[]): Item[] => labels.map((label, id) => ({ label, id }));

function open() {
  const pick = new TwoHalves();
  const taken: Promise<Item | undefined> = takeFrom(pick as unknown as Parameters<typeof takeFrom<Item>>[0]);
  return { pick, taken, show: (items: readonly Item[]) => showItems(pick, items, ({ id }) => String(id)) };
}

test('Enter accepts the first match of text that was typed just before the list grows', () => {
  const { pick, show } = open();
  show(named('customers', 'partners'));
  pick.deliver();
  pick.type('partners');
  show(named('customers', 'partners', 'suppliers')); // before the extension receives the typed text
  pick.deliver();
  assert.equal(pick.chosen?.label, 'partners');
});

test('the item to which the user has moved stays active, even with a filter', () => {
  const { pick, show } = open();
  show(named('customers', 'partners-a', 'partners-b'));
  pick.type('partners');
  pick.deliver();
  pick.move(1);
  pick.deliver();
  show(named('customers', 'partners-a', 'partners-b', 'partners-c'));
  pick.deliver();
  assert.equal(pick.chosen?.label, 'partners-b');
});

test('items keep their places when they change, new items go to the end, and none is removed', () => {
  const { pick, show } = open();
  show([
    { label: 'customers', id: 1 },
    { label: 'partners', id: 2 },
  ]);
  show([
    { label: 'archive', id: 9 },
    { label: 'partners (ended)', id: 2 },
  ]);
  assert.deepEqual(
    pick.items.map(({ label }) => label),
    ['customers', 'partners (ended)', 'archive'],
  );
});

test('Enter is never lost while the list grows, and accepts the item that the user saw', async () => {
  const { pick, taken, show } = open();
  show(named('customers', 'partners'));
  pick.deliver();
  pick.enter();
  show([{ label: 'archive', id: 9 }, ...named('customers', 'partners')]);
  pick.deliver();
  assert.equal((await taken)?.label, 'customers');
});

test('whatever the order of events, Enter accepts the chosen item, and an item is active if any is shown', async () => {
  const step = fc.oneof(
    fc.constantFrom('', 'a', 'b', 'ab', 'c').map((text) => ({ kind: 'type', text }) as const),
    fc.nat(3).map((to) => ({ kind: 'move', to }) as const),
    fc.subarray(named('a', 'b', 'ab', 'ba', 'abc')).map((items) => ({ kind: 'items', items }) as const),
    fc.constant({ kind: 'deliver' } as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(12), async (steps, enterAt) => {
      const { pick, taken, show } = open();
      let meant: Item | undefined;
      const enter = () => {
        meant = pick.chosen;
        pick.enter();
      };
      show(named('a', 'b'));
      for (const [at, each] of steps.entries()) {
        if (at === enterAt) enter();
        if (each.kind === 'type') pick.type(each.text);
        else if (each.kind === 'move') pick.move(each.to);
        else if (each.kind === 'deliver') pick.deliver();
        else show(each.items);
      }
      pick.deliver();
      assert.equal(pick.chosen !== undefined, pick.shown.length > 0);
      if (meant) assert.equal((await taken)?.id, meant.id);
    }),
    // Each run is fast, and a defect shows in only one of hundreds.
    { numRuns: 5_000 },
  );
});
