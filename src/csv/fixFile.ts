// Fixes a whole file line by line: everything that can be fixed without a look.
import { UsernameTable } from './duplicates.ts';
import { editLine, newFixContext, type Edit, type Fix, type FixContext } from './edit.ts';
import type { Place } from './finding.ts';
import { fixesFor } from './fixes.ts';
import { readHeader } from './header.ts';
import { RowChecker } from './row.ts';
import type { RuleId } from './rules.ts';
import type { ImportSchema } from './schema.ts';

/** A row is fixed again while fixing shows more to fix, such as a date that was in quotation marks; never so often. */
const mostRounds = 10;

/**
 * Takes the lines in order. Columns are renamed but neither added nor removed, for that would move what rows with too many or too
 * few values mean.
 */
export class FileFixer {
  readonly #schema: ImportSchema;
  readonly #only: RuleId | undefined;
  readonly #usernames: UsernameTable;
  #context: FixContext | undefined;
  #checker: RowChecker | undefined;
  #places: Place[] = [];
  #line = 0;
  #fixes = 0;

  /** @param only fixes breaches of this rule alone. */
  constructor(schema: ImportSchema, only?: RuleId) {
    this.#schema = schema;
    this.#only = only;
    this.#usernames = new UsernameTable(schema.caseSensitive);
  }

  /** Fixes made until now. */
  get fixes(): number {
    return this.#fixes;
  }

  /** The next line (without its line end) as it should be; undefined where it should go. */
  fixLine(text: string): string | undefined {
    this.#line++;
    if (this.#line === 1) return this.#fixHeader(text);
    if (this.#context === undefined || this.#checker === undefined) return text;
    const row = text.trim() === '' ? text : this.#fixRow(text, this.#checker, this.#context);
    return this.#unless(row?.trim() === '' && this.#wants('blank-line'), row);
  }

  #wants(rule: RuleId): boolean {
    return this.#only === undefined || this.#only === rule;
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
    // One at a time: a column renamed is not missing any more.
    for (let fix = this.#headerFix(header); fix !== undefined; fix = this.#headerFix(header)) {
      header = this.#apply(fix.edits, header);
    }
    this.#context = newFixContext(header, this.#schema);
    if (!this.#context.header.usable) return header;
    this.#checker = new RowChecker(this.#context.header, this.#schema, (rule, start, end) => {
      this.#places.push({ rule, line: this.#line, start, end });
    });
    return header;
  }

  #headerFix(text: string): Fix | undefined {
    const places: Place[] = [];
    const header = readHeader(text, this.#schema, (rule, start, end) => {
      places.push({ rule, line: 1, start, end });
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
    let outcome = this.#check(row, checker);
    for (let round = 0; round < mostRounds && this.#places.length > 0; round++) {
      const fixes = this.#safeFixes(row, context);
      if (fixes.length === 0) break;
      row = fixes.reduceRight((changed, fix) => this.#apply(fix.edits, changed), row);
      outcome = this.#check(row, checker);
    }
    const { username } = checker;
    if (username === '') return row;
    const before = this.#usernames.enter(username, this.#line, outcome);
    return this.#unless(before?.imported === 'yes' && this.#wants('duplicate-username'), row);
  }

  #check(row: string, checker: RowChecker): ReturnType<RowChecker['check']> {
    this.#places = [];
    return checker.check(row, 0, row.length);
  }

  /** For each place one fix, in the order of the line and without overlaps. */
  #safeFixes(row: string, context: FixContext): readonly Fix[] {
    let free = 0;
    return this.#places
      .filter(({ rule }) => this.#wants(rule))
      .toSorted((a, b) => a.start - b.start)
      .flatMap((place) => {
        const fix = fixesFor(place, row, context).find(({ safe }) => safe);
        if (fix === undefined) return [];
        const ranges = fix.edits.filter((edit) => edit.kind === 'replace');
        const start = Math.min(...ranges.map((edit) => edit.start));
        if (ranges.length === 0 || start < free) return [];
        free = Math.max(...ranges.map((edit) => edit.end)) + 1;
        return [fix];
      });
  }
}
