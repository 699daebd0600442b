// Converts another system's CSV into an import CSV, for a worker thread.
import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';
import { RecordConverter, RecordSurveyor } from '../../csv/convert.ts';
import { decideDates, type DateChoice, type DateEvidence } from '../../csv/dates.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import type { ConversionPlan, Filling } from '../../csv/mapping.ts';
import {
  decode,
  detectEncoding,
  LineWriter,
  readChunks,
  type Encoding,
  type OnProgress,
} from './textFile.ts';

/** A file on disk, or the text of a document. */
export type Source = { readonly path: string } | { readonly text: string };

const delimiters = [',', ';', '\t', '|'] as const;

/** A file's encoding and delimiter, its header and its first records. */
export interface SourceFormat {
  readonly encoding: Encoding;
  readonly delimiter: (typeof delimiters)[number];
  readonly header: readonly string[];
  /** The first records after the header: examples of what a column holds. */
  readonly samples: readonly (readonly string[])[];
}

export interface Conversion {
  readonly source: Source;
  readonly format: SourceFormat;
  readonly schema: ImportSchema;
  readonly plan: ConversionPlan;
  /** What the user says about birthdates whose order the file does not show. */
  readonly dateChoice?: DateChoice;
  /** The path of a new file; without it the text is returned. */
  readonly target?: string;
}

export interface Converted {
  readonly rows: number;
  /** Values with line breaks, which are replaced by spaces. */
  readonly lineBreaks: number;
  /** What the birthdates of the file show; while that leaves a question open, they are copied as they are. */
  readonly dates?: DateEvidence;
  readonly text?: string;
}

/** The source is not CSV. The message never contains a value. */
class UnreadableCsv extends Error {
  readonly code = 'CSV_UNREADABLE';

  constructor(error: CsvError) {
    const line = 'lines' in error && typeof error['lines'] === 'number' ? error['lines'] : undefined;
    const what =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quotation mark is never closed'
        : `its syntax is not that of a CSV (${error.code})`;
    super(line === undefined ? `${what}.` : `${what}, line ${line}.`);
    this.name = 'UnreadableCsv';
  }
}

/** Also reads what programs write that do not follow RFC 4180. */
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
  // The delimiter that divides the header into the most columns.
  const best = records.reduce((a, b) => (width(b.records) > width(a.records) ? b : a));
  const [header = [], ...samples] = best.records;
  return { encoding, delimiter: best.delimiter, header: header.map((name) => name.trim()), samples };
}

function width(records: readonly (readonly string[])[]): number {
  return records[0]?.length ?? 0;
}

/** As many records as can be parsed: the text may end inside one. */
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

/** @throws UnreadableCsv; Error of the file system. An incomplete target is removed. */
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

/** The record with one value for each column of the header, then the fillings. */
function fill(record: readonly string[], columns: number, fillings: readonly Filling[]): readonly string[] {
  const values = Array.from({ length: columns }, (_, index) => record[index] ?? '');
  const more = fillings.map((filling) =>
    filling.kind === 'copy' ? (record[filling.source] ?? '') : filling.value,
  );
  return [...values, ...more];
}
