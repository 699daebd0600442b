// Who is in which group, by sub: about 24 bytes per membership, exact, and no user can make it larger by choosing a name.

/** A sub is a UUID, given by the service: 16 bytes. Other subs, which nobody has seen, are kept as text. */
export class MemberIndex {
  readonly #groups: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Five numbers per slot: the sub (four) and the group's number plus 1; 0 marks a free slot. */
  #slots = new Uint32Array(slotSize << 10);
  #size = 0;
  readonly #others = new Map<string, Set<string>>();

  add(sub: string, group: string): void {
    const key = keyOf(sub);
    if (!key) {
      const groups = this.#others.get(sub) ?? new Set();
      this.#others.set(sub, groups.add(group));
      return;
    }
    if (4 * slotSize * (this.#size + 1) > 3 * this.#slots.length) this.#grow();
    if (this.#put(this.#slots, key, this.#numberOf(group))) this.#size++;
  }

  /** In the order in which the groups were first named. */
  groupsOf(sub: string): readonly string[] {
    const key = keyOf(sub);
    if (!key) return [...(this.#others.get(sub) ?? [])];
    const numbers: number[] = [];
    for (let at = placeOf(key, this.#slots.length); ; at = (at + slotSize) % this.#slots.length) {
      const number = this.#slots[at + 4] ?? 0;
      if (number === 0) return numbers.sort((a, b) => a - b).map((each) => this.#groups[each - 1] ?? '');
      if (isAt(this.#slots, at, key)) numbers.push(number);
    }
  }

  #numberOf(group: string): number {
    const known = this.#numbers.get(group);
    if (known !== undefined) return known;
    const number = this.#groups.push(group);
    this.#numbers.set(group, number);
    return number;
  }

  /** @returns false if it is already there. */
  #put(slots: Uint32Array, key: Key, number: number): boolean {
    let at = placeOf(key, slots.length);
    for (; slots[at + 4] !== 0; at = (at + slotSize) % slots.length)
      if (slots[at + 4] === number && isAt(slots, at, key)) return false;
    slots.set(key, at);
    slots[at + 4] = number;
    return true;
  }

  #grow(): void {
    const larger = new Uint32Array(2 * this.#slots.length);
    for (let at = 0; at < this.#slots.length; at += slotSize) {
      const [a = 0, b = 0, c = 0, d = 0, number = 0] = this.#slots.subarray(at, at + slotSize);
      if (number !== 0) this.#put(larger, [a, b, c, d], number);
    }
    this.#slots = larger;
  }
}

const slotSize = 5;
type Key = readonly [number, number, number, number];

function keyOf(sub: string): Key | undefined {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(sub)) return undefined;
  const hex = sub.replaceAll('-', '');
  const part = (index: number): number => Number.parseInt(hex.slice(8 * index, 8 * index + 8), 16);
  return [part(0), part(1), part(2), part(3)];
}

/** Subs are random, except for the few bits that give the UUID version. */
function placeOf([a, b, c, d]: Key, length: number): number {
  return slotSize * (((a ^ b ^ c ^ d) >>> 0) % (length / slotSize));
}

function isAt(slots: Uint32Array, at: number, [a, b, c, d]: Key): boolean {
  return slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d;
}
