// Converts a plain CSV row by row, for a worker thread: each row becomes one row, including rows that Cognito would refuse, so that the user can correct them in the result.
import type { ImportSchema } from '../../csv/schema.ts';
import { writeRecord } from '../../csv/read/dialect.ts';
import { readPhone } from '../../sources/meaning/phone.ts';
import { hashColumn, type Decisions } from '../../sources/plan/decisions.ts';
import { RowMaker } from '../../sources/plan/rowMaker.ts';
import type { ReadEnd } from '../../sources/read/readUsers.ts';
import { isRefused } from '../../sources/user.ts';
import { LineWriter, type OnProgress } from '../csv/textFile.ts';
import { datesOf } from './planSource.ts';
import { entriesOf, type SourceInput } from './source.ts';
import { decideDates, type DateEvidence } from '../../csv/values/dates.ts';

export interface RowsInput extends SourceInput {
  readonly schema: ImportSchema;
  readonly decisions: Decisions;
  readonly dates?: DateEvidence;
  /** The path of a new file; without it the text is returned. */
  readonly target?: string;
}

export interface ConvertedRows {
  readonly rows: number;
  /** Values with line breaks, which are replaced by spaces. */
  readonly lineBreaks: number;
  readonly end: ReadEnd;
  readonly text?: string;
}

/** @throws UnreadableSource; Error of the file system. An incomplete target is removed. */
export async function convertRows(input: RowsInput, onProgress?: OnProgress): Promise<ConvertedRows> {
  const { schema, decisions, target } = input;
  const writer = new LineWriter(target);
  try {
    const maker = new RowMaker(schema, { ...decisions, emptyBadValues: false }, readPhone);
    const dates = (await datesOf(input, decisions)) ?? asTheyAre;
    const hashAt = schema.csvHeader.indexOf(hashColumn);
    writer.write(writeRecord(schema.csvHeader));
    let rows = 0;
    let lineBreaks = 0;
    let end: ReadEnd = { columns: [], emptyColumns: 0, emptyRows: 0 };
    for await (const batch of entriesOf(input, undefined, onProgress, (read) => (end = read)))
      for (const entry of batch) {
        if (isRefused(entry)) continue;
        rows++;
        const row = maker.make(entry, dates);
        lineBreaks += maker.lineBreaks;
        if (hashAt !== -1 && entry.hash !== undefined) row[hashAt] = entry.hash.text;
        writer.write(writeRecord(row));
      }
    const text = writer.end();
    return { rows, lineBreaks, end, ...(text === undefined ? {} : { text }) };
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** Where nobody has decided their order, birthdates are copied. */
const asTheyAre = {
  ...decideDates({
    monthFirst: 0,
    monthFirstLine: 0,
    dayFirst: 0,
    dayFirstLine: 0,
    either: 1,
    loose: 1,
    shortYears: 0,
  }),
  apply: undefined,
};
