// Stores which rows of a CSV were found in the pool: about 13 bytes per row, and no values of rows.
import type { FoundUser } from '../../domain/users/survey.ts';

/** A row whose user, or whose alias, exists. */
export interface ExistingRow {
  readonly line: number;
  readonly by: FoundUser['by'];
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly status: string;
}

export class Existing {
  /** The line; negative if an alias was found. */
  #lines = new Int32Array(1 << 8);
  #since = new Float64Array(1 << 8);
  /** Indexes into `#statusNames`. */
  #statuses = new Uint8Array(1 << 8);
  readonly #statusNames: string[] = [];
  #size = 0;
  /** A bit per line, set if the line's user exists. */
  #byName = new Uint8Array(1 << 8);
  #named = 0;

  add({ line, by, user: { created, status } }: FoundUser): void {
    // The row's own user matters more than somebody with the same address.
    if (this.has(line)) return;
    if (by === 'name') this.#mark(line);
    if (this.#size === this.#lines.length) this.#grow();
    this.#lines[this.#size] = by === 'name' ? line : -line;
    this.#since[this.#size] = created;
    this.#statuses[this.#size] = this.#numberOf(status);
    this.#size++;
  }

  /** Rows whose user exists. */
  get count(): number {
    return this.#named;
  }

  /** Rows whose user is new, but whose alias another user has. */
  get aliasTaken(): number {
    const lines = this.#lines.subarray(0, this.#size).filter((line) => line < 0 && !this.has(-line));
    return new Set(lines).size;
  }

  has(line: number): boolean {
    return ((this.#byName[line >>> 3] ?? 0) & (1 << (line & 7))) !== 0;
  }

  /** The first `most` rows in the order of their lines, each once. */
  first(most: number): readonly ExistingRow[] {
    const order = Uint32Array.from({ length: this.#size }, (_, at) => at);
    order.sort((a, b) => this.#line(a) - this.#line(b));
    const rows: ExistingRow[] = [];
    for (const at of order) {
      if (rows.length === most) break;
      const line = this.#line(at);
      const by = (this.#lines[at] ?? 0) > 0 ? 'name' : 'alias';
      if (rows.at(-1)?.line === line || (by === 'alias' && this.has(line))) continue;
      const status = this.#statusNames[this.#statuses[at] ?? 0] ?? '';
      rows.push({ line, by, since: this.#since[at] ?? 0, status });
    }
    return rows;
  }

  #line(at: number): number {
    return Math.abs(this.#lines[at] ?? 0);
  }

  #mark(line: number): void {
    while (line >>> 3 >= this.#byName.length)
      this.#byName = larger(this.#byName, new Uint8Array(2 * this.#byName.length));
    const at = line >>> 3;
    this.#byName[at] = (this.#byName[at] ?? 0) | (1 << (line & 7));
    this.#named++;
  }

  #numberOf(status: string): number {
    const known = this.#statusNames.indexOf(status);
    // The service has nine statuses; a 257th could not be stored and is shown as empty.
    return known !== -1 || this.#statusNames.length === 256 ? known : this.#statusNames.push(status) - 1;
  }

  #grow(): void {
    const length = 2 * this.#size;
    this.#lines = larger(this.#lines, new Int32Array(length));
    this.#since = larger(this.#since, new Float64Array(length));
    this.#statuses = larger(this.#statuses, new Uint8Array(length));
  }
}

function larger<T extends { set(from: T): void }>(before: T, after: T): T {
  after.set(before);
  return after;
}
