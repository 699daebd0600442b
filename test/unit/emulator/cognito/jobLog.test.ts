// A job's log stream: its first events, its line numbers, and partial delivery.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ImportJob } from '../../../../src/emulator/cognito/importJob.ts';
import type { Settings } from '../../../../src/emulator/settings.ts';
import { begin, hour, jobWorld } from './jobWorld.ts';

/** A finished job of three good rows and a bad one. */
function finishedJob(settings: Partial<Settings> = {}, good = 3, bad = 1): ImportJob {
  const { account, pool, newJob, advance } = jobWorld(settings);
  const job = newJob(good, bad);
  account.startJob(pool.id, job.id);
  advance(hour);
  return job;
}

function linesAt(job: ImportJob, now: number): string[] {
  const log = job.logAt(now);
  return Array.from({ length: log?.length ?? 0 }, (_, index) => log?.at(index)?.message ?? '');
}

const numbersAt = (job: ImportJob, now: number): number[] =>
  linesAt(job, now).flatMap((line) => (/Line Number (\d+)/.exec(line)?.slice(1) ?? []).map(Number));
const later = begin + 2 * hour;

describe('the log of a job', () => {
  test('begins with two test events, 1.6 s apart', () => {
    const log = finishedJob().logAt(later);
    const first = [log?.at(0), log?.at(1)];
    const message = 'Cognito User Pools Import - Test Log';
    assert.deepEqual(first, [
      { timestamp: begin + 1_000 - 1_600, message },
      { timestamp: begin + 1_000, message },
    ]);
  });

  test('counts lines of the file, starting with the header as line 1', () => {
    assert.deepEqual(linesAt(finishedJob(), later).slice(2), [
      '[SUCCEEDED] Line Number 2 - The import succeeded.',
      '[SUCCEEDED] Line Number 3 - The import succeeded.',
      '[SUCCEEDED] Line Number 4 - The import succeeded.',
      '[FAILED] Line Number 5 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    ]);
  });

  test('counts data rows if that is the setting when the job starts', () => {
    const { account, pool, newJob, advance } = jobWorld({ logLines: 'rows' });
    const [first, second] = [newJob(2), newJob(2)];
    for (const job of [first, second]) {
      account.startJob(pool.id, job.id);
      advance(hour / 4);
      account.configure({ logLines: 'file' });
    }
    assert.deepEqual(
      [numbersAt(first, later), numbersAt(second, later)],
      [
        [1, 2],
        [2, 3],
      ],
    );
  });

  test('counts blank lines as lines of the file, unless the setting says otherwise', () => {
    const numbers = (['file', 'filled', 'rows'] as const).map((logLines) => {
      const { account, pool, advance } = jobWorld({ logLines });
      const job = account.createJob(pool.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
      const rows = ['a', 'b', 'c'].map((name) => `${name},${name}@example.com,true`);
      const lines = [
        'cognito:username,email,email_verified',
        '',
        rows[0],
        rows[1],
        ' ',
        '\r',
        rows[2],
        '',
        '',
      ];
      job.upload(Buffer.from(lines.join('\n')));
      account.startJob(pool.id, job.id);
      advance(hour);
      return numbersAt(job, later);
    });
    assert.deepEqual(numbers, [
      [3, 4, 7],
      [2, 3, 4],
      [1, 2, 3],
    ]);
  });

  test('does not exist before the import begins', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(1);
    assert.equal(job.logAt(begin), undefined);
    account.startJob(pool.id, job.id);
    assert.equal(job.logAt(begin), undefined);
    advance(1_000);
    assert.equal(job.logAt(begin + 1_000)?.length, 2);
  });

  test('arrives after the delay', () => {
    const job = finishedJob({ logDelayMs: 5_000 });
    assert.equal(job.status, 'Succeeded');
    const lengths = [4_399, 4_400, 6_000, 6_099, 6_100, 6_400].map((ms) => job.logAt(begin + ms)?.length);
    assert.deepEqual(lengths, [undefined, 1, 2, 2, 3, 6]);
  });

  test('keeps the order and the numbers of the rows when only a share arrives', () => {
    const rows = fc.integer({ min: 0, max: 60 });
    const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(rows, shares, (count, logShare) => {
        const numbers = numbersAt(finishedJob({ logShare }, count, 0), later);
        assert.ok(Math.abs(numbers.length - count * logShare) <= 1);
        assert.deepEqual(
          numbers,
          [...new Set(numbers)].sort((a, b) => a - b),
        );
        assert.ok(numbers.every((line) => line >= 2 && line <= count + 1));
      }),
    );
  });
});
