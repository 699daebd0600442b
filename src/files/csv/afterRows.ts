// Reads what was kept aside for an import CSV (`users.after.csv`, RFC 4180). Blocks: for a worker thread.
import { createReadStream } from 'node:fs';
import { afterKey } from '../../csv/afterFile.ts';

/** One user of the file, by the name of the column. */
export type AfterRow = Readonly<Partial<Record<string, string>>>;

/** @throws Error of the file system. */
export async function* readAfterRows(path: string, key: string = afterKey): AsyncGenerator<AfterRow, void> {
  let header: readonly string[] | undefined;
  for await (const record of readRecords(createReadStream(path, { encoding: 'utf8' }))) {
    if (!header) {
      header = headerIn(record);
      continue;
    }
    const row = Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']));
    if ((row[key] ?? '') !== '') yield row;
  }
}

/** Empty if the file is empty. @throws Error of the file system. */
export async function readAfterHeader(path: string): Promise<readonly string[]> {
  for await (const record of readRecords(createReadStream(path, { encoding: 'utf8' })))
    return headerIn(record);
  return [];
}

function headerIn(record: readonly string[]): readonly string[] {
  return record.map((name) => name.replace(/^\ufeff/, '').trim());
}

/** Values may be quoted, with commas, line breaks and doubled quotation marks inside. Empty lines are left out. */
async function* readRecords(text: AsyncIterable<unknown>): AsyncGenerator<readonly string[], void> {
  let record: string[] = [];
  let value = '';
  let [isQuoted, isAfterQuote] = [false, false];
  for await (const piece of text) {
    for (const character of String(piece)) {
      if (character === '"') {
        // A doubled quotation mark: the first one only seemed to end the quotation.
        if (isAfterQuote && !isQuoted) value += '"';
        isAfterQuote = isQuoted;
        isQuoted = !isQuoted;
        continue;
      }
      isAfterQuote = false;
      if (isQuoted || !/[,\r\n]/.test(character)) {
        value += character;
      } else if (character !== '\r') {
        record.push(value);
        value = '';
        if (character === ',') continue;
        if (record.length > 1 || record[0] !== '') yield record;
        record = [];
      }
    }
  }
  record.push(value);
  if (record.length > 1 || record[0] !== '') yield record;
}
