// The progress of a rehearsal never decreases, and is complete when the last log is read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportJob } from '../../../../src/domain/jobs/job.ts';
import { RehearsalProgress } from '../../../../src/files/rehearsal/rehearsalProgress.ts';

const part = (rows: number) => ({ rows, stage: 'creating' }) as const;
const job = (importedUsers: number): ImportJob => ({
  jobName: 'rehearsal',
  jobId: 'import-1',
  userPoolId: 'us-east-1_a',
  status: 'InProgress',
  importedUsers,
  skippedUsers: 0,
  failedUsers: 0,
});

test('jobs are weighted by their rows', () => {
  const seen: number[] = [];
  const progress = new RehearsalProgress([part(300), part(100)], (share) => seen.push(share));
  for (const [index, rows] of [300, 100].entries()) {
    progress.begin(index);
    progress.report({ kind: 'creating' });
    for (const sentBytes of [0, 50, 100])
      progress.report({ kind: 'uploading', marks: [], sentBytes, totalBytes: 100 });
    for (const done of [0, rows / 2, rows]) progress.report({ kind: 'importing', job: job(done) });
    for (const read of [rows / 2, rows]) progress.logged(read);
  }
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  assert.equal(seen[7], 0.75, 'the first job has three quarters of the rows');
  assert.equal(seen.at(-1), 1);
});

test('the progress of an empty CSV stays between 0 and 1', () => {
  const seen: number[] = [];
  const progress = new RehearsalProgress([part(0)], (share) => seen.push(share));
  progress.begin(0);
  progress.report({ kind: 'uploading', marks: [], sentBytes: 0, totalBytes: 0 });
  progress.logged(0);
  assert.ok(
    seen.every((share) => share >= 0 && share <= 1),
    seen.join(),
  );
});
