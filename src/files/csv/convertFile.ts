// Converts another system's CSV into an import CSV, for a worker thread.
import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';
import { countTitleRecords, RecordConverter, RecordSurveyor } from '../../csv/convert.ts';
import type { DateDecision, DateEvidence } from '../../csv/dates.ts';
import { readSeparatorLine } from '../../csv/dialect.ts';
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
  readonly delimiter: string;
  /** The line of the header: after a spreadsheet's `sep=` line, or after a title. */
  readonly headerLine?: number;
  readonly header: readonly string[];
  /** The first records after the header: examples of what a column holds. */
  readonly samples: readonly (readonly string[])[];
}

export interface Conversion {
  readonly source: Source;
  readonly format: SourceFormat;
  readonly schema: ImportSchema;
  readonly plan: ConversionPlan;
  /** The order of the birthdates; without it they are copied unchanged. */
  readonly dates?: DateDecision;
  /** The path of a new file; without it the text is returned. */
  readonly target?: string;
}

export interface Converted {
  readonly rows: number;
  /** Values with line breaks, which are replaced by spaces. */
  readonly lineBreaks: number;
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
const lenient: Options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  // Rows of delimiters alone, which spreadsheets write for empty rows.
  skip_records_with_empty_values: true,
};

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
  const separator = readSeparatorLine(/^[^\r\n]*/.exec(text)?.[0] ?? '');
  if (separator !== undefined) {
    const [header = [], ...samples] = firstRecords(text, separator, 2).map(({ record }) => record);
    return {
      encoding,
      delimiter: separator,
      headerLine: 2,
      header: header.map((name) => name.trim()),
      samples,
    };
  }
  const candidates = delimiters.map((delimiter) => {
    const records = firstRecords(text, delimiter);
    const titles = countTitleRecords(records.map(({ record }) => record.length));
    const headerLine = 1 + (records[titles - 1]?.info.lines ?? 0);
    const [header = [], ...samples] = records.slice(titles).map(({ record }) => record);
    return { delimiter, headerLine, header: header.map((name) => name.trim()), samples };
  });
  // The delimiter that divides the header into the most columns.
  const { headerLine, ...best } = candidates.reduce((a, b) => (b.header.length > a.header.length ? b : a));
  return { encoding, ...best, ...(headerLine === 1 ? {} : { headerLine }) };
}

/** A record, and the number of its last line. */
interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** As many records as can be parsed: the text may end inside one. */
function firstRecords(text: string, delimiter: string, from_line = 1): readonly ParsedRecord[] {
  for (let records = peekedRecords; records > 0; records--) {
    try {
      const options = { ...lenient, delimiter, from_line, to: records, bom: true, info: true } as const;
      return parseAll(text, options) as unknown as readonly ParsedRecord[];
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
    }
  }
  return [];
}

function readText(source: Source, encoding: Encoding, onProgress?: OnProgress): Iterable<string> {
  return 'path' in source ? decode(readChunks(source.path, onProgress), encoding) : [source.text];
}

/** What the birthdates of a file show; undefined if none of its columns is converted to birthdates. @throws as `convert` */
export async function surveyDates(
  { source, format, plan }: Pick<Conversion, 'source' | 'format' | 'plan'>,
  onProgress?: OnProgress,
): Promise<DateEvidence | undefined> {
  const surveyor = new RecordSurveyor(plan.mapping);
  if (!surveyor.hasDates) return undefined;
  let line = (format.headerLine ?? 1) - 1;
  for await (const record of records(source, format, onProgress)) {
    if (++line > (format.headerLine ?? 1))
      surveyor.take(fill(record, format.header.length, plan.fillings), line);
  }
  return surveyor.dates;
}

/** @throws UnreadableCsv; Error of the file system. An incomplete target is removed. */
export async function convert(
  { source, format, schema, plan, dates, target }: Conversion,
  onProgress?: OnProgress,
): Promise<Converted> {
  const converter = new RecordConverter(schema, plan.mapping, dates);
  const writer = new LineWriter(target);
  try {
    writer.write(converter.header);
    let rows = -1;
    for await (const record of records(source, format, onProgress)) {
      if (++rows === 0) continue;
      writer.write(converter.row(fill(record, format.header.length, plan.fillings)));
    }
    const text = writer.end();
    return {
      rows: Math.max(rows, 0),
      lineBreaks: converter.lineBreaks,
      ...(text === undefined ? {} : { text }),
    };
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

async function* records(
  source: Source,
  { encoding, delimiter, headerLine = 1 }: SourceFormat,
  onProgress?: OnProgress,
): AsyncGenerator<readonly string[], void> {
  const parser = parse({ ...lenient, delimiter, from_line: headerLine, bom: true });
  const input = Readable.from(readText(source, encoding, onProgress));
  input.on('error', (error) => parser.destroy(error));
  try {
    for await (const record of input.pipe(parser)) yield record as readonly string[];
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableCsv(error) : error;
  }
}

/** The record with one value for each column of the header, then the fillings. */
function fill(record: readonly string[], columns: number, fillings: readonly Filling[]): readonly string[] {
  const values = Array.from({ length: columns }, (_, index) => record[index] ?? '');
  const more = fillings.map((filling) =>
    filling.kind === 'copy' ? (record[filling.source] ?? '') : filling.value,
  );
  return [...values, ...more];
}
