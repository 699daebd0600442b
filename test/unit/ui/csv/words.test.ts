// What the user is told of a conversion.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversionMessage, type ConversionReport } from '../../../../src/ui/csv/words.ts';

const skipped = { emptyRows: 0, emptyColumns: 0, namelessColumns: [], longRows: 0 };
const report: ConversionReport = {
  name: 'users.csv',
  encoding: 'utf-8',
  leftOut: [],
  converted: { rows: 2, lineBreaks: 0, skipped },
};

test('a conversion that took everything is one sentence', () => {
  assert.equal(conversionMessage(report, 'en'), '2 users converted from users.csv.');
});

test('a conversion says all that the new file does not have', () => {
  const converted = {
    rows: 1,
    lineBreaks: 1,
    skipped: { emptyRows: 3, emptyColumns: 1, namelessColumns: [2], longRows: 1, firstLongLine: 5 },
  };
  assert.equal(
    conversionMessage({ name: 'users.csv', encoding: 'utf-16le', leftOut: ['Shelf'], converted }, 'en'),
    '1 user converted from users.csv. It was read as utf-16le. Skipped: 3 empty rows and 1 empty column. ' +
      'Left out: “Shelf”, column 2, which has no name. ' +
      '1 row has values behind the last column, which are left out (the first on line 5). ' +
      'Line breaks in 1 value have become spaces.',
  );
});
