// Makes a new import CSV from a file: a copy with everything fixed, or one converted from another kind of CSV.
import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';
import { RecordConverter, RecordSurveyor } from '../../csv/convert.ts';
import { decideDates, type DateChoice, type DateEvidence } from '../../csv/dates.ts';
import { FileFixer, FileSurveyor, type FixOptions } from '../../csv/fixFile.ts';
import { LineScanner, type Line } from '../../csv/scan.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import type { ConversionPlan, Filling } from '../../csv/mapping.ts';
import { decode, detectEncoding, LineWriter, readChunks, type Encoding } from './textFile.ts';

/** A file on disk, or the text of a document. */
export type Source = { readonly path: string } | { readonly text: string };

const delimiters = [',', ';', '\t', '|'] as const;

/** How a file is written, and what its first lines say. */
export interface SourceFormat {
  readonly encoding: Encoding;
  readonly delimiter: (typeof delimiters)[number];
  readonly header: readonly string[];
  /** A few records behind the header, for a person to see what a column holds. */
  readonly samples: readonly (readonly string[])[];
}

export interface Conversion {
  readonly source: Source;
  readonly format: SourceFormat;
  readonly schema: ImportSchema;
  readonly plan: ConversionPlan;
  /** What the user says about birthdates whose order the file does not show. */
  readonly dateChoice?: DateChoice;
  /** A file that must not be there yet; without it the text comes back. */
  readonly target?: string;
}

export interface Converted {
  readonly rows: number;
  /** Values that had line breaks, which have become spaces. */
  readonly lineBreaks: number;
  /** What the birthdates of the file show; while that leaves a question open, they are copied as they are. */
  readonly dates?: DateEvidence;
  readonly text?: string;
}

export type OnProgress = (bytes: number, totalBytes: number) => void;

/** The source is no CSV. Never says what a value is. */
export class UnreadableCsv extends Error {
  constructor(error: CsvError) {
    const line = 'lines' in error && typeof error['lines'] === 'number' ? error['lines'] : undefined;
    const what =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quotation mark is never closed'
        : `it is not written as CSV (${error.code})`;
    super(line === undefined ? `${what}.` : `${what}, line ${line}.`);
    this.name = 'UnreadableCsv';
  }
}

/** RFC 4180, and what programs write that do not keep to it. */
const lenient: Options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true };

const peekedCharacters = 1 << 16;
const peekedRecords = 4;

/** @throws Error of the file system. */
export function peek(source: Source): SourceFormat {
  const encoding = 'path' in source ? detectEncoding(readChunks(source.path)) : 'utf-8';
  let text = '';
  for (const piece of readText(source, encoding)) {
    text += piece;
    if (text.length >= peekedCharacters) break;
  }
  const records = delimiters.map((delimiter) => ({ delimiter, records: firstRecords(text, delimiter) }));
  // Whatever divides the header most is what divides it.
  const best = records.reduce((a, b) => (width(b.records) > width(a.records) ? b : a));
  const [header = [], ...samples] = best.records;
  return { encoding, delimiter: best.delimiter, header: header.map((name) => name.trim()), samples };
}

function width(records: readonly (readonly string[])[]): number {
  return records[0]?.length ?? 0;
}

/** As many as can be read of a text that may end anywhere. */
function firstRecords(text: string, delimiter: string): string[][] {
  for (let records = peekedRecords; records > 0; records--) {
    try {
      return parseAll(text, { ...lenient, delimiter, to: records, bom: true });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
    }
  }
  return [];
}

function readText(source: Source, encoding: Encoding, onProgress?: OnProgress): Iterable<string> {
  return 'path' in source ? decode(readChunks(source.path, onProgress), encoding) : [source.text];
}

/** @throws UnreadableCsv; Error of the file system. A target that is not complete is removed. */
export async function convert(
  { source, format, schema, plan, dateChoice, target }: Conversion,
  onProgress?: OnProgress,
): Promise<Converted> {
  const writer = new LineWriter(target);
  try {
    const surveyor = new RecordSurveyor(plan.mapping);
    if (surveyor.hasDates) {
      let line = 0;
      for await (const record of records(readText(source, format.encoding), format.delimiter)) {
        if (++line > 1) surveyor.take(fill(record, format.header.length, plan.fillings), line);
      }
    }
    const dates = surveyor.hasDates ? decideDates(surveyor.dates, dateChoice) : undefined;
    const converter = new RecordConverter(schema, plan.mapping, dates);
    writer.write(converter.header);
    let rows = -1;
    for await (const record of records(readText(source, format.encoding, onProgress), format.delimiter)) {
      if (++rows === 0) continue;
      writer.write(converter.row(fill(record, format.header.length, plan.fillings)));
    }
    const text = writer.end();
    return {
      rows: Math.max(rows, 0),
      lineBreaks: converter.lineBreaks,
      ...(dates === undefined ? {} : { dates: surveyor.dates }),
      ...(text === undefined ? {} : { text }),
    };
  } catch (error) {
    writer.abandon();
    throw error instanceof CsvError ? new UnreadableCsv(error) : error;
  }
}

async function* records(text: Iterable<string>, delimiter: string): AsyncGenerator<readonly string[], void> {
  const parser = parse({ ...lenient, delimiter, bom: true });
  const input = Readable.from(text);
  input.on('error', (error) => parser.destroy(error));
  for await (const record of input.pipe(parser)) yield record as readonly string[];
}

/** The record with a value for each column of the header, and the fillings behind. */
function fill(record: readonly string[], columns: number, fillings: readonly Filling[]): readonly string[] {
  const values = Array.from({ length: columns }, (_, index) => record[index] ?? '');
  const more = fillings.map((filling) =>
    filling.kind === 'copy' ? (record[filling.source] ?? '') : filling.value,
  );
  return [...values, ...more];
}

/**
 * Copies a file with everything fixed that is safe to fix without asking, as UTF-8 with LF. Returns how many fixes there were. Reads
 * the file twice: some fixes depend on the whole of it.
 * @throws Error of the file system. A target that is not complete is removed.
 */
export function fixCopy(
  path: string,
  schema: ImportSchema,
  target: string,
  onProgress?: OnProgress,
  options: FixOptions = {},
): number {
  const { only } = options;
  const surveyor = new FileSurveyor(schema, options);
  readLines(path, ({ text, start, end }) => surveyor.take(text.slice(start, end)));
  const fixer = new FileFixer(schema, surveyor.end(), options);
  const keepsMark = only !== undefined && only !== 'byte-order-mark';
  const writer = new LineWriter(target);
  try {
    const byteOrderMark = readLines(
      path,
      ({ text, start, end, number }, mark) => {
        const fixed = fixer.fixLine(text.slice(start, end));
        // The scanner has taken the mark off already.
        const kept = number === 1 && keepsMark && mark === 'utf-8' ? '\ufeff' : '';
        if (fixed !== undefined) writer.write(`${kept}${fixed}`);
      },
      onProgress,
    );
    writer.end();
    return fixer.fixes + (byteOrderMark === 'utf-8' && !keepsMark ? 1 : 0);
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

type ByteOrderMark = LineScanner['byteOrderMark'];

function readLines(
  path: string,
  visit: (line: Readonly<Line>, mark: ByteOrderMark) => void,
  onProgress?: OnProgress,
): ByteOrderMark {
  const scanner: LineScanner = new LineScanner((line) => visit(line, scanner.byteOrderMark));
  for (const chunk of readChunks(path, onProgress)) scanner.push(chunk);
  scanner.end();
  return scanner.byteOrderMark;
}
