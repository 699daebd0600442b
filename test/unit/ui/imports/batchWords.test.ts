// What is said of a batch, and which CSVs become one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ValidationSummary } from '../../../../src/csv/validate.ts';
import { partName, withPart, type ImportBatch } from '../../../../src/domain/imports/batch.ts';
import type { KnownStatus } from '../../../../src/domain/jobs/job.ts';
import { checkJobName } from '../../../../src/domain/imports/run.ts';
import {
  csvNames,
  isFineInParts,
  isTooLarge,
  toParts,
  totalCounts,
} from '../../../../src/ui/imports/batchParts.ts';
import {
  activityWords,
  badPartQuestion,
  doneShare,
  endWords,
  interruptedWords,
} from '../../../../src/ui/imports/batchWords.ts';
import { newBatch } from '../../../support/batchWorld.ts';
import { job } from '../../../support/cognitoInProcess.ts';

const ended = (batch: ImportBatch, index: number, status: KnownStatus, failedUsers = 0): ImportBatch =>
  withPart(batch, index, {
    result: { status, importedUsers: 10 - failedUsers, skippedUsers: 0, failedUsers },
  });

test('each activity names the part, and the bar grows with the users of all parts', () => {
  const batch = ended(newBatch(), 0, 'Succeeded');
  const uploading = {
    kind: 'uploading',
    sentBytes: 12_300_000,
    totalBytes: 95_000_000,
    marks: [
      [0, 0],
      [3_000, 12_300_000],
    ],
  } as const;
  const preparing = { kind: 'preparing', part: 2, step: uploading } as const;
  const running = job('import-1', { importedUsers: 4, skippedUsers: 1, failedUsers: 1 });
  const importing = { kind: 'importing', part: 2, job: running } as const;
  assert.equal(
    activityWords(batch, { kind: 'splitting', share: 0.5 }, 3_000, 'en'),
    'splitting into 3 parts',
  );
  assert.equal(
    activityWords(batch, preparing, 3_000, 'en'),
    'part 2 of 3 · 12.3 MB of 95 MB uploaded · 4.1 MB/s',
  );
  assert.equal(
    activityWords(batch, importing, 3_000, 'en'),
    'part 2 of 3 · 4 imported · 1 skipped · 1 failed',
  );
  assert.equal(doneShare(batch, preparing), 10 / 30);
  assert.equal(doneShare(batch, importing), 16 / 30);
  assert.equal(
    interruptedWords(batch),
    'The import of users.csv into customers was interrupted at part 2 of 3.',
  );
});

test('a part that ended badly is asked about with its reason, unless it was the last', () => {
  const failed = ended(ended(newBatch(), 0, 'Succeeded'), 1, 'Failed', 7);
  assert.deepEqual(badPartQuestion(failed, 'en'), {
    message: 'Part 2 of 3 of users.csv failed: 3 imported · 7 failed.',
    goOn: 'Go On with Part 3',
  });
  const completionMessage = 'Too many users have failed or been skipped during the import.';
  const stopped = withPart(newBatch(), 0, {
    result: { status: 'Stopped', importedUsers: 0, skippedUsers: 0, failedUsers: 0, completionMessage },
  });
  assert.equal(
    badPartQuestion(stopped, 'en')?.message,
    `Part 1 of 3 of users.csv was stopped: 0 imported. ${completionMessage}`,
  );
  assert.equal(badPartQuestion(newBatch(), 'en'), undefined);
  assert.equal(badPartQuestion(ended(newBatch(), 0, 'Succeeded'), 'en'), undefined);
  assert.equal(badPartQuestion(ended(failed, 2, 'Failed'), 'en'), undefined);
});

test('the end is told in totals', () => {
  const batch = [0, 1, 2].reduce((known, index) => ended(known, index, 'Succeeded'), newBatch());
  assert.equal(endWords(batch, 'en'), 'users.csv into customers: 30 users in 3 jobs – 30 imported.');
  assert.equal(
    endWords(ended(batch, 1, 'Failed', 8), 'en'),
    'users.csv into customers: 30 users in 3 jobs – 22 imported · 8 failed. 1 job did not succeed.',
  );
});

test('names of parts are ones the API takes, and differ', () => {
  const name = fc.stringMatching(/^[\w\s+=,.@-]{1,128}$/);
  fc.assert(
    fc.property(name, fc.integer({ min: 1, max: 9_999 }), (base, number) => {
      assert.equal(checkJobName(partName(base, number)), undefined);
      assert.notEqual(partName(base, number), partName(base, number + 1));
    }),
  );
  assert.equal(partName('users-2026', 12), 'users-2026-12');
});

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

test('what is only too large is fine in parts; what fails for another reason is not', () => {
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

test('a CSV that one job takes is a part as it is', () => {
  const source = { path: '/data/a.csv', bytes: 10, rows: 2, sha256: 'a' };
  assert.deepEqual(toParts(source, undefined), [{ source, csv: source, rows: 2 }]);
});

test('the numbers of several CSVs are added up', () => {
  const { rows, ready, failed } = totalCounts([summary({}), summary({ rows: 5, ready: 4, failed: 1 })]);
  assert.deepEqual([rows, ready, failed], [7, 6, 1]);
});

test('of a folder the CSVs are taken, in the order of their names as a person counts', () => {
  const files = ['users-10.csv', 'notes.txt', 'users-2.CSV', 'csv', 'a.csv.bak', 'Admins.csv'];
  assert.deepEqual(csvNames(files, 'en'), ['Admins.csv', 'users-2.CSV', 'users-10.csv']);
});
