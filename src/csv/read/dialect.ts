// The dialect of Cognito's import CSV: one record a line, values never quoted, a comma inside a value written `\,`.
import { Finder } from './finder.ts';

/** One value of a record. `start` and `end` are UTF-16 columns of the raw text in the line; `value` is un-escaped, not trimmed. */
export interface Cell {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The positions of one line's cells. */
export interface Spans {
  readonly count: number;
  /** Cell `i` is `text.slice(bounds[2 * i], bounds[2 * i + 1])`. */
  readonly bounds: Int32Array;
  /** Whether the line has a `\,`; only then does a raw value differ from the value meant. */
  readonly hasEscape: boolean;
  /** Whether the line has a backslash before anything but a comma. */
  readonly hasLoneBackslash: boolean;
  /** Whether the line has a quotation mark, which the dialect gives no meaning. */
  readonly hasQuote: boolean;
}

const backslash = 0x5c;
const lineBreak = /[\r\n]/;

/** Finds the cells of one line after another of a text, in place, so that reading makes no garbage. */
export class SpanReader implements Spans {
  count = 0;
  bounds = new Int32Array(64);
  hasEscape = false;
  hasLoneBackslash = false;
  hasQuote = false;
  readonly #commas = new Finder(',');
  readonly #quotes = new Finder('"');
  readonly #backslashes = new Finder('\\');

  /** Reads the line `text.slice(start, end)`, which has no line end in it. */
  read(text: string, start: number, end: number): void {
    this.count = 0;
    this.hasEscape = false;
    let from = start;
    for (let at = this.#commas.next(text, start); at < end; at = this.#commas.next(text, at + 1)) {
      if (at > from && text.charCodeAt(at - 1) === backslash) {
        this.hasEscape = true;
      } else {
        this.#add(from, at);
        from = at + 1;
      }
    }
    this.#add(from, end);
    this.hasQuote = this.#quotes.next(text, start) < end;
    this.hasLoneBackslash = false;
    for (let at = this.#backslashes.next(text, start); at < end; at = this.#backslashes.next(text, at + 1)) {
      if (at + 1 === end || text[at + 1] !== ',') this.hasLoneBackslash = true;
    }
  }

  #add(start: number, end: number): void {
    if (2 * this.count + 2 > this.bounds.length) {
      const larger = new Int32Array(this.bounds.length * 2);
      larger.set(this.bounds);
      this.bounds = larger;
    }
    this.bounds[2 * this.count] = start;
    this.bounds[2 * this.count + 1] = end;
    this.count++;
  }
}

/** The separator that a line `sep=;` tells a spreadsheet, even if empty columns follow; undefined if the line is not one. */
export function readSeparatorLine(line: string): string | undefined {
  return /^\ufeff?"?sep=(.)"?\1*\s*$/i.exec(line)?.[1];
}

/** Whether the line `text.slice(start, end)` has only commas, white space and quotation marks: an empty row, and no user. */
export function isEmptyRow(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  return (first === 0x2c || first === 0x22 || first <= 0x20) && /^[\s,"]*$/.test(text.slice(start, end));
}

/**
 * The meaning of a raw cell. Only `\,` for a comma is documented. Our decision for the rest: a backslash before anything
 * else, another backslash too, is itself, so `\\,` is a backslash and a comma inside a value.
 */
export function unescapeValue(raw: string): string {
  return raw.includes('\\') ? raw.replaceAll('\\,', ',') : raw;
}

/** Writes a value for a position before a separator or at a line's end. */
export function escapeValue(value: string): string {
  return value.includes(',') ? value.replaceAll(',', '\\,') : value;
}

/** The cells of one line (without its line end). An empty line is one empty cell. */
export function splitRecord(line: string): Cell[] {
  const spans = new SpanReader();
  spans.read(line, 0, line.length);
  return Array.from({ length: spans.count }, (_, index) => {
    const start = spans.bounds[2 * index] ?? 0;
    const end = spans.bounds[2 * index + 1] ?? 0;
    return { value: unescapeValue(line.slice(start, end)), start, end };
  });
}

/**
 * One line, without a line end. A value that ends in a backslash would escape the separator behind it: a space goes between, which
 * the service trims ("leading and trailing white space is trimmed").
 * @throws RangeError when a value has a line break, which the dialect cannot say.
 */
export function writeRecord(values: readonly string[]): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? '';
    if (index > 0) line += ',';
    // Most cells of most rows.
    if (value === '') continue;
    if (lineBreak.test(value)) throw new RangeError('A value of an import CSV cannot have a line break.');
    line += escapeValue(value);
    if (value.endsWith('\\') && index < values.length - 1) line += ' ';
  }
  return line;
}
