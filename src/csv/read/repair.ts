// Reads rows that are not written in the dialect: quoted as in RFC 4180, or with unescaped commas in an Argon2id hash.
import type { Spans } from './dialect.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Quoted {
  /** The cells, quoted ones without their quotation marks. */
  readonly spans: Spans;
  /** The positions of quoted cells, including their quotation marks. */
  readonly quoted: readonly Range[];
  /** The position of a quotation mark that opens a value which does not end on this line. */
  readonly unclosed: number | undefined;
}

const quote = 0x22;
const comma = 0x2c;
const space = 0x20;
const backslash = 0x5c;

/** Reads the line `text.slice(start, end)`, which has values in quotation marks. A value that only begins with one is left unchanged. */
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

/** The quotation mark that ends the value opened at `open`: before a separator or the line's end, and not doubled. */
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
  /** The positions of the hashes. */
  readonly hashes: readonly Range[];
}

/** Joins the three cells into which the two commas of an Argon2id hash divide it. */
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

/** With fewer columns, too many values may also come from commas in a value. */
const fewestGluedColumns = 6;

/** How many rows run together on a line, if the last value of each and the first of the next are one value; undefined if they do not. */
export function countGluedRows(values: number, columns: number): number | undefined {
  const rows = (values - 1) / (columns - 1);
  return columns >= fewestGluedColumns && rows > 1 && Number.isInteger(rows) ? rows : undefined;
}

/**
 * How a line continues a value that a quotation mark opened on an earlier line: it ends the value, is a part of it, or is a new row. A line
 * with a separator is a new row, so that a row with too few values is reported as such.
 */
export function readContinuation(line: string): 'end' | 'part' | 'row' {
  if (/^(?:[^"]|"")*"\s*(?:,|$)/.test(line)) return 'end';
  return line.includes(',') ? 'row' : 'part';
}
