// Splits a row into one cell per column, if necessary as it was meant: with quotation marks, or with unescaped commas in a hash.
import { checkValue } from './cell.ts';
import { SpanReader, unescapeValue, type Spans } from './dialect.ts';
import type { Header, Report } from '../validate/header.ts';
import { countGluedRows, glueHashes, readQuoted } from './repair.ts';
import type { ImportSchema } from '../schema.ts';

export class RowSplitter {
  /** Of the row last split. */
  spans: Spans;
  /** Whether that row ends inside a quotation that may continue in the next line. */
  isUnclosed = false;
  /** Whether the row fails however well it can be read: the service counts by the dialect. */
  mustFail = false;
  readonly #header: Header;
  readonly #schema: ImportSchema;
  readonly #tell: Report;
  readonly #reader = new SpanReader();
  #text = '';

  /** @param tell takes columns of the text, not of the line. */
  constructor(header: Header, schema: ImportSchema, tell: Report) {
    this.#header = header;
    this.#schema = schema;
    this.#tell = tell;
    this.spans = this.#reader;
  }

  /** Whether the line `text.slice(start, end)` has one cell per column; otherwise the reason has been reported. */
  split(text: string, start: number, end: number): boolean {
    this.#text = text;
    this.isUnclosed = false;
    this.mustFail = false;
    this.#reader.read(text, start, end);
    this.spans = this.#reader;
    if (this.spans.count === this.#header.columns.length && !this.spans.hasQuote) return true;
    return this.#splitAsMeant(start, end);
  }

  #splitAsMeant(start: number, end: number): boolean {
    const width = this.#header.columns.length;
    const count = this.spans.count;
    let unclosed: number | undefined;
    if (this.spans.hasQuote) {
      const read = readQuoted(this.#text, start, end);
      unclosed = read.unclosed;
      if (read.quoted.length > 0 && (read.spans.count === width || count !== width)) {
        for (const cell of read.quoted) this.#tell('quoted-value', cell.start, cell.end);
        this.spans = read.spans;
      } else if (count === width && unclosed !== undefined && this.#hasErrorsFrom(unclosed)) {
        this.#tellUnclosed(unclosed, end);
        return false;
      }
    }
    if (count > width && count <= width + this.#header.emptyColumns && this.#isEmptyFrom(width)) return true;
    if (this.spans.count > width && this.#text.slice(start, end).includes('$argon2id$')) {
      const glued = glueHashes(this.#text, this.spans);
      for (const hash of glued.hashes) this.#tell('unescaped-hash-comma', hash.start, hash.end);
      this.spans = glued.spans;
    }
    this.mustFail = count !== width;
    if (this.spans.count === width) return true;
    if (unclosed !== undefined) this.#tellUnclosed(unclosed, end);
    else this.#tellCount(width, start, end);
    return false;
  }

  #tellUnclosed(at: number, end: number): void {
    this.isUnclosed = true;
    this.#tell('unclosed-quote', at, end);
  }

  /** Whether a cell at or behind `at` breaks a rule: then a mark that opens a value there was meant to be one. */
  #hasErrorsFrom(at: number): boolean {
    const { bounds, hasEscape } = this.spans;
    return this.#header.columns.some((column, index) => {
      if ((bounds[2 * index + 1] ?? 0) <= at) return false;
      const raw = this.#text.slice(bounds[2 * index], bounds[2 * index + 1]).trim();
      if (raw === '') return column.required || column.kind === 'username';
      return checkValue(column, hasEscape ? unescapeValue(raw) : raw, this.#schema) !== undefined;
    });
  }

  #isEmptyFrom(index: number): boolean {
    const { bounds, count } = this.spans;
    for (let cell = index; cell < count; cell++) {
      if (this.#text.slice(bounds[2 * cell], bounds[2 * cell + 1]).trim() !== '') return false;
    }
    return true;
  }

  #tellCount(width: number, start: number, end: number): void {
    const { count, bounds } = this.spans;
    const gluedRows = countGluedRows(count, width);
    if (gluedRows !== undefined) {
      const message = `There are ${count} values for ${width} columns: probably ${gluedRows} rows on one line, one running into the next here.`;
      this.#tell('glued-rows', bounds[2 * width - 2] ?? start, bounds[2 * width - 1] ?? end, message);
      return;
    }
    const from = (count > width ? bounds[2 * width] : bounds[2 * count - 2]) ?? start;
    const hint = count > width ? ' A comma inside a value is written “\\,”.' : '';
    const message = `The header has ${width} columns, this row has ${count} values.${hint}`;
    this.#tell('column-count', from, end, message);
  }
}
