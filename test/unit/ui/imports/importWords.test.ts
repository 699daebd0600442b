// Texts about imports: progress of uploads and parts, interruptions, questions and ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPart, type ImportState, type PartStage } from '../../../../src/domain/imports/import.ts';
import type { KnownStatus } from '../../../../src/domain/jobs/job.ts';
import {
  activityWords,
  doneShare,
  endWords,
  failedPartQuestion,
  interruptedWords,
  subject,
  unfinishedWords,
} from '../../../../src/ui/imports/importWords.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { newImport, severalParts } from '../../../support/worlds/importWorld.ts';

const minutes = 60_000;
const hours = 60 * minutes;

function upload(sentBytes: number, totalBytes: number, now: number, sentAt = now): string {
  const marks = [
    [0, 0],
    [sentAt, sentBytes],
  ] as const;
  const activity = {
    kind: 'uploading',
    part: 1,
    sentBytes,
    totalBytes,
    marks,
    expiresAt: 15 * minutes,
  } as const;
  return activityWords(newImport(), activity, now, 'en');
}

const ended = (state: ImportState, index: number, status: KnownStatus, failedUsers = 0): ImportState =>
  withPart(state, index, {
    result: { status, importedUsers: 10 - failedUsers, skippedUsers: 0, failedUsers },
  });

test("an upload has the unit of its file's size, its speed, and the time left for its URL", () => {
  assert.equal(upload(0, 95_000_000, 0), '0 MB of 95 MB uploaded · URL valid for 15:00');
  assert.equal(
    upload(30_000_000, 95_000_000, 4_000),
    '30 MB of 95 MB uploaded · 7.5 MB/s · URL valid for 14:56',
  );
  assert.equal(upload(6_000, 14_300, 12_000), '6 kB of 14 kB uploaded · 1 kB/s · URL valid for 14:48');
});

test('a stalled upload has speed 0, and an expired URL has no time left', () => {
  assert.equal(
    upload(30_000_000, 95_000_000, 9_000, 4_000),
    '30 MB of 95 MB uploaded · 0 kB/s · URL valid for 14:51',
  );
  assert.equal(
    upload(1_000_000, 2_000_000, 16 * minutes),
    '1 MB of 2 MB uploaded · 1 kB/s · URL valid for 0:00',
  );
});

test('between two attempts, the text has the reason', () => {
  const reason = 'The connection to AWS broke off.';
  const activity = { kind: 'reconnecting', part: 1, reason, attempt: 2, attempts: 4 } as const;
  assert.equal(
    activityWords(newImport(), activity, 0, 'en'),
    'The connection to AWS broke off. Trying again (2 of 4)',
  );
});

test('each activity names the part, and the progress covers the users of all parts', () => {
  const state = ended(severalParts(), 0, 'Succeeded');
  const running = job('import-1', { importedUsers: 4, skippedUsers: 1, failedUsers: 1 });
  const importing = { kind: 'importing', part: 2, job: running } as const;
  const starting = { kind: 'starting', part: 2 } as const;
  assert.equal(activityWords(state, { kind: 'splitting', share: 0.5 }, 0, 'en'), 'splitting into 3 parts');
  assert.equal(activityWords(state, starting, 0, 'en'), 'part 2 of 3 · starting the job');
  assert.equal(activityWords(state, importing, 0, 'en'), 'part 2 of 3 · 4 imported · 1 skipped · 1 failed');
  assert.equal(doneShare(state, starting), 10 / 30);
  assert.equal(doneShare(state, importing), 16 / 30);
  assert.deepEqual([subject(state), subject(newImport())], ['users.csv, part 2 of 3', 'nightly']);
});

test('the text for an interrupted import has time and step, and whether resuming creates a new job', () => {
  const at = (stage: PartStage, now: number): string => {
    const part = { ...newImport().parts[0], rows: 10, stage, jobId: 'import-0', begunAt: 0 };
    return interruptedWords(newImport({ parts: [part] }), now, 'en');
  };
  const interrupted = 'The import of users.csv into customers was interrupted';
  assert.equal(at('creating', 0), `${interrupted} just now before its job was created.`);
  assert.equal(at('created', 5 * minutes), `${interrupted} 5 minutes ago before its CSV was uploaded.`);
  assert.equal(
    at('created', 15 * minutes),
    `${interrupted} 15 minutes ago before its CSV was uploaded. Its upload URL has expired: resuming creates a new job.`,
  );
  assert.equal(at('uploaded', 50 * hours), `${interrupted} 2 days ago before its job was started.`);
  assert.equal(
    interruptedWords(ended(severalParts(), 0, 'Succeeded'), hours, 'en'),
    `${interrupted} 1 hour ago at part 2 of 3.`,
  );
  const { path: _, ...start } = newImport({ parts: [{ rows: 0, stage: 'uploaded', jobId: 'import-0' }] });
  assert.equal(
    interruptedWords(start, -hours, 'en'),
    'The start of nightly in customers was interrupted just now before its job was started.',
  );
});

test('several unfinished imports share one notice, each with its age', () => {
  const states = ['a', 'b', 'c', 'd', 'e'].map((name) => newImport({ path: `/data/${name}.csv` }));
  assert.equal(
    unfinishedWords(states.slice(0, 2), 3 * hours, 'en'),
    '2 unfinished imports: a.csv into customers (3 hours ago), b.csv into customers (3 hours ago)',
  );
  assert.match(unfinishedWords(states, hours, 'en'), /^5 unfinished imports: .* c\.csv .*, 2 more$/);
});

test('the question after a part that did not succeed has its reason; there is none after the last part', () => {
  const failed = ended(ended(severalParts(), 0, 'Succeeded'), 1, 'Failed', 7);
  assert.deepEqual(failedPartQuestion(failed, 'en'), {
    message: 'Part 2 of 3 of users.csv failed: 3 imported · 7 failed.',
    goOn: 'Continue with Part 3',
  });
  const completionMessage = 'Too many users have failed or been skipped during the import.';
  const result = { status: 'Stopped', importedUsers: 0, skippedUsers: 0, failedUsers: 0, completionMessage };
  assert.equal(
    failedPartQuestion(withPart(severalParts(), 0, { result }), 'en')?.message,
    `Part 1 of 3 of users.csv was stopped: 0 imported. ${completionMessage}`,
  );
  assert.equal(failedPartQuestion(severalParts(), 'en'), undefined);
  assert.equal(failedPartQuestion(ended(severalParts(), 0, 'Succeeded'), 'en'), undefined);
  assert.equal(failedPartQuestion(ended(failed, 2, 'Failed'), 'en'), undefined);
});

test('the end of several parts has their totals; one job ends with its start', () => {
  const state = [0, 1, 2].reduce((known, index) => ended(known, index, 'Succeeded'), severalParts());
  assert.equal(endWords(state, 'en'), 'users.csv into customers: 30 users in 3 jobs – 30 imported.');
  assert.equal(
    endWords(ended(state, 1, 'Failed', 8), 'en'),
    'users.csv into customers: 30 users in 3 jobs – 22 imported · 8 failed. 1 job did not succeed.',
  );
  assert.equal(
    endWords(withPart(newImport(), 0, { stage: 'started' }), 'en'),
    'nightly has started: 10 users.',
  );
  assert.equal(
    endWords(withPart(newImport(), 0, { stage: 'uploaded' }), 'en'),
    'nightly is ready to start: 10 users.',
  );
});
