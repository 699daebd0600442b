// Converts another system's CSV into an import CSV, for a worker thread.
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { RecordConverter, RecordSurveyor } from '../../csv/convert/convert.ts';
import type { DateDecision, DateEvidence } from '../../csv/values/dates.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import type { ConversionPlan, Filling } from '../../csv/convert/mapping.ts';
import { isEmpty, LineCounter, parserOptions, type ParsedRecord } from '../../sources/read/csvDialect.ts';
import { dropLines, readText, type Source, type SourceFormat } from './sourceFormat.ts';
import { LineWriter, type OnProgress } from './textFile.ts';

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
  readonly skipped: Skipped;
  readonly text?: string;
}

/** What of the source is not in the result. */
export interface Skipped {
  /** Rows without a value, and empty lines. */
  readonly emptyRows: number;
  /** Columns that have neither a name nor a value. */
  readonly emptyColumns: number;
  /** Columns that have no name but values: their numbers, 1 being the first. */
  readonly namelessColumns: readonly number[];
  /** Rows with values behind the last column, and the line of the first. */
  readonly longRows: number;
  readonly firstLongLine?: number;
}

/** The source is not CSV. The message never contains a value. */
class UnreadableCsv extends Error {
  readonly code = 'CSV_UNREADABLE';

  /** @param linesBefore lines of the file that the parser was not given. */
  constructor(error: CsvError, linesBefore: number) {
    const line =
      'lines' in error && typeof error['lines'] === 'number' ? linesBefore + error['lines'] : undefined;
    const what =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quotation mark is never closed'
        : `its syntax is not that of a CSV (${error.code})`;
    super(line === undefined ? `${what}.` : `${what}, line ${line}.`);
    this.name = 'UnreadableCsv';
  }
}

/** What the birthdates of a file show; undefined if none of its columns is converted to birthdates. @throws as `convert` */
export async function surveyDates(
  { source, format, plan }: Pick<Conversion, 'source' | 'format' | 'plan'>,
  onProgress?: OnProgress,
): Promise<DateEvidence | undefined> {
  const surveyor = new RecordSurveyor(plan.mapping);
  if (!surveyor.hasDates) return undefined;
  for await (const { record, line } of records(source, format, new SkipCounter(format), onProgress))
    surveyor.take(fill(record, format.header.length, plan.fillings), line);
  return surveyor.dates;
}

/** @throws UnreadableCsv; Error of the file system. An incomplete target is removed. */
export async function convert(
  { source, format, schema, plan, dates, target }: Conversion,
  onProgress?: OnProgress,
): Promise<Converted> {
  const converter = new RecordConverter(schema, plan.mapping, dates);
  const counter = new SkipCounter(format);
  const writer = new LineWriter(target);
  try {
    writer.write(converter.header);
    let rows = 0;
    for await (const { record } of records(source, format, counter, onProgress)) {
      rows++;
      writer.write(converter.row(fill(record, format.header.length, plan.fillings)));
    }
    const text = writer.end();
    return {
      rows,
      lineBreaks: converter.lineBreaks,
      skipped: counter.skipped,
      ...(text === undefined ? {} : { text }),
    };
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** The records after the header that have a value, each with the line it begins on. */
async function* records(
  source: Source,
  { encoding, delimiter, endsInReturns, headerLine }: SourceFormat,
  counter: SkipCounter,
  onProgress?: OnProgress,
): AsyncGenerator<{ readonly record: readonly string[]; readonly line: number }, void> {
  const parser = parse(parserOptions(delimiter, endsInReturns));
  const text = dropLines(readText(source, encoding, onProgress), headerLine - 1, endsInReturns);
  const input = Readable.from(text);
  input.on('error', (error) => parser.destroy(error));
  const lines = new LineCounter();
  let isHeader = true;
  let emptyLines = 0;
  try {
    for await (const parsed of input.pipe(parser)) {
      const { record, info } = parsed as ParsedRecord;
      emptyLines = info.empty_lines;
      const line = headerLine - 1 + lines.next(parsed as ParsedRecord);
      if (isHeader) isHeader = false;
      else if (counter.take(record, line)) yield { record, line };
    }
    // Not the parser's own number: at the end that has one more.
    counter.addEmptyLines(emptyLines);
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableCsv(error, headerLine - 1) : error;
  }
}

class SkipCounter {
  readonly #columns: number;
  readonly #nameless: readonly number[];
  readonly #withValues = new Set<number>();
  #emptyRows = 0;
  #longRows = 0;
  #firstLongLine: number | undefined;

  constructor({ header }: SourceFormat) {
    this.#columns = header.length;
    this.#nameless = header.flatMap((name, index) => (name === '' ? index : []));
  }

  get skipped(): Skipped {
    const namelessColumns = [...this.#withValues].sort((a, b) => a - b).map((index) => index + 1);
    return {
      emptyRows: this.#emptyRows,
      emptyColumns: this.#nameless.length - namelessColumns.length,
      namelessColumns,
      longRows: this.#longRows,
      ...(this.#firstLongLine === undefined ? {} : { firstLongLine: this.#firstLongLine }),
    };
  }

  addEmptyLines(lines: number): void {
    this.#emptyRows += lines;
  }

  /** Whether the record has a value. */
  take(record: readonly string[], line: number): boolean {
    if (isEmpty(record)) {
      this.#emptyRows++;
      return false;
    }
    for (const index of this.#nameless) if (hasValue(record[index])) this.#withValues.add(index);
    if (record.length > this.#columns && record.slice(this.#columns).some(hasValue)) {
      this.#longRows++;
      this.#firstLongLine ??= line;
    }
    return true;
  }
}

function hasValue(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

/** The record with one value for each column of the header, then the fillings. */
function fill(record: readonly string[], columns: number, fillings: readonly Filling[]): readonly string[] {
  const values = Array.from({ length: columns }, (_, index) => record[index] ?? '');
  const more = fillings.map((filling) =>
    filling.kind === 'copy' ? (record[filling.source] ?? '') : filling.value,
  );
  return [...values, ...more];
}
