// Fixes a whole file line by line: everything that is safe to fix without asking.
import { decideDates, type DateChoice, type DateEvidence } from '../values/dates.ts';
import { isEmptyRow, readSeparatorLine, splitRecord } from '../read/dialect.ts';
import { UsernameTable } from '../validate/duplicates.ts';
import { editLine, newFixContext, type Edit, type Fix, type FixContext } from './edit.ts';
import type { Place } from '../validate/finding.ts';
import { isDateRule, rewriteAt } from './fixDate.ts';
import { fixesFor } from './fixes.ts';
import { readHeader } from '../validate/header.ts';
import { readContinuation } from '../read/repair.ts';
import { RowChecker } from '../validate/row.ts';
import type { RuleId } from '../validate/rules.ts';
import type { ImportSchema } from '../schema.ts';

/** A row is fixed again while fixing shows more to fix, such as a date that was in quotation marks; never so often. */
const mostRounds = 10;

/** What only the whole file shows: gathered in a first pass, needed by the second. */
export interface FileSurvey {
  readonly dates?: Readonly<DateEvidence>;
}

export interface FixOptions {
  /** Fixes violations of this rule alone. */
  readonly only?: RuleId | undefined;
  /** What the user says about dates whose order the file does not show. */
  readonly dateChoice?: DateChoice | undefined;
}

/** The first pass over a file that is to be fixed. Takes the same lines, in order, as the FileFixer afterwards. */
export class FileSurveyor {
  readonly #fixer: FileFixer;

  constructor(schema: ImportSchema, { only }: FixOptions = {}) {
    this.#fixer = new FileFixer(schema, {}, { only });
  }

  take(line: string): void {
    this.#fixer.fixLine(line);
  }

  end(): FileSurvey {
    const { dates } = this.#fixer;
    return dates === undefined ? {} : { dates };
  }
}

/**
 * Takes the lines in order. Columns are renamed but neither added nor removed, for that would move what rows with too many or too
 * few values mean. Nothing is lost: of rows, only those go that are equal to an earlier one in every cell.
 */
export class FileFixer {
  readonly #schema: ImportSchema;
  readonly #survey: FileSurvey;
  readonly #options: FixOptions;
  /** All rows, each as one key. */
  readonly #rows = new UsernameTable(true);
  #context: FixContext | undefined;
  #checker: RowChecker | undefined;
  #places: Place[] = [];
  #line = 0;
  #headerLine = 1;
  /** Where the file has empty columns at its end: what takes them off each line. */
  #emptyEnd: Edit | undefined;
  #isContinued = false;
  #fixes = 0;
  #hasFixedDate = false;

  /** @param survey without it, what only the whole file shows is left as it is. */
  constructor(schema: ImportSchema, survey: FileSurvey, options: FixOptions = {}) {
    this.#schema = schema;
    this.#survey = survey;
    this.#options = options;
  }

  /** Fixes made until now. */
  get fixes(): number {
    return this.#fixes;
  }

  /** What the birthdates until now show. */
  get dates(): Readonly<DateEvidence> | undefined {
    return this.#checker?.dates;
  }

  /** The next line (without its line end) as it should be; undefined if it should go. */
  fixLine(text: string): string | undefined {
    this.#line++;
    if (this.#line === 1 && readSeparatorLine(text) === ',' && this.#wants('separator-line')) {
      this.#headerLine = 2;
      return this.#unless(true, text);
    }
    if (this.#line === this.#headerLine) return this.#fixHeader(text);
    if (this.#context === undefined || this.#checker === undefined) return text;
    if (text.trim() === '') return this.#unless(this.#wants('blank-line'), text);
    if (isEmptyRow(text, 0, text.length)) return this.#unless(this.#wants('empty-row'), text);
    const follows = this.#isContinued;
    if (follows) {
      const continuation = readContinuation(text);
      this.#isContinued = continuation === 'part';
      if (continuation !== 'row') return text;
    }
    const row = this.#emptyEnd === undefined ? text : (editLine(this.#emptyEnd, this.#line, text) ?? text);
    const before = this.#fixes;
    let fixed = this.#fixRow(row, this.#checker, this.#context);
    // Without its own quotation marks it would read as the end of the value that an earlier row leaves open.
    if (follows && fixed !== undefined && readContinuation(fixed) !== 'row') {
      fixed = text;
      this.#fixes = before;
      this.#check(text, this.#checker);
    }
    this.#isContinued = this.#checker.isUnclosed;
    return this.#unless(fixed?.trim() === '' && this.#wants('blank-line'), fixed);
  }

  #wants(rule: RuleId): boolean {
    const { only } = this.#options;
    return only === undefined || only === rule || (isDateRule(only) && isDateRule(rule));
  }

  /** Counts a fix that takes the line away. */
  #unless(removed: boolean, text: string | undefined): string | undefined {
    if (!removed) return text;
    this.#fixes++;
    return undefined;
  }

