// Reads the users of a file of another system, a batch for each chunk, so that neither memory nor waiting grows with the file.
import { formatOf } from '../formats/formats.ts';
import type { SourceEntry } from '../user.ts';
import { readCsvRecords, type CsvShape } from './csvRecords.ts';
import { parseExactly } from './exactJson.ts';
import type { HashIndex } from './hashIndex.ts';
import { readElements } from './jsonElements.ts';
import { readNdjson } from './ndjson.ts';
import type { ColumnChoices } from './pathRules.ts';
import { Shaper, type SourceColumn } from './shaper.ts';
import type { Chunks, Encoding } from './text.ts';

/** How a file is written. */
export type SourceShape =
  | ({ readonly kind: 'csv' } & CsvShape)
  | { readonly kind: 'ndjson'; readonly encoding: Encoding }
  /** `at` is the place of the users in each document: `['users', '*']`; empty if each document is one. */
  | { readonly kind: 'json'; readonly encoding: Encoding; readonly at: readonly string[] };

/** A format and the file's syntax, as found by detectSource. It can be posted to a worker. */
export interface SourceFormatChoice {
  readonly format: string;
  readonly shape: SourceShape;
}

export interface ReadOptions {
  /** Milliseconds since 1970, to recognize what has expired. */
  readonly now: number;
  /** The user's choices about paths; by default the format's. */
  readonly columns?: ColumnChoices;
  /** Password hashes that lie in another file. */
  readonly hashes?: HashIndex;
  /** Called once, after the last user. */
  readonly onEnd?: (end: ReadEnd) => void;
}

export interface ReadEnd {
  /** All paths that had values, in the order in which they were found, and all columns of a CSV that have names. */
  readonly columns: readonly SourceColumn[];
  /** Columns of a CSV that have neither a name nor a value. */
  readonly emptyColumns: number;
  /** Rows without a value, which are not users. */
  readonly emptyRows: number;
}

/**
 * Every record is a user or is refused with its place, in the order of the file.
 * @throws UnreadableSource if the file is not what it was taken for; RangeError for an unknown format.
 */
export async function* readUsers(
  { format: id, shape }: SourceFormatChoice,
  chunks: Chunks,
  { now, columns, hashes, onEnd }: ReadOptions,
): AsyncGenerator<readonly SourceEntry[], void> {
  const shaper = new Shaper(formatOf(id), now, columns);
  let emptyRows = 0;
  for await (const batch of entries(shaper, shape, chunks, (rows) => (emptyRows += rows)))
    yield hashes === undefined ? batch : batch.map((entry) => hashes.join(entry));
  onEnd?.({ columns: shaper.columns, emptyColumns: shaper.emptyColumns, emptyRows });
}

async function* entries(
  shaper: Shaper,
  shape: SourceShape,
  chunks: Chunks,
  onEmptyRow: (rows: number) => void,
): AsyncGenerator<readonly SourceEntry[], void> {
  if (shape.kind === 'csv') {
    shaper.header(shape.header);
    for await (const records of readCsvRecords(chunks, shape, onEmptyRow))
      yield records.map(({ record, line }) => shaper.row(record, line));
  } else if (shape.kind === 'ndjson') {
    for await (const lines of readNdjson(chunks, shape.encoding))
      yield lines.map(({ value, line, text }) =>
        value === undefined
          ? { place: line, refused: 'not-json' }
          : shaper.object(value, line, () => parseExactly(text)),
      );
  } else {
    let read = 0;
    for await (const elements of readElements(chunks, shape.encoding, shape.at))
      yield elements.map((value) => shaper.object(value, ++read));
  }
}
