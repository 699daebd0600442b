// A quick pick that fills while the user types, against VS Code's own rules of which item is active.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import { liveItems } from '../../../../src/ui/shell/liveItems.ts';

interface Item {
  readonly label: string;
  readonly id: number;
}

/** The window's half and the extension's half of a quick pick, which hear of each other only when `deliver` is called. */
class TwoHalves {
  readonly #values = new Emitter<string>();
  readonly #actives = new Emitter<readonly Item[]>();
  readonly #events: (() => void)[] = [];
  #items: readonly Item[] = [];
  #typed = '';
  #chosen: Item | undefined;
  /** As the extension knows it. */
  value = '';
  selectedItems: readonly Item[] = [];
  #known: readonly Item[] = [];
  readonly onDidChangeValue = (listener: (text: string) => void) => this.#values.subscribe(listener);
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
    this.#events.push(() => {
      this.value = text;
      this.#values.emit(text);
    });
    this.#choose(this.shown[0]);
  }

  move(to: number): void {
    this.#choose(this.shown[to % Math.max(1, this.shown.length)]);
  }

  /** Enter: what is taken is told as a place in the list. */
  take(accepted: () => void): void {
    const place = this.#chosen ? this.#items.indexOf(this.#chosen) : -1;
    if (place < 0) return;
    this.#events.push(() => {
      this.selectedItems = this.#items.slice(place, place + 1);
      accepted();
    });
  }

  /** In its place among the events, when the extension hears what the window says now. */
  readonly heard = (then: () => void): void => void this.#events.push(then);

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

const isSame = (one: Item, other: Item) => one.id === other.id;
const named = (...labels: string[]) => labels.map((label, id) => ({ label, id }));

test('what was typed just before the list is filled anew leaves its first match to Enter', () => {
  const pick = new TwoHalves();
  const { show } = liveItems(pick, () => named('customers', 'partners'), isSame, pick.heard);
  pick.deliver();
  pick.type('partners');
  show(); // before the extension has heard of it
  pick.deliver();
  assert.equal(pick.chosen?.label, 'partners');
});

test('what the user has moved to stays, also among what a filter shows', () => {
  const pick = new TwoHalves();
  const items = () => named('customers', 'partners-a', 'partners-b');
  const { show } = liveItems(pick, items, isSame, pick.heard);
  pick.type('partners');
  pick.deliver();
  pick.move(1);
  pick.deliver();
  show();
  pick.deliver();
  assert.equal(pick.chosen?.label, 'partners-b');
});

/** What the user meant is what is taken, or nothing; and once everything has been heard it is surely taken. */
function take(pick: TwoHalves, taken: () => Item | undefined): void {
  const meant = pick.chosen;
  pick.take(() => assert.ok(meant && [meant.id, undefined].includes(taken()?.id)));
}

test('a list that is filled anew while Enter is on its way does not give the user another item', () => {
  const pick = new TwoHalves();
  let items = named('customers', 'partners');
  const { show, taken } = liveItems(pick, () => items, isSame, pick.heard);
  pick.deliver();
  const told: (string | undefined)[] = [];
  const enter = () => pick.take(() => told.push(taken()?.label));
  enter();
  items = [{ label: 'archive', id: 9 }, ...items];
  show();
  pick.deliver();
  assert.deepEqual(told, [undefined], 'the first is another one now');
  enter();
  pick.deliver();
  assert.deepEqual(told, [undefined, 'customers'], 'asked once more, it is clear');
});

test('whatever comes in whatever order, something is active once all is delivered where something is shown', () => {
  const step = fc.oneof(
    fc.constantFrom('', 'a', 'b', 'ab', 'c').map((text) => ({ kind: 'type', text }) as const),
    fc.nat(3).map((to) => ({ kind: 'move', to }) as const),
    fc.subarray(named('a', 'b', 'ab', 'ba', 'abc')).map((items) => ({ kind: 'items', items }) as const),
    fc.constant({ kind: 'deliver' } as const),
    fc.constant({ kind: 'take' } as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const pick = new TwoHalves();
      let items = named('a', 'b');
      const { show, taken } = liveItems(pick, () => items, isSame, pick.heard);
      for (const each of steps) {
        if (each.kind === 'type') pick.type(each.text);
        else if (each.kind === 'move') pick.move(each.to);
        else if (each.kind === 'deliver') pick.deliver();
        else if (each.kind === 'take') take(pick, taken);
        else {
          items = each.items;
          show();
        }
      }
      pick.deliver();
      assert.equal(pick.chosen !== undefined, pick.shown.length > 0);
    }),
    // Each is over in no time, and what is wrong shows in one of hundreds.
    { numRuns: 5_000 },
  );
});
