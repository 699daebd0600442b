// Validates one row against the header and the pool. Written for half a million rows: allocates nothing for a valid row.
import { checkValue } from '../read/cell.ts';
import { checkMfa, checkVerified, type RememberedCells, type Seen } from './crossCell.ts';
import { unescapeValue } from '../read/dialect.ts';
import { addDate, newDateEvidence, type DateEvidence } from '../values/dates.ts';
import type { Column, Header, Report } from './header.ts';
import { detectHashAlgorithm } from '../values/hashes.ts';
import { isNothingWord, mayBeNothing } from '../values/nothingWords.ts';
import { cleanValue, findOddity, OddFinder } from '../values/oddities.ts';
import { RowSplitter } from '../read/rowSplitter.ts';
import { limits, rules, type Effect } from './rules.ts';
import type { Contact, HashAlgorithm, ImportSchema } from '../schema.ts';
import { readBoolean } from '../values/values.ts';

/** The expected outcome of a row; 'uncertain' if it depends on undocumented behaviour. */
export type Outcome = 'ready' | 'uncertain' | 'skipped' | 'failed';

/** Worse is higher. */
const ranks: Readonly<Record<Effect, number>> = {
  none: 0,
  unknown: 1,
  skipsRow: 2,
  failsRow: 3,
  failsJob: 3,
};
const outcomes = ['ready', 'uncertain', 'skipped', 'failed'] as const satisfies readonly Outcome[];

/** If this many of the first hashes match no algorithm, none will. */
const mostHashesSeen = 100;

export class RowChecker {
  readonly #header: Header;
  readonly #schema: ImportSchema;
  readonly #report: Report;
  readonly #seen: RememberedCells;
  /** The same by column. */
  readonly #seenAt: readonly (Seen | undefined)[];
  readonly #splitter: RowSplitter;
  readonly #dates: DateEvidence;
  #line = 0;
  #text = '';
  #lineStart = 0;
  #rank = 0;
  #isSplit = false;
  #username = '';
  #usernameStart = 0;
  #usernameEnd = 0;
  readonly #odd = new OddFinder();
  #hasOdd = false;
  #hashesSeen = 0;
  #hashAlgorithm: HashAlgorithm | undefined;

  /** @param dates collects the evidence of birthdates for the order of day and month. */
  constructor(header: Header, schema: ImportSchema, report: Report, dates = newDateEvidence()) {
    this.#dates = dates;
    this.#header = header;
    this.#schema = schema;
    this.#report = report;
    this.#splitter = new RowSplitter(header, schema, this.#tell);
    const names = new Set(header.columns.filter(({ kind }) => kind !== 'unknown').map(({ name }) => name));
    const seen = (role: keyof RememberedCells) => ({
      start: 0,
      end: 0,
      flag: undefined,
      empty: true,
      present: names.has(role),
    });
    this.#seen = {
      email: seen('email'),
      email_verified: seen('email_verified'),
      phone_number: seen('phone_number'),
      phone_number_verified: seen('phone_number_verified'),
      'cognito:mfa_enabled': seen('cognito:mfa_enabled'),
    };
    const byName = new Map<string, Seen>(Object.entries(this.#seen));
    this.#seenAt = header.columns.map(({ kind, name }) =>
      kind === 'unknown' ? undefined : byName.get(name),
    );
  }

  /** The username of the row last checked, un-escaped and trimmed; empty if there is none or the row cannot be split. */
  get username(): string {
    return this.#username;
  }

