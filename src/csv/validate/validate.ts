// Validates a whole import CSV line by line, and keeps as many findings as a person can read.
import { decideDates, newDateEvidence, type DateEvidence } from '../values/dates.ts';
import { isEmptyRow, readSeparatorLine } from '../read/dialect.ts';
import type { FixContext } from '../fix/edit.ts';
import type { Finding } from './finding.ts';
import { FindingStore } from './findingStore.ts';
import { findUnescaped } from '../fix/fixCount.ts';
import { readHeader, type Report } from './header.ts';
import { Identities } from './identities.ts';
import { QuickRows } from './quickRows.ts';
import { readContinuation } from '../read/repair.ts';
import { RowChecker, type Outcome } from './row.ts';
import type { Scouting } from './rowScout.ts';
import { limits, rules, type RuleId } from './rules.ts';
import { LineScanner, type Line } from '../read/scan.ts';
import type { HashAlgorithm, ImportSchema } from '../schema.ts';

export interface ValidationSummary {
  readonly bytes: number;
  readonly lines: number;
  /** Rows of users; the sum of the four below. */
  readonly rows: number;
  readonly ready: number;
  readonly failed: number;
  /** Already in the file, so the user will exist when their turn comes. */
  readonly skipped: number;
  /** Their outcome hangs on something that is not documented. */
  readonly uncertain: number;
  /** The job cannot succeed, whatever its rows contain. */
  readonly jobFails: boolean;
  /** The number of violations per rule, most frequent first, even if `findings` holds fewer. */
  readonly counts: readonly { readonly rule: RuleId; readonly count: number }[];
  /** The evidence of the birthdates for the order of day and month (see `decideDates`). */
  readonly dates?: DateEvidence;
  /** The format of the file's first password hash. */
  readonly hashAlgorithm?: HashAlgorithm;
}

export interface ValidationResult {
  readonly summary: ValidationSummary;
  /** In the order of the file, at most `findingsPerRule` of each rule. */
  readonly findings: readonly Finding[];
}

/** The default number of places kept per rule. */
const defaultFindingsPerRule = 200;