  #fixHeader(text: string): string {
    let header = text;
    if (text.startsWith('\ufeff') && this.#wants('byte-order-mark')) {
      header = text.slice(1);
      this.#fixes++;
    }
    const read = readHeader(header, this.#schema, () => undefined);
    if (read.emptyColumns > 0 && this.#wants('empty-columns')) {
      this.#emptyEnd = { kind: 'removeEmptyEnd', width: read.columns.length };
      header = this.#apply([this.#emptyEnd], header);
    }
    // One at a time: a column renamed is not missing any more. Each fix settles one cell, so there are no more than cells.
    const mostFixes = 2 * splitRecord(header).length;
    for (let count = 0; count < mostFixes; count++) {
      const fix = this.#headerFix(header);
      if (fix === undefined) break;
      header = this.#apply(fix.edits, header);
    }
    const { dates } = this.#survey;
    const decision = dates === undefined ? undefined : decideDates(dates, this.#options.dateChoice);
    this.#context = newFixContext(header, this.#schema, decision);
    if (!this.#context.header.usable) return header;
    this.#checker = new RowChecker(this.#context.header, this.#schema, (rule, start, end) => {
      this.#places.push({ rule, line: this.#line, start, end });
    });
    return header;
  }

  #headerFix(text: string): Fix | undefined {
    const places: Place[] = [];
    const header = readHeader(text, this.#schema, (rule, start, end) => {
      places.push({ rule, line: this.#line, start, end });
    });
    return places
      .filter(({ rule }) => this.#wants(rule))
      .flatMap((place) => fixesFor(place, text, { header, schema: this.#schema }))
      .find(({ safe }) => safe);
  }

  /** Edits of one line do not overlap; the last is done first, so that the columns of the others hold. */
  #apply(edits: readonly Edit[], text: string): string {
    this.#fixes++;
    return edits.toReversed().reduce((row, edit) => editLine(edit, this.#line, row) ?? '', text);
  }

  #fixRow(text: string, checker: RowChecker, context: FixContext): string | undefined {
    let row = text;
    // A date that has been put in order would be put out of order by the next round.
    this.#hasFixedDate = false;
    this.#check(row, checker);
    // Its value goes on in the next line.
    if (checker.isUnclosed) return row;
    for (let round = 0; round < mostRounds && this.#places.length > 0; round++) {
      const fixes = this.#safeFixes(row, context);
      if (fixes.length === 0) break;
      row = fixes.reduceRight((changed, edits) => this.#apply(edits, changed), row);
      if (row.includes('\n')) return this.#fixRows(row.split('\n'), checker, context);
      this.#check(row, checker);
    }
    if (checker.username === '' || !this.#wants('duplicate-username')) return row;
    return this.#unless(this.#rows.enter(rowKey(row), this.#line, 'ready') !== undefined, row);
  }

  /** Rows that were glued to one line. */
  #fixRows(rows: readonly string[], checker: RowChecker, context: FixContext): string | undefined {
    const fixed = rows.flatMap((row) => this.#fixRow(row, checker, context) ?? []);
    return fixed.length === 0 ? undefined : fixed.join('\n');
  }

  #check(row: string, checker: RowChecker): void {
    this.#places = [];
    checker.check(row, 0, row.length, this.#line);
  }

  /** For each place the edits of one fix, in the order of the line and without overlaps. */
  #safeFixes(row: string, context: FixContext): readonly (readonly Edit[])[] {
    let free = 0;
    return this.#places
      .filter(({ rule }) => this.#wants(rule))
      .toSorted((a, b) => a.start - b.start)
      .flatMap((place) => {
        const isDate = isDateRule(place.rule);
        if (isDate && this.#hasFixedDate) return [];
        const edits = safeEdits(place, row, context).filter((edit) => edit.kind === 'replace');
        const start = Math.min(...edits.map((edit) => edit.start));
        if (edits.length === 0 || start < free) return [];
        this.#hasFixedDate ||= isDate;
        free = Math.max(...edits.map((edit) => edit.end)) + 1;
        return [edits];
      });
  }
}

function safeEdits(place: Place, row: string, context: FixContext): readonly Edit[] {
  if (!isDateRule(place.rule)) return fixesFor(place, row, context).find(({ safe }) => safe)?.edits ?? [];
  const edit = rewriteAt(place, row, context);
  return edit === undefined ? [] : [edit];
}

/** The same for rows that are equal in every cell. */
function rowKey(row: string): string {
  return splitRecord(row)
    .map(({ value }) => value.trim())
    .join('\n');
}
