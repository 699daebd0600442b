// An index from names to the CSV lines of their rows, for millions of names: about 24 bytes each.

/** A name can be on several lines. Names are stored as 53-bit hashes: a million names have about one chance in 10,000 of a collision. */
export class KeyIndex {
  #hashes = new Float64Array(1 << 12);
  /** Twice the line, plus 1 for an alias; 0 in an empty slot. */
  #lines = new Uint32Array(1 << 12);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(name: string, line: number, isAlias = false): void {
    if (2 * (this.#size + 1) > this.#lines.length) this.#grow();
    this.#insert(hashOf(name), 2 * line + (isAlias ? 1 : 0));
    this.#size++;
  }

  find(name: string, visit: (line: number, isAlias: boolean) => void): void {
    const hash = hashOf(name);
    for (let at = this.#place(hash); ; at = this.#after(at)) {
      const entry = this.#lines[at] ?? 0;
      if (entry === 0) return;
      if (this.#hashes[at] === hash) visit(entry >>> 1, entry % 2 === 1);
    }
  }

  #insert(hash: number, entry: number): void {
    let at = this.#place(hash);
    while (this.#lines[at] !== 0) at = this.#after(at);
    this.#hashes[at] = hash;
    this.#lines[at] = entry;
  }

  #grow(): void {
    const [hashes, lines] = [this.#hashes, this.#lines];
    this.#hashes = new Float64Array(2 * hashes.length);
    this.#lines = new Uint32Array(2 * lines.length);
    for (const [at, entry] of lines.entries()) if (entry !== 0) this.#insert(hashes[at] ?? 0, entry);
  }

  #place(hash: number): number {
    return hash % this.#lines.length;
  }

  #after(at: number): number {
    return (at + 1) % this.#lines.length;
  }
}

/** cyrb53: two multiplicative hashes side by side, good enough to distinguish names. */
function hashOf(text: string): number {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 2_654_435_761);
    high = Math.imul(high ^ code, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return 2 ** 32 * (high & 0x1fffff) + (low >>> 0);
}