/** Takes the file in chunks of bytes, in order; a buffer may be used again after `push` has returned. */
export class CsvValidator {
  readonly #schema: ImportSchema;
  readonly #scanner = new LineScanner(
    (line) => this.#take(line),
    (bytes, start, line) => this.#takeQuickly(bytes, start, line),
  );
  readonly #found: FindingStore;
  readonly #outcomes: Record<Outcome, number> = { ready: 0, uncertain: 0, skipped: 0, failed: 0 };
  readonly #identities: Identities;
  #context: FixContext | undefined;
  #checker: RowChecker | undefined;
  #line: Readonly<Line> | undefined;
  #lineNumber = 1;
  #rows = 0;
  #isContinued = false;
  readonly #dates = newDateEvidence();
  readonly #isThorough: boolean;
  #quick: QuickRows | undefined;
  /** The separator named by a spreadsheet's `sep=` line. */
  #separator: string | undefined;

  /** @param isThorough reads every row as text, even rows whose bytes show that they are valid: slower, with the same result. */
  constructor(schema: ImportSchema, findingsPerRule = defaultFindingsPerRule, isThorough = false) {
    this.#schema = schema;
    this.#isThorough = isThorough;
    this.#found = new FindingStore(findingsPerRule);
    this.#identities = new Identities(schema, (...told) => this.#tell(...told));
  }

  /** Rows of users judged until now. */
  get rows(): number {
    return this.#rows;
  }

  /** The data for another thread to scan rows ahead; undefined if it cannot help, or not yet. */
  get scouting(): Scouting | undefined {
    const { header } = this.#context ?? {};
    if (this.#quick === undefined || header === undefined || !this.#scanner.isAtLineBegin) return undefined;
    return { header, schema: this.#schema };
  }

  /** About so many rows are to come: makes room for their names. */
  expectRows(rows: number): void {
    this.#identities.reserve(Math.min(rows, limits.rows));
  }

  /** @param rows of this chunk, `count` of them as RowScout keeps them. */
  push(chunk: Uint8Array, rows?: Int32Array, count = 0): void {
    if (rows === undefined || !this.#scanner.isAtLineBegin) {
      this.#scanner.push(chunk);
      return;
    }
    this.#quick?.know(rows, count);
    this.#scanner.push(chunk);
    this.#quick?.know(rows, 0);
  }

  end(): ValidationResult {
    const { bytes, lines } = this.#scanner.end();
    this.#lineNumber = 1;
    if (bytes > limits.fileBytes) this.#tell('file-too-large', 0, 0);
    if (lines === 0) this.#tell('no-header', 0, 0);
    else if (this.#rows === 0) this.#tell('no-rows', 0, 0);
    const dates = this.#checker?.dates;
    if (dates !== undefined) this.#found.settleDates(decideDates(dates));
    const { counts } = this.#found;
    const hashAlgorithm = this.#checker?.hashAlgorithm;
    return {
      summary: {
        bytes,
        lines,
        rows: this.#rows,
        ...this.#outcomes,
        jobFails: counts.some(({ rule }) => rules[rule].effect === 'failsJob'),
        counts,
        ...(dates === undefined ? {} : { dates: { ...dates } }),
        ...(hashAlgorithm === undefined ? {} : { hashAlgorithm }),
      },
      findings: this.#found.sorted(),
    };
  }

  readonly #report: Report = (rule, start, end, message) => this.#tell(rule, start, end, message);

  /** Explains which value of a too long row has the commas; too slow for more rows than are kept. */
  readonly #reportRow: Report = (rule, start, end, message) => {
    const isCount = rule === 'column-count' && this.#found.keepsNext(rule);
    const found =
      isCount && this.#context !== undefined ? findUnescaped(this.#rowText(), this.#context) : undefined;
    if (found === undefined) this.#tell(rule, start, end, message);
    else this.#tell(rule, found.start, found.end, `${message ?? ''} It seems to be “${found.name}”.`);
  };

  #tell(rule: RuleId, start: number, end: number, message?: string, firstLine?: number): void {
    this.#found.add(rule, { line: this.#lineNumber, start, end, message, firstLine });
  }

  #rowText(): string {
    return this.#line === undefined ? '' : this.#line.text.slice(this.#line.start, this.#line.end);
  }

  #take(line: Readonly<Line>): void {
    this.#line = line;
    this.#lineNumber = line.number;
    if (this.#scanner.byteOrderMark === 'utf-16') {
      this.#takeUtf16(line);
      return;
    }
    if (line.bareReturn !== -1) this.#tell('bare-carriage-return', line.bareReturn, line.bareReturn + 1);
    if (line.number === 1) this.#takeHeader(line.text.slice(line.start, line.end), line.validUtf8);
    else if (isBlank(line)) this.#tell('blank-line', 0, line.end - line.start);
    else if (isEmptyRow(line.text, line.start, line.end)) this.#tell('empty-row', 0, line.end - line.start);
    else if (!this.#isContinued || !this.#continues(line)) this.#takeRow(line);
  }

  /** Handles a row that is certainly valid. @returns where the next line begins; -1 if this line must be read as text. */
  #takeQuickly(bytes: Uint8Array, start: number, line: number): number {
    if (this.#quick === undefined || this.#isContinued || this.#rows >= limits.rows) return -1;
    const next = this.#quick.take(bytes, start, line);
    if (next === -1) return -1;
    this.#rows++;
    this.#outcomes.ready++;
    return next;
  }

  /** Nothing else is checked in such a file, but its lines are still counted. */
  #takeUtf16(line: Readonly<Line>): void {
    if (line.number === 1) this.#tell('utf-16', 0, 0);
    else if (line.text.slice(line.start, line.end).replaceAll('\0', '').trim() !== '') {
      this.#rows++;
      this.#outcomes.uncertain++;
    }
  }

  #takeHeader(text: string, validUtf8: boolean): void {
    if (this.#scanner.byteOrderMark === 'utf-8') this.#tell('byte-order-mark', 0, 0);
    if (this.#scanner.endsInReturns) this.#tell('carriage-return-lines', text.length, text.length);
    if (!validUtf8) this.#tell('not-utf8', 0, text.length);
    const separator = readSeparatorLine(text);
    if (separator !== undefined) {
      this.#separator = separator;
      const message = separator === ',' ? undefined : otherSeparator(separator);
      this.#tell('separator-line', 0, text.length, message);
      return;
    }
    const header = readHeader(text, this.#schema, this.#report);
    if (!header.usable) return;
    this.#context = { header, schema: this.#schema };
    this.#checker = new RowChecker(header, this.#schema, this.#reportRow, this.#dates);
    if (!this.#isThorough && !header.everyRowFails)
      this.#quick = new QuickRows(header, this.#schema, this.#identities, this.#found, this.#dates);
  }

  /** Whether a line continues a quoted value of an earlier line: it was reported there, so this line fails without a finding. */
  #continues(line: Readonly<Line>): boolean {
    const continuation = readContinuation(line.text.slice(line.start, line.end));
    this.#isContinued = continuation === 'part';
    if (continuation === 'row') return false;
    this.#rows++;
    this.#outcomes.failed++;
    return true;
  }

  #takeRow(line: Readonly<Line>): void {
    // The header, behind a spreadsheet's separator line.
    if (line.number === 2 && this.#separator !== undefined) return;
    this.#rows++;
    if (this.#rows === limits.rows + 1) this.#tell('too-many-rows', 0, line.end - line.start);
    const checker = this.#checker;
    if (checker === undefined) {
      // Without a readable header no row can be checked.
      this.#outcomes.uncertain++;
      return;
    }
    if (!line.validUtf8) this.#tellInvalid(line);
    const outcome = checker.check(line.text, line.start, line.end, line.number);
    this.#isContinued = checker.isUnclosed;
    this.#outcomes[this.#identities.check(checker, line.number, outcome)]++;
  }

  #tellInvalid(line: Readonly<Line>): void {
    const at = Math.max(0, line.text.indexOf('\ufffd', line.start) - line.start);
    this.#tell('not-utf8', at, at + 1);
  }
}

function otherSeparator(separator: string): string {
  const name = separator === '\t' ? 'a tab' : `“${separator}”`;
  return `This line tells a spreadsheet that ${name} separates the columns; Cognito reads commas only.`;
}

function isBlank({ text, start, end }: Readonly<Line>): boolean {
  return start === end || (text.charCodeAt(start) <= 0x20 && text.slice(start, end).trim() === '');
}

/** Validates a whole text at once: for a document that is open. */
export function validateText(text: string, schema: ImportSchema, findingsPerRule?: number): ValidationResult {
  const validator = new CsvValidator(schema, findingsPerRule);
  validator.push(new TextEncoder().encode(text));
  return validator.end();
}
