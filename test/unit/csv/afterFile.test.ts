// The file kept aside for after the import: its name, and lines that any CSV reader reads back.
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

test('every CSV of a conversion leads to one file kept aside', () => {
  assert.equal(afterFileOf('users.csv'), 'users.after.csv');
  for (const algorithm of Object.keys(partSuffixes) as (keyof typeof partSuffixes)[]) {
    const part = partFileOf('users.CSV', algorithm);
    assert.match(part, /^users\.[a-z0-9-]+\.csv$/);
    assert.equal(afterFileOf(part), 'users.after.csv');
    assert.ok(!isAfterFile(part));
  }
  assert.equal(afterFileOf('eu.users.csv'), 'eu.users.after.csv');
});

test('its name tells it from an import CSV', () => {
  assert.ok(isAfterFile('users.after.csv') && isAfterFile('Users.AFTER.CSV'));
  assert.ok(!isAfterFile('after.csv') && !isAfterFile('users.csv') && !isAfterFile('users.after.csv.bak'));
});

test('what is written is read back', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '{') });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 4 }), (values) => {
      const text = `${writeAfterRecord(values)}\n`;
      // Only quoted line breaks are part of a value.
      assert.deepEqual(parse(text, { record_delimiter: '\n' }), [values]);
    }),
  );
});