  /** Columns of that username in its line. */
  get usernameRange(): readonly [start: number, end: number] {
    return [this.#usernameStart - this.#lineStart, this.#usernameEnd - this.#lineStart];
  }

  get dates(): Readonly<DateEvidence> {
    return this.#dates;
  }

  /** The format of the first password hashes. */
  get hashAlgorithm(): HashAlgorithm | undefined {
    return this.#hashAlgorithm;
  }

  /** The email address or phone number of the row last checked, if it is marked as verified; otherwise empty. */
  verified(contact: Contact): string {
    const { start, end, present } = this.#seen[contact];
    const isVerified = this.#isSplit && present && this.#seen[`${contact}_verified`].flag === true;
    return isVerified ? unescapeValue(this.#text.slice(start, end)) : '';
  }

  /** Its position in the line. */
  rangeOf(contact: Contact): readonly [start: number, end: number] {
    const { start, end } = this.#seen[contact];
    return [start - this.#lineStart, end - this.#lineStart];
  }

  /** Whether the row last checked ends inside a quotation that may continue in the next line. */
  get isUnclosed(): boolean {
    return this.#splitter.isUnclosed;
  }

  /**
   * Judges the line `text.slice(start, end)`. Whether its username is there twice is for the caller to see, and whether a birthdate
   * that is reported as birthdate-order is one: that the whole column shows.
   * @param line its number in the file.
   */
  check(text: string, start: number, end: number, line: number): Outcome {
    this.#text = text;
    this.#line = line;
    this.#lineStart = start;
    this.#rank = this.#header.everyRowFails ? ranks.failsRow : 0;
    this.#username = '';
    this.#isSplit = false;
    if (end - start > limits.rowCharacters) {
      this.#tell('row-too-long', start, end);
      return this.#outcome();
    }
    this.#hasOdd = this.#odd.isIn(text, start, end);
    this.#isSplit = this.#splitter.split(text, start, end);
    if (this.#splitter.mustFail) this.#rank = ranks.failsRow;
    if (this.#isSplit) {
      const { columns } = this.#header;
      for (let index = 0; index < columns.length; index++) {
        const column = columns[index];
        if (column !== undefined && column.kind !== 'unknown') this.#checkCell(column, index);
      }
      checkVerified(this.#seen, this.#schema, this.#tell);
      checkMfa(this.#seen, this.#schema, this.#tell);
    }
    return this.#outcome();
  }

  #outcome(): Outcome {
    return outcomes[this.#rank] ?? 'failed';
  }

  /** Takes columns of the text, not of the line. */
  readonly #tell: Report = (rule, start, end, message) => {
    const rank = ranks[rules[rule].effect];
    if (rank > this.#rank) this.#rank = rank;
    this.#report(rule, start - this.#lineStart, end - this.#lineStart, message);
  };

  #checkCell(column: Column, index: number): void {
    const text = this.#text;
    const rawStart = this.#splitter.spans.bounds[2 * index] ?? 0;
    const rawEnd = this.#splitter.spans.bounds[2 * index + 1] ?? 0;
    let start = rawStart;
    let end = rawEnd;
    // What the service takes for white space is not documented; this is what Java's String.trim does.
    while (start < end && text.charCodeAt(start) <= 0x20) start++;
    while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
    const seen = this.#seenAt[index];
    if (seen !== undefined) {
      seen.start = start;
      seen.end = end;
      seen.empty = start === end;
      seen.flag = undefined;
    }
    if (this.#hasOdd && this.#checkOddity(column, seen, rawStart, rawEnd)) return;
    if (end - start !== rawEnd - rawStart) this.#tell('white-space', rawStart, rawEnd);
    if (start === end) {
      this.#checkEmpty(column, start);
      return;
    }
    if (this.#splitter.spans.hasLoneBackslash) this.#checkBackslash(start, end);
    if (
      (column.kind === 'text' || column.kind === 'username') &&
      mayBeNothing(text, start, end) &&
      isNothingWord(text.slice(start, end))
    ) {
      this.#tell('null-word', start, end);
    }
    if (column.kind === 'text' && end - start <= column.maxLength && column.minLength <= 1) return;

    const raw = text.slice(start, end);
    const value = this.#splitter.spans.hasEscape ? unescapeValue(raw) : raw;
    if (column.kind === 'username') {
      this.#username = value;
      this.#usernameStart = start;
      this.#usernameEnd = end;
    }
    if (column.kind === 'hash') {
      if (this.#hashAlgorithm === undefined && this.#hashesSeen++ < mostHashesSeen)
        this.#hashAlgorithm = detectHashAlgorithm(value);
      if (this.#schema.hashAlgorithm === undefined) this.#tell('hash-without-algorithm', start, end);
    }
    if (seen !== undefined && column.kind === 'boolean') seen.flag = readBoolean(value);
    const problem = checkValue(column, value, this.#schema);
    if (problem !== undefined) this.#tell(problem.rule, start, end, problem.message);
    if (column.kind === 'birthdate' && addDate(this.#dates, value, this.#line))
      this.#tell('birthdate-order', start, end);
  }

  /** A value with odd characters is reported only for them, and checked without them. */
  #checkOddity(column: Column, seen: Seen | undefined, start: number, end: number): boolean {
    const raw = unescapeValue(this.#text.slice(start, end));
    const oddity = findOddity(column.kind, raw);
    if (oddity === undefined) return false;
    this.#tell(oddity.rule, start, end, oddity.message);
    const value = cleanValue(oddity.rule, column.kind, raw).value.trim();
    if (seen !== undefined) {
      seen.empty = value === '';
      if (column.kind === 'boolean') seen.flag = readBoolean(value);
    }
    if (column.kind === 'username') {
      this.#username = value;
      this.#usernameStart = start;
      this.#usernameEnd = end;
    }
    return true;
  }

  #checkEmpty(column: Column, at: number): void {
    if (column.kind === 'username') this.#tell('username-missing', at, at);
    else if (column.kind === 'hash' && this.#schema.hashAlgorithm !== undefined)
      this.#tell('hash-blank', at, at);
    else if (column.required) {
      this.#tell('required-attribute-missing', at, at, `The user pool requires “${column.name}”.`);
    }
  }

  #checkBackslash(start: number, end: number): void {
    for (
      let at = this.#text.indexOf('\\', start);
      at !== -1 && at < end;
      at = this.#text.indexOf('\\', at + 1)
    ) {
      if (at + 1 < end && this.#text[at + 1] === ',') continue;
      this.#tell('backslash', at, at + 1);
      return;
    }
  }
}
