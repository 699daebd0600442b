// Finds out how a CSV of another system is written: its encoding, its delimiter and its header.
import { CsvError, type Info, type Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { findHeaderRecord } from '../../csv/convert/convert.ts';
import { readSeparatorLine } from '../../csv/read/dialect.ts';
import { decode, detectEncoding, readChunks, type Encoding, type OnProgress } from './textFile.ts';

/** A file on disk, or the text of a document. */
export type Source = { readonly path: string } | { readonly text: string };

const delimiters = [',', ';', '\t', '|'] as const;

/** A file's encoding and delimiter, its header and its first records. */
export interface SourceFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Whether CR alone ends lines, too: only where it ends the first line. */
  readonly endsInReturns: boolean;
  /** The line of the header; 1 is the first line of the file. Lines before it are a title or a spreadsheet's `sep=` line. */
  readonly headerLine: number;
  /** The first lines, one of which is the header: only where a title seems to be before it. */
  readonly firstLines?: readonly FirstLine[];
  readonly header: readonly string[];
  /** The first records after the header: examples of what a column holds. */
  readonly samples: readonly (readonly string[])[];
}

export interface FirstLine {
  readonly line: number;
  readonly text: string;
}

/** Also reads what programs write that do not follow RFC 4180. */
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

const peekedCharacters = 1 << 16;
const peekedRecords = 10;
const keptSamples = 3;
/** Lines that are shown after the proposed header. */
const linesAfterHeader = 4;

/**
 * @param headerLine the line of the header, where the user has chosen it.
 * @throws Error of the file system.
 */
export function peek({ headerLine, ...source }: Source & { readonly headerLine?: number }): SourceFormat {
  const encoding = 'path' in source ? detectEncoding(readChunks(source.path)) : 'utf-8';
  let text = '';
  for (const piece of readText(source, encoding)) {
    text += piece;
    if (text.length >= peekedCharacters) break;
  }
  const endsInReturns = /^[^\r\n]*\r(?!\n)/.test(text);
  const separator = readSeparatorLine(/^[^\r\n]*/.exec(text)?.[0] ?? '');
  const from = headerLine ?? (separator === undefined ? 1 : 2);
  const rest = [...dropLines([text], from - 1, endsInReturns)].join('');
  const candidates = (separator === undefined ? delimiters : [separator]).map((delimiter) => {
    const records = firstRecords(rest, delimiter, endsInReturns);
    const found = findHeaderRecord(records.map(({ record }) => record.length));
    const titles = headerLine === undefined ? (found ?? 0) : 0;
    const [header, ...samples] = records.slice(titles);
    return { delimiter, header, samples, titles, rank: found === undefined ? 0 : titles === 0 ? 2 : 1 };
  });
  // First where the records have as many fields as the header, without a title if possible; then the most columns.
  const columns = (candidate: (typeof candidates)[number]): number => candidate.header?.record.length ?? 0;
  const [best] = candidates.toSorted((a, b) => b.rank - a.rank || columns(b) - columns(a));
  const line = from - 1 + (best?.header?.line ?? 1);
  return {
    encoding,
    delimiter: best?.delimiter ?? ',',
    endsInReturns,
    headerLine: line,
    ...(best?.titles ? { firstLines: firstLines(text, from, line, endsInReturns) } : {}),
    header: best?.header?.record.map((name) => name.trim()) ?? [],
    samples: best?.samples.slice(0, keptSamples).map(({ record }) => record) ?? [],
  };
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

export function readText(source: Source, encoding: Encoding, onProgress?: OnProgress): Iterable<string> {
  return 'path' in source ? decode(readChunks(source.path, onProgress), encoding) : [source.text];
}

/** The text without its first `count` lines. */
export function* dropLines(
  pieces: Iterable<string>,
  count: number,
  endsInReturns: boolean,
): Generator<string, void> {
  const lineEnd = endsInReturns ? /\r\n|\n|\r(?=[^\n])/g : /\n/g;
  let left = count;
  let kept = '';
  for (const piece of pieces) {
    if (left === 0) {
      yield piece;
      continue;
    }
    kept += piece;
    lineEnd.lastIndex = 0;
    let from = 0;
    while (left > 0 && lineEnd.exec(kept) !== null) {
      from = lineEnd.lastIndex;
      left--;
    }
    kept = kept.slice(from);
    if (left === 0) yield kept;
  }
}
