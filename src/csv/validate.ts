// Judges a whole import CSV as its lines stream by, and keeps what a person can read of it.
import { decideDates, doubtsWrittenDates, type DateDecision, type DateEvidence } from './dates.ts';
import { UsernameTable } from './duplicates.ts';
import type { FixContext } from './edit.ts';
import type { Finding } from './finding.ts';
import { findUnescaped } from './fixCount.ts';
import { readHeader, type Report } from './header.ts';
import { RowChecker, type Outcome } from './row.ts';
import { limits, rules, type Rule, type RuleId } from './rules.ts';
import { LineScanner, type Line } from './scan.ts';
import type { HashAlgorithm, ImportSchema } from './schema.ts';
import { detectHashAlgorithm } from './values.ts';

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
  /** The job itself cannot succeed, whatever the rows are. */
  readonly jobFails: boolean;
  /** How often each rule is broken, most first; also where `findings` holds fewer. */
  readonly counts: readonly { readonly rule: RuleId; readonly count: number }[];
  /** What the birthdates show about the order of day and month (see `decideDates`). */
  readonly dates?: DateEvidence;
  /** What the first password hash of the file looks like. */
  readonly hashAlgorithm?: HashAlgorithm;
}

export interface ValidationResult {
  readonly summary: ValidationSummary;
  /** In the order of the file, at most `findingsPerRule` of each rule. */
  readonly findings: readonly Finding[];
}

/** How many places of one rule are kept unless told otherwise. */
const defaultFindingsPerRule = 200;

/** Takes the file in chunks of bytes, in order; a buffer may be used again after `push` has returned. */
export class CsvValidator {
  readonly #schema: ImportSchema;
  readonly #findingsPerRule: number;
  readonly #scanner = new LineScanner((line) => this.#take(line));
  #findings: Finding[] = [];
  readonly #counts = new Map<RuleId, { count: number }>();
  readonly #outcomes: Record<Outcome, number> = { ready: 0, uncertain: 0, skipped: 0, failed: 0 };
  readonly #usernames: UsernameTable;
  #context: FixContext | undefined;
  #checker: RowChecker | undefined;
  #line: Readonly<Line> | undefined;
  #lineNumber = 1;
  #rows = 0;

  constructor(schema: ImportSchema, findingsPerRule = defaultFindingsPerRule) {
    this.#schema = schema;
    this.#findingsPerRule = findingsPerRule;
    this.#usernames = new UsernameTable(schema.caseSensitive);
  }

