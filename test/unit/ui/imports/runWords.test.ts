// What an upload says of itself: how much, how fast, and how long its URL still takes it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interruptedRunWords, stepWords } from '../../../../src/ui/imports/runWords.ts';
import { newRun } from '../../../support/runWorld.ts';

const minutes = 60_000;
const upload = (sentBytes: number, totalBytes: number, now: number, sentAt = now): string => {
  const marks = [
    [0, 0],
    [sentAt, sentBytes],
  ] as const;
  return stepWords({ kind: 'uploading', sentBytes, totalBytes, marks, expiresAt: 15 * minutes }, now, 'en');
};

test('an upload counts in the unit of its file, and the time that its URL has left', () => {
  assert.equal(upload(0, 95_000_000, 0), '0 MB of 95 MB uploaded · URL valid for 15:00');
  assert.equal(
    upload(30_000_000, 95_000_000, 4_000),
    '30 MB of 95 MB uploaded · 7.5 MB/s · URL valid for 14:56',
  );
  assert.equal(upload(6_000, 14_300, 12_000), '6 kB of 14 kB uploaded · 1 kB/s · URL valid for 14:48');
});

test('an upload that stalls is seen to stand still', () => {
  assert.equal(
    upload(30_000_000, 95_000_000, 9_000, 4_000),
    '30 MB of 95 MB uploaded · 0 kB/s · URL valid for 14:51',
  );
});

test('between two attempts it says what has happened', () => {
  const reason = 'The connection to AWS broke off.';
  assert.equal(
    stepWords({ kind: 'reconnecting', reason, attempt: 2, attempts: 4 }, 0, 'en'),
    'The connection to AWS broke off. Trying again (2 of 4)',
  );
});

test('a URL that is over has no time left', () => {
  assert.equal(
    upload(1_000_000, 2_000_000, 16 * minutes),
    '1 MB of 2 MB uploaded · 1 kB/s · URL valid for 0:00',
  );
});

test('an interrupted import says where it stood, and when only a new job can go on with it', () => {
  const words = (stage: 'creating' | 'created' | 'uploaded', now = 0): string =>
    interruptedRunWords(newRun({ stage, begunAt: 0 }), now);
  const interrupted = 'The import of users.csv into customers was interrupted before its';
  assert.equal(words('creating', 16 * minutes), `${interrupted} job was created.`);
  assert.equal(words('created'), `${interrupted} CSV was uploaded.`);
  assert.equal(
    words('created', 15 * minutes),
    `${interrupted} CSV was uploaded. Its upload URL has expired since: going on creates a new job.`,
  );
  assert.equal(words('uploaded', 16 * minutes), `${interrupted} job was started.`);
  const { csv: _, ...started } = newRun({ stage: 'uploaded' });
  assert.equal(
    interruptedRunWords(started, 0),
    'The start of nightly in customers was interrupted before its job was started.',
  );
});
