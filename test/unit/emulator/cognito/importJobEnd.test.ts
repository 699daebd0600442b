// How an import job of the emulator ends: stopped or expired; and properties under any operations.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isTerminal } from '../../../../src/domain/jobs/job.ts';
import type { ImportJob } from '../../../../src/emulator/cognito/importJob.ts';
import { ServiceError } from '../../../../src/emulator/serviceError.ts';
import { begin, hour, jobWorld, refused } from './jobWorld.ts';

describe('stopping', () => {
  test('while Pending ends the job at once', () => {
    const { account, pool, newJob } = jobWorld();
    const job = newJob(10);
    account.startJob(pool.id, job.id);
    account.stopJob(pool.id, job.id);
    assert.deepEqual([job.status, job.results.length, job.completionDate], ['Stopped', 0, begin]);
    assert.equal(job.completionMessage, 'The Import Job was stopped by the developer.');
  });

  test('while InProgress goes through Stopping, continues to import, and keeps the users', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(100);
    account.startJob(pool.id, job.id);
    advance(2_000);
    account.stopJob(pool.id, job.id);
    assert.deepEqual([job.status, job.completionDate], ['Stopping', undefined]);
    advance(1_000);
    assert.deepEqual([job.status, job.results.imported], ['Stopping', 20]);
    advance(5_000);
    assert.deepEqual([job.status, job.results.imported, job.completionDate], ['Stopped', 30, begin + 4_000]);
    assert.equal(pool.userCount, 30);
  });

  test('is refused for a job that is not running', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(10);
    const stop = (): unknown => account.stopJob(pool.id, job.id);
    refused(stop, 'PreconditionNotMetException', /Created/);
    account.startJob(pool.id, job.id);
    advance(1_000);
    stop();
    refused(stop, 'PreconditionNotMetException', /Stopping/);
    advance(2_000);
    refused(stop, 'PreconditionNotMetException', /Stopped/);
  });

  test('is refused for a job that has finished in the meantime', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(10);
    account.startJob(pool.id, job.id);
    advance(hour);
    refused(() => account.stopJob(pool.id, job.id), 'PreconditionNotMetException', /Succeeded/);
  });
});

describe('expiring', () => {
  test('a job that is never started expires and cannot be started', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(10);
    advance(24 * hour);
    assert.equal(account.job(pool.id, job.id).status, 'Created');
    advance(hour);
    assert.equal(account.job(pool.id, job.id).status, 'Expired');
    assert.deepEqual([job.startDate, job.completionDate], [undefined, begin + 24.5 * hour]);
    assert.equal(job.completionMessage, 'The user import job has expired.');
    refused(() => account.startJob(pool.id, job.id), 'PreconditionNotMetException', /Expired/);
  });
});

test('under any operations, at most one job is active and an ended job never changes', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constantFrom('start' as const, 'stop' as const), job: fc.nat(3) }),
    fc.record({ type: fc.constant('advance' as const), job: fc.integer({ min: 0, max: 5_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { account, pool, newJob, advance } = jobWorld();
      const jobs = [newJob(10), newJob(30, 40), newJob(200), newJob(1)] as const;
      const ended = new Map<ImportJob, unknown>();
      for (const { type, job } of steps) {
        const chosen = jobs[job as 0 | 1 | 2 | 3];
        try {
          if (type === 'advance') advance(job);
          if (type === 'start') account.startJob(pool.id, chosen.id);
          if (type === 'stop') account.stopJob(pool.id, chosen.id);
        } catch (error) {
          assert.ok(error instanceof ServiceError);
        }
        account.settle();
        assert.ok(jobs.filter((candidate) => candidate.isActive).length <= 1);
        for (const each of jobs) {
          const now = [each.status, each.results.length, each.completionDate, each.completionMessage];
          if (ended.has(each)) assert.deepEqual(now, ended.get(each));
          if (isTerminal(each.status)) ended.set(each, now);
        }
      }
    }),
  );
});

describe('a job put into a status', () => {
  test('stays there while time passes, until it is stopped or finished', () => {
    for (const status of ['Pending', 'InProgress', 'Stopping'] as const) {
      const { account, newJob, advance } = jobWorld();
      const job = newJob(0);
      account.restoreJob(job, { status, importedUsers: 5, failedUsers: 1, startDate: begin });
      advance(hour);
      assert.deepEqual([job.status, job.results.imported], [status, 5]);
      job.finish(begin + hour);
      assert.equal(job.status, status === 'Stopping' ? 'Stopped' : 'Succeeded');
      assert.equal(job.completionDate, begin + hour);
    }
  });

  test('can be stopped like any other', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(0);
    account.restoreJob(job, { status: 'InProgress', importedUsers: 5 });
    account.stopJob(pool.id, job.id);
    assert.equal(job.status, 'Stopping');
    advance(2_000);
    assert.deepEqual([job.status, job.results.imported], ['Stopped', 5]);
  });
});
