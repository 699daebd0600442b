// Remembers half a million usernames in a few megabytes: by hash, with the line each was first seen on.
import type { Outcome } from './row.ts';

/** Two 32-bit hashes in one pass (multiplicative, mixed at the end). */
const seedLow = 0xdeadbeef | 0;
const seedHigh = 0x41c6ce57;
const factorLow = 0x9e3779b1;
const factorHigh = 0x5f356495;

/** The chance of two of 500,000 usernames sharing both 32-bit hashes is one in a hundred million. */
export class UsernameTable {
  readonly #caseSensitive: boolean;
  #keyLow = 0;
  #keyHigh = 0;
  #slot = 0;
  #size = 0;
  #mask = (1 << 12) - 1;
  /**
   * Four numbers a slot, so that it is in one line of the processor's cache: both hashes; the first line that may import the user, or that
   * has it where none may, 0 for a free slot; whether a user of that name is there once the import has come so far (0 no, 1 perhaps, 2 yes).
   */
  #slots = new Int32Array(4 << 12);

  constructor(caseSensitive: boolean) {
    this.#caseSensitive = caseSensitive;
  }

  /**
   * Enters a row's username, `outcome` being what is expected of the row otherwise.
   * @returns undefined for a new one; else the first line that may import it, or that has it where none may, and whether a row before this one does.
   */
  enter(
    username: string,
    line: number,
    outcome: Outcome,
  ): { readonly firstLine: number; readonly imported: 'yes' | 'no' | 'perhaps' } | undefined {
    this.#setKey(this.#caseSensitive ? username : username.toLowerCase());
    return this.#enterKey(line, outcome);
  }

  /** Whether the name of these two hashes has been entered. */
  has(hashes: Int32Array, at: number): boolean {
    this.#keyLow = hashes[at] ?? 0;
    this.#keyHigh = hashes[at + 1] ?? 0;
    if (this.#size * 2 > this.#mask) this.#grow();
    this.#slot = this.#find(this.#keyLow, this.#keyHigh);
    return this.#slots[this.#slot + 2] !== 0;
  }

  /** Enters the name that `has` has just not found, as one of a row that is ready. */
  enterLast(line: number): void {
    this.#fill(this.#slot, line, 2);
  }

  #enterKey(line: number, outcome: Outcome): ReturnType<UsernameTable['enter']> {
    if (this.#size * 2 > this.#mask) this.#grow();
    const slot = this.#find(this.#keyLow, this.#keyHigh);
    const firstLine = this.#slots[slot + 2] ?? 0;
    const before = this.#slots[slot + 3] ?? 0;
    const now = outcome === 'ready' ? 2 : outcome === 'uncertain' ? 1 : 0;
    if (firstLine === 0) {
      this.#fill(slot, line, now);
      return undefined;
    }
    this.#slots[slot + 3] = Math.max(before, now);
    if (before === 0 && now > 0) this.#slots[slot + 2] = line;
    return { firstLine, imported: before === 2 ? 'yes' : before === 1 ? 'perhaps' : 'no' };
  }

  #fill(slot: number, line: number, imported: number): void {
    const slots = this.#slots;
    slots[slot] = this.#keyLow;
    slots[slot + 1] = this.#keyHigh;
    slots[slot + 2] = line;
    slots[slot + 3] = imported;
    this.#size++;
  }

  /** The start of a key's slot, or of the free slot for it. */
  #find(low: number, high: number): number {
    const slots = this.#slots;
    let slot = low & this.#mask;
    while (slots[4 * slot + 2] !== 0 && (slots[4 * slot] !== low || slots[4 * slot + 1] !== high)) {
      slot = (slot + 1) & this.#mask;
    }
    return 4 * slot;
  }

  /** Makes room for so many names at once, which takes less than growing to it. */
  reserve(names: number): void {
    let slots = this.#mask + 1;
    while (slots < 2 * names) slots *= 2;
    if (slots > this.#mask + 1) this.#resize(slots);
  }

  /** To four times the size, so that few keys are moved often: half a million fit in 16 MB. */
  #grow(): void {
    this.#resize(4 * (this.#mask + 1));
  }

  #resize(slots: number): void {
    const before = this.#slots;
    this.#mask = slots - 1;
    this.#slots = new Int32Array(4 * slots);
    for (let old = 0; old < before.length; old += 4) {
      if (before[old + 2] === 0) continue;
      const slot = this.#find(before[old] ?? 0, before[old + 1] ?? 0);
      for (let part = 0; part < 4; part++) this.#slots[slot + part] = before[old + part] ?? 0;
    }
  }

  #setKey(text: string): void {
    let a = seedLow;
    let b = seedHigh;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, factorLow);
      b = Math.imul(b ^ code, factorHigh);
    }
    this.#keyLow = mixLow(a, b);
    this.#keyHigh = mixHigh(this.#keyLow, b);
  }
}

/** Writes the two hashes of a name, all of it ASCII, that a table of the same case sensitivity has for it. */
export function hashAscii(
  bytes: Uint8Array,
  start: number,
  end: number,
  caseSensitive: boolean,
  into: Int32Array,
  at: number,
): void {
  let a = seedLow;
  let b = seedHigh;
  for (let index = start; index < end; index++) {
    let code = bytes[index] ?? 0;
    if (!caseSensitive && code >= 0x41 && code <= 0x5a) code += 0x20;
    a = Math.imul(a ^ code, factorLow);
    b = Math.imul(b ^ code, factorHigh);
  }
  const low = mixLow(a, b);
  into[at] = low;
  into[at + 1] = mixHigh(low, b);
}

function mixLow(low: number, high: number): number {
  return Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
}

function mixHigh(mixedLow: number, high: number): number {
  return Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(mixedLow ^ (mixedLow >>> 13), 0xc2b2ae35);
}
