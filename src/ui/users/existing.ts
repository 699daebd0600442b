// Which rows of a CSV were found in the pool: some 16 bytes a row, and no value of any.
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
  readonly #lines: number[] = [];
  readonly #since: number[] = [];
  readonly #statuses: string[] = [];
  readonly #byName = new Set<number>();

  add({ line, by, user: { created, status } }: FoundUser): void {
    // The row's own user says more than somebody with the same address.
    if (this.#byName.has(line)) return;
    if (by === 'name') this.#byName.add(line);
    this.#lines.push(by === 'name' ? line : -line);
    this.#since.push(created);
    this.#statuses.push(status);
  }

  /** Rows whose user exists. */
  get count(): number {
    return this.#byName.size;
  }

  /** Rows whose user is new, but not what it signs in with. */
  get aliasTaken(): number {
    const lines = this.#lines.filter((line) => line < 0 && !this.#byName.has(-line));
    return new Set(lines).size;
  }

  has(line: number): boolean {
    return this.#byName.has(line);
  }

  /** At most so many rows, by line, each once. */
  first(most: number): readonly ExistingRow[] {
    const order = [...this.#lines.keys()].sort((a, b) => this.#line(a) - this.#line(b));
    const rows: ExistingRow[] = [];
    for (const at of order) {
      if (rows.length === most) break;
      const line = this.#line(at);
      const by = (this.#lines[at] ?? 0) > 0 ? 'name' : 'alias';
      if (rows.at(-1)?.line === line || (by === 'alias' && this.#byName.has(line))) continue;
      rows.push({ line, by, since: this.#since[at] ?? 0, status: this.#statuses[at] ?? '' });
    }
    return rows;
  }

  #line(at: number): number {
    return Math.abs(this.#lines[at] ?? 0);
  }
}
