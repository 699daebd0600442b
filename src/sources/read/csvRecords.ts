// The records of a CSV after its header, each with the line it begins on.
import { CsvError, parse } from 'csv-parse';
import { isEmpty, LineCounter, LineDropper, parserOptions, type ParsedRecord } from './csvDialect.ts';
import { readText, UnreadableSource, type Chunks, type Encoding } from './text.ts';

/** How a CSV is read. */
export interface CsvShape {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly endsInReturns: boolean;
  /** The line of the header; 0 if there is none. */
  readonly headerLine: number;
  /** Lines before the first record if there is no header: a spreadsheet's `sep=` line. */
  readonly linesBefore?: number;
  /** The names of the columns. */
  readonly header: readonly string[];
}

export interface CsvRecord {
  readonly record: readonly string[];
  readonly line: number;
}

/**
 * The records that each chunk completes; empty rows are left out and counted.
 * @throws UnreadableSource if the text is not CSV.
 */
export async function* readCsvRecords(
  chunks: Chunks,
  { encoding, delimiter, endsInReturns, headerLine, linesBefore: skipped = 0 }: CsvShape,
  onEmptyRow: (rows: number) => void,
): AsyncGenerator<readonly CsvRecord[], void> {
  const linesBefore = headerLine > 0 ? headerLine - 1 : skipped;
  const dropper = new LineDropper(linesBefore, endsInReturns);
  const lines = new LineCounter();
  let batch: CsvRecord[] = [];
  let isHeader = headerLine > 0;
  let emptyLines = 0;
  const take = (parsed: ParsedRecord): void => {
    const line = linesBefore + lines.next(parsed);
    emptyLines = parsed.info.empty_lines;
    if (isHeader) isHeader = false;
    else if (isEmpty(parsed.record)) onEmptyRow(1);
    else batch.push({ record: parsed.record, line });
  };
  // Takes records in the parser's callback: reading them one by one from its stream takes twice as long.
  const parser = parse({
    ...parserOptions(delimiter, endsInReturns),
    info: false,
    on_record: (record: readonly string[], info) => {
      take({ record, info });
      return null;
    },
  });
  const failed = new Promise<never>((_, reject) => parser.once('error', reject));
  // It is awaited with each piece; after the last one nothing does.
  failed.catch(() => undefined);
  const written = (act: (done: () => void) => void): Promise<void> =>
    Promise.race([new Promise<void>(act), failed]);
  try {
    for await (const text of readText(chunks, encoding)) {
      const rest = dropper.rest(text);
      if (rest === '') continue;
      await written((done) => parser.write(rest, () => done()));
      if (batch.length > 0) yield batch;
      batch = [];
    }
    parser.resume();
    await written((done) => parser.once('end', done).end());
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, linesBefore) : error;
  } finally {
    parser.destroy();
  }
  if (batch.length > 0) yield batch;
  onEmptyRow(emptyLines);
}

/** In words without a value. */
function unreadable(error: CsvError, linesBefore: number): UnreadableSource {
  const line =
    'lines' in error && typeof error['lines'] === 'number' ? linesBefore + error['lines'] : undefined;
  const what =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quotation mark is never closed'
      : `its syntax is not that of a CSV (${error.code})`;
  return new UnreadableSource(line === undefined ? `${what}.` : `${what}, line ${line}.`);
}
