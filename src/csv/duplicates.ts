// Remembers half a million usernames in a few megabytes: by hash, with the line each was first seen on.
import type { Outcome } from './row.ts';

/** The chance of two of 500,000 usernames sharing both 32-bit hashes is one in a hundred million. */
export class UsernameTable {
  readonly #caseSensitive: boolean;
  #size = 0;
  #mask = (1 << 12) - 1;
  #low = new Uint32Array(1 << 12);
  #high = new Uint32Array(1 << 12);
  /** The first line that may import the user, or that has it where none may; 0 is a free slot. */
  #lines = new Uint32Array(1 << 12);
  /** Whether a user of that name is there once the import has come so far. */
  #imported = new Uint8Array(1 << 12);

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
    const [low, high] = hashKey(username, this.#caseSensitive);
    return this.enterKey(low, high, line, outcome);
  }

  /** Whether `hashKey` has given this key for a username before. */
  has(low: number, high: number): boolean {
    return this.#lines[this.#find(low, high)] !== 0;
  }

  /** The same as `enter` for the key of a username. */
  enterKey(low: number, high: number, line: number, outcome: Outcome): ReturnType<UsernameTable['enter']> {
    if (this.#size * 2 > this.#mask) this.#grow();
    const slot = this.#find(low, high);
    const firstLine = this.#lines[slot] ?? 0;
    const before = this.#imported[slot] ?? 0;
    const now = outcome === 'ready' ? 2 : outcome === 'uncertain' ? 1 : 0;
    this.#imported[slot] = Math.max(before, now);
    if (firstLine === 0 || (before === 0 && now > 0)) this.#lines[slot] = line;
    if (firstLine !== 0)
      return { firstLine, imported: before === 2 ? 'yes' : before === 1 ? 'perhaps' : 'no' };
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#size++;
    return undefined;
  }

  #find(low: number, high: number): number {
    let slot = low & this.#mask;
    while (this.#lines[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #grow(): void {
    const before = { low: this.#low, high: this.#high, lines: this.#lines, imported: this.#imported };
    const capacity = (this.#mask + 1) * 2;
    this.#mask = capacity - 1;
    this.#low = new Uint32Array(capacity);
    this.#high = new Uint32Array(capacity);
    this.#lines = new Uint32Array(capacity);
    this.#imported = new Uint8Array(capacity);
    before.lines.forEach((line, old) => {
      if (line === 0) return;
      const low = before.low[old] ?? 0;
      const high = before.high[old] ?? 0;
      const slot = this.#find(low, high);
      this.#low[slot] = low;
      this.#high[slot] = high;
      this.#lines[slot] = line;
      this.#imported[slot] = before.imported[old] ?? 0;
    });
  }
}

/** Two 32-bit hashes in one pass (multiplicative, mixed at the end). */
export function hashKey(username: string, caseSensitive: boolean): readonly [low: number, high: number] {
  const text = caseSensitive ? username : username.toLowerCase();
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a >>> 0, b >>> 0];
}
