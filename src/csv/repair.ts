// Reads rows as they were meant: quoted as in RFC 4180, or with the commas of an Argon2id hash left as they are.
import type { Spans } from './dialect.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Quoted {
  /** The cells, quoted ones without their quotation marks. */
  readonly spans: Spans;
  /** Where quoted cells lie, with their quotation marks. */
  readonly quoted: readonly Range[];
  /** Where a quotation mark opens a value that has no end in this line. */
  readonly unclosed: number | undefined;
}

const quote = 0x22;
const comma = 0x2c;
const space = 0x20;
const backslash = 0x5c;

/** Reads the line `text.slice(start, end)` with values in quotation marks; one that only begins with a mark is read plainly. */
export function readQuoted(text: string, start: number, end: number): Quoted {
  const quoted: Range[] = [];
  const bounds: number[] = [];
  let unclosed: number | undefined;
  let from = start;
  while (from <= end) {
    const open = skipBlanks(text, from, end);
    const isOpen = open < end && text.charCodeAt(open) === quote;
    const close = isOpen ? findClosing(text, open, end) : undefined;
    if (close !== undefined) {
      quoted.push({ start: open, end: close + 1 });
      bounds.push(open + 1, close);
      from = skipBlanks(text, close + 1, end) + 1;
      continue;
    }
    if (isOpen) unclosed ??= open;
    const to = findSeparator(text, from, end);
    bounds.push(from, to);
    from = to + 1;
  }
  return { spans: toSpans(bounds, text.slice(start, end)), quoted, unclosed };
}

/** The mark that ends the value opened at `open`: one before a separator or the line's end, not one of a doubled pair. */
function findClosing(text: string, open: number, end: number): number | undefined {
  for (let at = open + 1; at < end; at++) {
    if (text.charCodeAt(at) !== quote) continue;
    if (at + 1 < end && text.charCodeAt(at + 1) === quote) {
      at++;
      continue;
    }
    const next = skipBlanks(text, at + 1, end);
    return next === end || text.charCodeAt(next) === comma ? at : undefined;
  }
  return undefined;
}

function findSeparator(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (text.charCodeAt(at) === comma && (at === from || text.charCodeAt(at - 1) !== backslash)) return at;
  }
  return end;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === space) at++;
  return at;
}

function toSpans(bounds: readonly number[], line: string): Spans {
  const hasEscape = line.includes('\\,');
  const hasLoneBackslash = line.includes('\\') && /\\(?!,)/.test(line);
  return {
    count: bounds.length / 2,
    bounds: new Int32Array(bounds),
    hasEscape,
    hasLoneBackslash,
    hasQuote: true,
  };
}

interface Glued {
  readonly spans: Spans;
  /** Where the hashes lie. */
  readonly hashes: readonly Range[];
}

/** Joins the three cells that the two commas of an Argon2id hash make of it. */
export function glueHashes(text: string, spans: Spans): Glued {
  const hashes: Range[] = [];
  const joined: number[] = [];
  const { bounds, count } = spans;
  const cell = (index: number) => text.slice(bounds[2 * index], bounds[2 * index + 1]).trim();
  for (let index = 0; index < count; index++) {
    const start = bounds[2 * index] ?? 0;
    const isHash =
      /^\$argon2id\$v=\d+\$m=\d+$/.test(cell(index)) &&
      index + 2 < count &&
      /^t=\d+$/.test(cell(index + 1)) &&
      /^p=\d+\$/.test(cell(index + 2));
    if (isHash) index += 2;
    const end = bounds[2 * index + 1] ?? 0;
    joined.push(start, end);
    if (isHash) hashes.push({ start, end });
  }
  return { spans: { ...spans, count: joined.length / 2, bounds: new Int32Array(joined) }, hashes };
}

/** The fewest columns of which a row's number of values tells that rows have run together: of fewer, commas in a value may do that. */
const fewestGluedColumns = 6;

/** How many rows a line has where the last value of each and the first of the next are one; undefined where that is not it. */
export function countGluedRows(values: number, columns: number): number | undefined {
  const rows = (values - 1) / (columns - 1);
  return columns >= fewestGluedColumns && rows > 1 && Number.isInteger(rows) ? rows : undefined;
}

/**
 * What a line is to a value that a quotation mark has opened in an earlier one: its end, a part of it, or a row of its own. A part has no
 * separators; a row that only lacks some must be told as one.
 */
export function readContinuation(line: string): 'end' | 'part' | 'row' {
  if (/^(?:[^"]|"")*"\s*(?:,|$)/.test(line)) return 'end';
  return line.includes(',') ? 'row' : 'part';
}
