// Finds out how a CSV of another system is written: its delimiter, its line ends and its header.
import { CsvError, type Info, type Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { findHeaderRecord } from '../../csv/convert/convert.ts';
import { readSeparatorLine } from '../../csv/read/dialect.ts';

const delimiters = [',', ';', '\t', '|'] as const;

/** How a CSV is written, its header and its first records. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Whether CR alone also ends lines: only if it ends the first line. */
  readonly endsInReturns: boolean;
  /** The line of the header; 1 is the first line of the file. Lines before it are a title or a spreadsheet's `sep=` line. */
  readonly headerLine: number;
  /** The first lines, one of which is the header; only if a title seems to precede it. */
  readonly firstLines?: readonly FirstLine[];
  readonly header: readonly string[];
  /** The first records after the header, as examples of a column's values. */
  readonly samples: readonly (readonly string[])[];
}

export interface FirstLine {
  readonly line: number;
  readonly text: string;
}

/** Also accepts files of programs that do not follow RFC 4180. */
export function parserOptions(delimiter: string, endsInReturns: boolean) {
  return {
    delimiter,
    record_delimiter: endsInReturns ? ['\r\n', '\n', '\r'] : ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    bom: true,
    info: true,
  } as const satisfies Options;
}

/** What csv-parse gives for each record with `info`. */
export interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: Pick<Info, 'lines' | 'empty_lines'>;
}

/** Enough of a file to see how it is written. */
export const peekedCharacters = 1 << 16;
const peekedRecords = 10;
const keptSamples = 3;
/** Lines that are shown after the proposed header. */
const linesAfterHeader = 4;

/**
 * @param text the beginning of the file; it may end inside a record.
 * @param headerLine the line of the header, if the user has chosen it.
 */
export function findDialect(text: string, headerLine?: number): CsvDialect {
  const endsInReturns = /^[^\r\n]*\r(?!\n)/.test(text);
  const separator = readSeparatorLine(/^[^\r\n]*/.exec(text)?.[0] ?? '');
  const from = headerLine ?? (separator === undefined ? 1 : 2);
  const rest = new LineDropper(from - 1, endsInReturns).rest(text);
  const candidates = (separator === undefined ? delimiters : [separator]).map((delimiter) => {
    const records = firstRecords(rest, delimiter, endsInReturns);
    const found = findHeaderRecord(records.map(({ record }) => record.length));
    const titles = headerLine === undefined && found !== undefined ? skipTitles(records, found) : 0;
    const [header, ...samples] = records.slice(titles);
    return { delimiter, header, samples, titles, rank: found === undefined ? 0 : titles === 0 ? 2 : 1 };
  });
  // Prefers a header with as many fields as the records, without a title if possible; then the most columns.
  const columns = (candidate: (typeof candidates)[number]): number => candidate.header?.record.length ?? 0;
  const [best] = candidates.toSorted((a, b) => b.rank - a.rank || columns(b) - columns(a));
  const line = from - 1 + (best?.header?.line ?? 1);
  return {
    delimiter: best?.delimiter ?? ',',
    endsInReturns,
    headerLine: line,
    ...(best?.titles ? { firstLines: firstLines(text, from, line, endsInReturns) } : {}),
    header: best?.header?.record.map((name) => name.trim()) ?? [],
    samples: best?.samples.slice(0, keptSamples).map(({ record }) => record) ?? [],
  };
}

/** A title has a name and perhaps a date. */
const titleCells = 2;

/** Spreadsheets fill each line of a title up with empty cells, to as many as the header has. */
function skipTitles(records: readonly { readonly record: readonly string[] }[], from: number): number {
  const rows = records.map(({ record }) => record.map((value) => value.trim() !== ''));
  const count = (cells: readonly boolean[]): number => cells.filter(Boolean).length;
  const isTitle = (cells: readonly boolean[]): boolean =>
    count(cells) <= titleCells && cells.lastIndexOf(true) === count(cells) - 1;
  const header = rows.findIndex((cells, index) => index >= from && !isTitle(cells));
  if (header <= from) return from;
  const widest = Math.max(...rows.slice(from, header).map(count));
  return count(rows[header] ?? []) > 2 * widest ? header : from;
}

function firstLines(text: string, from: number, header: number, endsInReturns: boolean): FirstLine[] {
  return text
    .split(endsInReturns ? /\r\n|\n|\r/ : /\r?\n/, header + linesAfterHeader)
    .map((line, index) => ({ line: index + 1, text: line.replace(/^\ufeff/, '').trim() }))
    .slice(from - 1)
    .filter((line) => line.text !== '');
}

/** As many records as can be parsed, without empty ones: the text may end inside a record. */
function firstRecords(
  text: string,
  delimiter: string,
  endsInReturns: boolean,
): readonly { readonly record: readonly string[]; readonly line: number }[] {
  for (let records = peekedRecords; records > 0; records--) {
    try {
      const options = { ...parserOptions(delimiter, endsInReturns), to: records };
      const parsed = parse(text, options) as unknown as readonly ParsedRecord[];
      const lines = new LineCounter();
      return parsed
        .map((entry) => ({ record: entry.record, line: lines.next(entry) }))
        .filter(({ record }) => !isEmpty(record));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
    }
  }
  return [];
}

export function isEmpty(record: readonly string[]): boolean {
  return record.every((value) => value.trim() === '');
}

/** Tells on which line each record begins. csv-parse 7 counts a CRLF inside a quoted value as two lines. */
export class LineCounter {
  #countedTwice = 0;

  next({ record, info }: ParsedRecord): number {
    let breaks = 0;
    for (const value of record) {
      if (!value.includes('\n') && !value.includes('\r')) continue;
      for (const [lineEnd] of value.matchAll(/\r\n|\n|\r/g)) {
        breaks++;
        if (lineEnd.length === 2) this.#countedTwice++;
      }
    }
    return info.lines - this.#countedTwice - breaks;
  }
}

/** Takes the first lines from a text that comes in pieces. */
export class LineDropper {
  #left: number;
  readonly #lineEnd: RegExp;
  #kept = '';

  constructor(lines: number, endsInReturns: boolean) {
    this.#left = lines;
    this.#lineEnd = endsInReturns ? /\r\n|\n|\r(?=[^\n])/g : /\n/g;
  }

  /** The part of the next piece after those lines. */
  rest(piece: string): string {
    if (this.#left === 0) return piece;
    this.#kept += piece;
    this.#lineEnd.lastIndex = 0;
    let from = 0;
    while (this.#left > 0 && this.#lineEnd.exec(this.#kept) !== null) {
      from = this.#lineEnd.lastIndex;
      this.#left--;
    }
    this.#kept = this.#kept.slice(from);
    return this.#left === 0 ? this.#kept : '';
  }
}
