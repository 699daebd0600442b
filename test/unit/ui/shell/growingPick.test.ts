// A quick pick that grows while the user types, against VS Code's own rules of which item is active.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import { showItems, takeFrom } from '../../../../src/ui/shell/growingPick.ts';

interface Item {
  readonly label: string;
  readonly id: number;
}

/** The window's half and the extension's half of a quick pick, which hear of each other only when `deliver` is called. */
class TwoHalves {
  readonly #actives = new Emitter<readonly Item[]>();
  readonly #events: (() => void)[] = [];
  #items: readonly Item[] = [];
  #typed = '';
  #chosen: Item | undefined;
  #accepted = (): void => undefined;
  /** As the extension knows it. */
  value = '';
  selectedItems: readonly Item[] = [];
  #known: readonly Item[] = [];
  readonly onDidChangeActive = (listener: (items: readonly Item[]) => void) =>
    this.#actives.subscribe(listener);

  get items(): readonly Item[] {
    return this.#items;
  }
  /** New items make the first that the filter shows active. */
  set items(items: readonly Item[]) {
    this.#items = items;
    this.#choose(this.shown[0]);
  }

  get activeItems(): readonly Item[] {
    return this.#known;
  }
  /** What the filter hides cannot be active: then none is. */
  set activeItems([item]: readonly Item[]) {
    this.#known = item ? [item] : [];
    this.#choose(this.shown.find((each) => each === item));
  }

  /** What the user would take with Enter. */
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

  /** Enter: what is taken is told as a place in the list. */
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

test('what was typed just before the list grows leaves its first match to Enter', () => {
  const { pick, show } = open();
  show(named('customers', 'partners'));
  pick.deliver();
  pick.type('partners');
  show(named('customers', 'partners', 'suppliers')); // before the extension has heard of it
  pick.deliver();
  assert.equal(pick.chosen?.label, 'partners');
});

test('what the user has moved to stays, also among what a filter shows', () => {
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

test('items keep their places in their new look, new ones go to the end, and none leaves', () => {
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

test('Enter is never lost while the list grows, and takes what the user saw', async () => {
  const { pick, taken, show } = open();
  show(named('customers', 'partners'));
  pick.deliver();
  pick.enter();
  show([{ label: 'archive', id: 9 }, ...named('customers', 'partners')]);
  pick.deliver();
  assert.equal((await taken)?.label, 'customers');
});

test('whatever comes in whatever order, what is taken is what was chosen, and something is active where something is shown', async () => {
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
    // Each is over in no time, and what is wrong shows in one of hundreds.
    { numRuns: 5_000 },
  );
});
