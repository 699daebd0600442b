// Reads rows as they were meant: quoted as in RFC 4180, or with the commas of an Argon2id hash left as they are.
import type { Spans } from './dialect.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Quoted {
  /** The cells, quoted ones without their quotation marks. */
  readonly spans: Spans;
  /** Where quoted cells lie, with their quotation marks. */
  readonly quoted: readonly Range[];
  /** Where a quotation mark opens a value that has no end in this line. */
  readonly unclosed: number | undefined;
}

/** Reads the line `text.slice(start, end)` with values in quotation marks; one that only begins with a mark is read plainly. */
export function readQuoted(text: string, start: number, end: number): Quoted {
  const quoted: Range[] = [];
  const ranges: Range[] = [];
  let unclosed: number | undefined;
  let from = start;
  while (from <= end) {
    const open = skipBlanks(text, from, end);
    const close = open < end && text[open] === '"' ? findClosing(text, open, end) : undefined;
    if (close !== undefined) {
      quoted.push({ start: open, end: close + 1 });
      ranges.push({ start: open + 1, end: close });
      from = skipBlanks(text, close + 1, end) + 1;
      continue;
    }
    if (open < end && text[open] === '"') unclosed ??= open;
    const to = findSeparator(text, from, end);
    ranges.push({ start: from, end: to });
    from = to + 1;
  }
  return { spans: toSpans(ranges, text.slice(start, end)), quoted, unclosed };
}

/** The mark that ends the value opened at `open`: one before a separator or the line's end, not one of a doubled pair. */
function findClosing(text: string, open: number, end: number): number | undefined {
  for (let at = text.indexOf('"', open + 1); at !== -1 && at < end; at = text.indexOf('"', at + 1)) {
    if (at + 1 < end && text[at + 1] === '"') {
      at++;
      continue;
    }
    const next = skipBlanks(text, at + 1, end);
    return next === end || text[next] === ',' ? at : undefined;
  }
  return undefined;
}

function findSeparator(text: string, from: number, end: number): number {
  for (let at = text.indexOf(',', from); at !== -1 && at < end; at = text.indexOf(',', at + 1)) {
    if (at === from || text[at - 1] !== '\\') return at;
  }
  return end;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text[at] === ' ') at++;
  return at;
}

function toSpans(ranges: readonly Range[], line: string): Spans {
  const bounds = Int32Array.from(ranges.flatMap((range) => [range.start, range.end]));
  const hasEscape = line.includes('\\,');
  return { count: ranges.length, bounds, hasEscape, hasLoneBackslash: /\\(?!,)/.test(line), hasQuote: true };
}

export interface Glued {
  readonly spans: Spans;
  /** Where the hashes lie. */
  readonly hashes: readonly Range[];
}

/** Joins the three cells that the two commas of an Argon2id hash make of it. */
export function glueHashes(text: string, spans: Spans): Glued {
  const hashes: Range[] = [];
  const ranges: Range[] = [];
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
    const range = { start, end: bounds[2 * index + 1] ?? 0 };
    ranges.push(range);
    if (isHash) hashes.push(range);
  }
  const joined = Int32Array.from(ranges.flatMap((range) => [range.start, range.end]));
  return { spans: { ...spans, count: ranges.length, bounds: joined }, hashes };
}
