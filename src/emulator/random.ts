// Ids in the service's format, reproducible by seed.

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A small deterministic generator (mulberry32). Not for real secrets: it signs only for loopback. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** In [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.integer(from.length)] ?? from[0];
  }

  alphanumeric(length: number): string {
    return this.#string(length, alphanumeric);
  }

  uuid(): string {
    const hex = this.#string(30, '0123456789abcdef');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(12, 15)}`,
      `8${hex.slice(15, 18)}`,
      hex.slice(18, 30),
    ].join('-');
  }

  #string(length: number, alphabet: string): string {
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet.charAt(this.integer(alphabet.length));
    return text;
  }
}
