// Which CSVs need several jobs, and the import CSVs of a folder.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ValidationSummary } from '../../../../src/csv/validate/validate.ts';
import { csvNames, isFineInParts, isTooLarge, totalCounts } from '../../../../src/ui/imports/csvParts.ts';

const summary = (change: Partial<ValidationSummary>): ValidationSummary => ({
  bytes: 1,
  lines: 3,
  rows: 2,
  ready: 2,
  failed: 0,
  skipped: 0,
  uncertain: 0,
  jobFails: false,
  counts: [],
  ...change,
});

test('a CSV is fine in parts if it is only too large', () => {
  const large = summary({ jobFails: true, counts: [{ rule: 'too-many-rows', count: 1 }] });
  assert.ok(isTooLarge(large) && isFineInParts(large));
  assert.ok(isTooLarge(summary({ counts: [{ rule: 'file-too-large', count: 1 }] })));
  assert.ok(!isTooLarge(summary({})) && isFineInParts(summary({})));
  const broken = summary({
    jobFails: true,
    counts: [
      { rule: 'too-many-rows', count: 1 },
      { rule: 'unknown-column', count: 1 },
    ],
  });
  assert.ok(isTooLarge(broken) && !isFineInParts(broken));
  assert.ok(!isFineInParts(summary({ ready: 1, failed: 1 })));
});

test('the counts of several CSVs are added up', () => {
  const { rows, ready, failed } = totalCounts([summary({}), summary({ rows: 5, ready: 4, failed: 1 })]);
  assert.deepEqual([rows, ready, failed], [7, 6, 1]);
});

test('the import CSVs of a folder are listed, with numbers in natural order', () => {
  const files = [
    'users-10.csv',
    'notes.txt',
    'users-2.CSV',
    'csv',
    'a.csv.bak',
    'Admins.csv',
    'Admins.after.csv',
  ];
  assert.deepEqual(csvNames(files, 'en'), ['Admins.csv', 'users-2.CSV', 'users-10.csv']);
});
