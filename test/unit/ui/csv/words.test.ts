// The message after a conversion.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversionMessage, type ConversionReport } from '../../../../src/ui/csv/words.ts';

const column = (path: string) => ({ path, values: 1 });
const report: ConversionReport = {
  name: 'users.csv',
  encoding: 'utf-8',
  leftOut: [],
  converted: {
    rows: 2,
    lineBreaks: 0,
    end: { emptyRows: 0, emptyColumns: 0, columns: ['Login', 'Email'].map(column) },
  },
};

test('a conversion without losses is one sentence', () => {
  assert.equal(conversionMessage(report, 'en'), '2 users converted from users.csv.');
});

test('the message lists everything that the new file lacks', () => {
  const columns = ['Login', 'column 2', 'Shelf', 'column 5'].map(column);
  const converted = { rows: 1, lineBreaks: 1, end: { emptyRows: 3, emptyColumns: 1, columns } };
  const lossy = { name: 'users.csv', encoding: 'utf-16le', leftOut: ['Shelf'], converted };
  assert.equal(
    conversionMessage(lossy, 'en'),
    '1 user converted from users.csv. It was read as utf-16le. Skipped: 3 empty rows and 1 empty column. ' +
      'Left out: “Shelf”, column 2, which has no name, column 5, which has no name. ' +
      'Line breaks in 1 value have become spaces.',
  );
});
