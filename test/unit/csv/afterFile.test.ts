// The file with the values to set after the import: its name, and lines that any CSV reader can read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  afterFileOf,
  isAfterFile,
  partFileOf,
  partSuffixes,
  writeAfterRecord,
} from '../../../src/csv/afterFile.ts';

test('all CSVs of one conversion have the same after-import file', () => {
  assert.equal(afterFileOf('users.csv'), 'users.after.csv');
  for (const algorithm of Object.keys(partSuffixes) as (keyof typeof partSuffixes)[]) {
    const part = partFileOf('users.CSV', algorithm);
    assert.match(part, /^users\.[a-z0-9-]+\.csv$/);
    assert.equal(afterFileOf(part), 'users.after.csv');
    assert.ok(!isAfterFile(part));
  }
  assert.equal(afterFileOf('eu.users.csv'), 'eu.users.after.csv');
});

test('its name distinguishes it from an import CSV', () => {
  assert.ok(isAfterFile('users.after.csv') && isAfterFile('Users.AFTER.CSV'));
  assert.ok(!isAfterFile('after.csv') && !isAfterFile('users.csv') && !isAfterFile('users.after.csv.bak'));
});

test('written values survive a round trip', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '{') });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 4 }), (values) => {
      const text = `${writeAfterRecord(values)}\n`;
      // A line break belongs to a value only within quotation marks.
      assert.deepEqual(parse(text, { record_delimiter: '\n' }), [values]);
    }),
  );
});
