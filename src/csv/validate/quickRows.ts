// Takes rows that are surely ready without reading them as text: each in itself, as RowScout sees it, and beside all rows before.
import type { DateEvidence } from '../values/dates.ts';
import type { UsernameTable } from './duplicates.ts';
import type { FindingStore } from './findingStore.ts';
import type { Header } from './header.ts';
import type { Identities } from './identities.ts';
import { RowScout } from './rowScout.ts';
import { rowFlags, scouted } from './scoutedRow.ts';
import type { ImportSchema } from '../schema.ts';

export class QuickRows {
  readonly #scout: RowScout;
  readonly #usernames: UsernameTable;
  readonly #found: FindingStore;
  readonly #dates: DateEvidence;
  /** The flag, the place of the hashes and the table of each contact that users can sign in with. */
  readonly #aliases: readonly {
    readonly flag: number;
    readonly at: number;
    readonly table: UsernameTable;
  }[];
  readonly #own = new Int32Array(scouted.size);
  /** Rows of the bytes at hand that were scouted before. */
  #rows: Int32Array = new Int32Array(0);
  #cursor = 0;
  #end = 0;

  /** @param dates collects the evidence of birthdates for the order of day and month. */
  constructor(
    header: Header,
    schema: ImportSchema,
    identities: Identities,
    found: FindingStore,
    dates: DateEvidence,
  ) {
    this.#scout = new RowScout({ header, schema });
    this.#usernames = identities.usernames;
    this.#found = found;
    this.#dates = dates;
    this.#aliases = identities.aliases.map(([contact, table]) => ({
      flag: rowFlags[contact],
      at: scouted[contact],
      table,
    }));
  }

  /** Of the bytes whose lines are taken next, these rows were scouted already. Ends with a count of 0. */
  know(rows: Int32Array, count: number): void {
    this.#rows = rows;
    this.#cursor = 0;
    this.#end = count * scouted.size;
  }

  /** Handles the line that begins at `start`. @returns where the next line begins; -1, having done nothing, if the row may be invalid. */
  take(bytes: Uint8Array, start: number, line: number): number {
    const rows = this.#rows;
    while (this.#cursor < this.#end && (rows[this.#cursor] ?? 0) < start) this.#cursor += scouted.size;
    const isKnown = this.#cursor < this.#end && rows[this.#cursor] === start;
    if (isKnown) return this.#enter(rows, this.#cursor, line);
    return this.#scout.scout(bytes, start, this.#own, 0) ? this.#enter(this.#own, 0, line) : -1;
  }

  #enter(rows: Int32Array, at: number, line: number): number {
    const flags = rows[at + scouted.flags] ?? 0;
    if (!this.#isNew(rows, at, flags) || this.#mustTell(flags)) return -1;
    if ((flags & rowFlags.monthFirst) !== 0) {
      if (this.#dates.monthFirst++ === 0) this.#dates.monthFirstLine = line;
    } else if ((flags & rowFlags.dayOrMonth) !== 0) {
      this.#found.count('birthdate-order');
      this.#dates.either++;
    }
    if ((flags & rowFlags.mfaBlank) !== 0) this.#found.count('mfa-blank');
    this.#usernames.enterLast(line);
    for (const { flag, table } of this.#aliases) if ((flags & flag) !== 0) table.enterLast(line);
    return rows[at + scouted.next] ?? 0;
  }

  /** Whether no row before has the username or a verified contact. */
  #isNew(rows: Int32Array, at: number, flags: number): boolean {
    if (this.#usernames.has(rows, at + scouted.username)) return false;
    for (const alias of this.#aliases)
      if ((flags & alias.flag) !== 0 && alias.table.has(rows, at + alias.at)) return false;
    return true;
  }

  /** A problem of most rows is reported for the first ones only, and counted for the others. */
  #mustTell(flags: number): boolean {
    return (
      ((flags & rowFlags.mfaBlank) !== 0 && this.#found.keepsNext('mfa-blank')) ||
      ((flags & rowFlags.dayOrMonth) !== 0 && this.#found.keepsNext('birthdate-order'))
    );
  }
}