  /** Rows of users judged until now. */
  get rows(): number {
    return this.#rows;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  end(): ValidationResult {
    const { bytes, lines } = this.#scanner.end();
    this.#lineNumber = 1;
    if (bytes > limits.fileBytes) this.#tell('file-too-large', 0, 0);
    if (lines === 0) this.#tell('no-header', 0, 0);
    else if (this.#rows === 0) this.#tell('no-rows', 0, 0);
    const dates = this.#checker?.dates;
    if (dates !== undefined) this.#settleDates(decideDates(dates));
    const counts = [...this.#counts]
      .map(([rule, { count }]) => ({ rule, count }))
      .sort((a, b) => b.count - a.count);
    const hash = this.#checker?.firstHash;
    const hashAlgorithm = hash === undefined ? undefined : detectHashAlgorithm(hash);
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
      findings: this.#findings.sort((a, b) => a.line - b.line || a.start - b.start),
    };
  }

  /** Birthdates that may have the day first are known only now that the whole column is. */
  #settleDates(decision: DateDecision): void {
    if (!doubtsWrittenDates(decision)) {
      this.#counts.delete('birthdate-order');
      this.#findings = this.#findings.filter(({ rule }) => rule !== 'birthdate-order');
      return;
    }
    const message = doubtMessage(decision);
    this.#findings = this.#findings.map((finding) =>
      finding.rule === 'birthdate-order' ? { ...finding, message } : finding,
    );
  }

  readonly #report: Report = (rule, start, end, message) => this.#tell(rule, start, end, message);

  /** Where a row has too many values, a closer look shows which has the commas; too slow for more than is kept. */
  readonly #reportRow: Report = (rule, start, end, message) => {
    const isCount = rule === 'column-count' && this.#isKept(rule, this.#countOf(rule).count + 1);
    const found =
      isCount && this.#context !== undefined ? findUnescaped(this.#rowText(), this.#context) : undefined;
    if (found === undefined) this.#tell(rule, start, end, message);
    else this.#tell(rule, found.start, found.end, `${message ?? ''} It seems to be “${found.name}”.`);
  };

  #tell(rule: RuleId, start: number, end: number, message?: string, firstLine?: number): void {
    const counter = this.#countOf(rule);
    counter.count++;
    if (!this.#isKept(rule, counter.count)) return;
    const related = firstLine === undefined ? {} : { firstLine };
    this.#findings.push({
      rule,
      line: this.#lineNumber,
      start,
      end,
      message: message ?? rules[rule].title,
      ...related,
    });
  }

  #rowText(): string {
    return this.#line === undefined ? '' : this.#line.text.slice(this.#line.start, this.#line.end);
  }

  #countOf(rule: RuleId): { count: number } {
    let counter = this.#counts.get(rule);
    if (counter === undefined) {
      counter = { count: 0 };
      this.#counts.set(rule, counter);
    }
    return counter;
  }

  #isKept(rule: RuleId, count: number): boolean {
    const { once }: Rule = rules[rule];
    return count <= (once === true ? 1 : this.#findingsPerRule);
  }

  #take(line: Readonly<Line>): void {
    this.#line = line;
    this.#lineNumber = line.number;
    if (line.bareReturn !== -1) this.#tell('bare-carriage-return', line.bareReturn, line.bareReturn + 1);
    if (line.number === 1) this.#takeHeader(line.text.slice(line.start, line.end), line.validUtf8);
    else if (isBlank(line)) this.#tell('blank-line', 0, line.end - line.start);
    else this.#takeRow(line);
  }

  #takeHeader(text: string, validUtf8: boolean): void {
    const mark = this.#scanner.byteOrderMark;
    if (mark === 'utf-8') this.#tell('byte-order-mark', 0, 0);
    if (mark === 'utf-16' || !validUtf8) this.#tell('not-utf8', 0, text.length);
    if (mark === 'utf-16') return;
    const header = readHeader(text, this.#schema, this.#report);
    if (!header.usable) return;
    this.#context = { header, schema: this.#schema };
    this.#checker = new RowChecker(header, this.#schema, this.#reportRow);
  }

  #takeRow(line: Readonly<Line>): void {
    this.#rows++;
    if (this.#rows === limits.rows + 1) this.#tell('too-many-rows', 0, line.end - line.start);
    const checker = this.#checker;
    if (checker === undefined) {
      // Without a header that can be read, nothing can be said of a row.
      this.#outcomes.uncertain++;
      return;
    }
    if (!line.validUtf8) this.#tellInvalid(line);
    const outcome = checker.check(line.text, line.start, line.end, line.number);
    this.#outcomes[this.#checkUsername(checker, outcome)]++;
  }

  #tellInvalid(line: Readonly<Line>): void {
    const at = Math.max(0, line.text.indexOf('\ufffd', line.start) - line.start);
    this.#tell('not-utf8', at, at + 1);
  }

  /** What becomes of the row when its username is looked at too. */
  #checkUsername(checker: RowChecker, outcome: Outcome): Outcome {
    const { username } = checker;
    if (username === '') return outcome;
    const before = this.#usernames.enter(username, this.#lineNumber, outcome);
    if (before === undefined) return outcome;
    const [start, end] = checker.usernameRange;
    const message = `The username is on line ${before.firstLine} already; ${becomes[before.imported]}`;
    this.#tell('duplicate-username', start, end, message, before.firstLine);
    if (outcome === 'failed' || before.imported === 'no') return outcome;
    return before.imported === 'yes' ? 'skipped' : 'uncertain';
  }
}

/** What becomes of the second user of a name, by what becomes of the first. */
const becomes = {
  yes: 'this user would be skipped.',
  perhaps: 'where that user is imported, this one would be skipped.',
  no: 'that user would not be imported, and once that is mended this one would be skipped.',
} as const;

function doubtMessage({ order, evidence }: DateDecision): string {
  const { dayFirstLine, monthFirstLine } = evidence;
  return order === 'dmy'
    ? `The birthdate on line ${dayFirstLine} has the day first. If this one has too, the service would take it for another day.`
    : `Birthdates of this column have the day first (line ${dayFirstLine}) and the month first (line ${monthFirstLine}): this one may be either.`;
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
