// The life of an import job in the emulator, on a clock that moves only when told.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Account } from '../../../../src/emulator/account.ts';
import { MovableClock } from '../../../../src/emulator/clock.ts';
import type { ImportJob } from '../../../../src/emulator/cognito/importJob.ts';
import type { UserPool } from '../../../../src/emulator/cognito/userPool.ts';
import { Random } from '../../../../src/emulator/random.ts';
import { ServiceError } from '../../../../src/emulator/serviceError.ts';
import type { Settings } from '../../../../src/emulator/settings.ts';
import { isTerminal } from '../../../../src/domain/importJob.ts';

const begin = Date.UTC(2026, 10, 22);
const hour = 3_600_000;

interface World {
  readonly account: Account;
  readonly pool: UserPool;
  /** A job with a file of `good` rows that can be imported and `bad` ones that cannot. */
  newJob(good: number, bad?: number): ImportJob;
  advance(ms: number): void;
}

function world(settings: Partial<Settings> = {}): World {
  const clock = new MovableClock({ now: () => begin });
  const account = new Account({
    id: '111122223333',
    region: 'us-east-1',
    clock,
    random: new Random(1),
    settings: { usersPerSecond: 10, pendingMs: 1_000, stoppingMs: 2_000, ...settings },
  });
  const pool = account.createPool({ name: 'customers', autoVerifiedAttributes: ['email'] });
  let users = 0;
  return {
    account,
    pool,
    newJob(good, bad = 0) {
      const job = account.createJob(pool.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
      const rows = Array.from({ length: good + bad }, (_, index) => {
        const name = `user${users++}`;
        return `${name},${name}@example.com,${index < good ? 'true' : 'false'}`;
      });
      job.upload(Buffer.from(['cognito:username,email,email_verified', ...rows].join('\n')));
      return job;
    },
    advance(ms) {
      clock.advance(ms);
      account.settle();
    },
  };
}

function refused(run: () => unknown, code: string, message: RegExp): void {
  assert.throws(
    run,
    (error) => error instanceof ServiceError && error.code === code && message.test(error.message),
  );
}

describe('starting', () => {
  test('answers Pending with its start date, and begins when the delay is over', () => {
    const { account, pool, newJob, advance } = world();
    const job = newJob(20);
    account.startJob(pool.id, job.id);
    assert.equal(job.status, 'Pending');
    assert.equal(job.startDate, begin);
    advance(999);
    assert.equal(job.status, 'Pending');
    advance(1);
    assert.equal(job.status, 'InProgress');
    assert.equal(job.results.length, 0);
  });

  test('needs an uploaded file', () => {
    const { account, pool } = world();
    const job = account.createJob(pool.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
    refused(
      () => account.startJob(pool.id, job.id),
      'PreconditionNotMetException',
      /^No csv file was uploaded for import-\w{10}$/,
    );
  });

  test('is refused while another job of the account is active, and allowed once that one is over', () => {
    const { account, pool, newJob, advance } = world();
    const [first, second] = [newJob(10), newJob(10)];
    account.startJob(pool.id, first.id);
    refused(
      () => account.startJob(pool.id, second.id),
      'PreconditionNotMetException',
      /one import job can be active/,
    );
    assert.equal(second.status, 'Created');
    advance(2_000);
    assert.equal(first.status, 'Succeeded');
    account.startJob(pool.id, second.id);
    assert.equal(second.status, 'Pending');
  });

  test('is refused from every status but Created', () => {
    const { account, pool, newJob, advance } = world();
    const job = newJob(10);
    account.startJob(pool.id, job.id);
    const again = (): unknown => account.startJob(pool.id, job.id);
    refused(again, 'PreconditionNotMetException', /Pending/);
    advance(1_000);
    refused(again, 'PreconditionNotMetException', /InProgress/);
    advance(1_000);
    refused(again, 'PreconditionNotMetException', /Succeeded/);
  });

  test('is refused in a pool that verifies nothing', () => {
    const { account, newJob } = world();
    const bare = account.createPool({ name: 'bare' });
    const job = account.createJob(bare.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
    job.upload(Buffer.from('cognito:username\na'));
    refused(() => account.startJob(bare.id, job.id), 'PreconditionNotMetException', /auto verified/);
    assert.ok(newJob(1));
  });
});

describe('importing', () => {
  test('moves the counters at the set speed and completes with the last row', () => {
    const { account, pool, newJob, advance } = world();
    const job = newJob(20, 5);
    account.startJob(pool.id, job.id);
    advance(1_000);
    advance(1_050);
    assert.deepEqual([job.results.imported, job.results.failed], [10, 0]);
    advance(450);
    assert.deepEqual([job.status, job.completionMessage], ['InProgress', undefined]);
    advance(60_000);
    assert.deepEqual([job.status, job.results.imported, job.results.failed], ['Succeeded', 20, 5]);
    assert.equal(job.completionDate, begin + 1_000 + 2_500);
    assert.equal(job.completionMessage, 'Import Job Completed Successfully.');
    assert.equal(pool.userCount, 20);
  });

  test('ends the same however often it is looked at', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 40 }), (steps) => {
        const seen = (looks: readonly number[]): unknown => {
          const { account, pool, newJob, advance } = world({ usersPerSecond: 7 });
          const job = newJob(30, 4);
          account.startJob(pool.id, job.id);
          for (const step of looks) advance(step);
          return [job.status, job.results.length, job.completionDate && Math.round(job.completionDate)];
        };
        assert.deepEqual(seen(steps), seen([steps.reduce((sum, step) => sum + step, 0)]));
      }),
    );
  });

  test('goes on from where it stands when the speed changes, and rests at speed 0', () => {
    const { account, pool, newJob, advance } = world();
    const job = newJob(100);
    account.startJob(pool.id, job.id);
    advance(2_000);
    account.configure({ usersPerSecond: 0 });
    advance(hour);
    assert.deepEqual([job.status, job.results.imported], ['InProgress', 10]);
    account.configure({ usersPerSecond: 30 });
    advance(1_001);
    assert.equal(job.results.imported, 40);
  });

  test('skips users that exist', () => {
    const { account, pool, newJob, advance } = world();
    const first = newJob(3);
    account.startJob(pool.id, first.id);
    advance(hour);
    const second = newJob(0);
    second.upload(
      Buffer.from(
        'cognito:username,email,email_verified\nuser0,a@b.c,true\nnew1,a@b.c,true\nnew2,a@b.c,true\n',
      ),
    );
    account.startJob(pool.id, second.id);
    advance(hour);
    assert.deepEqual([second.status, second.results.imported, second.results.skipped], ['Succeeded', 2, 1]);
  });

  test('ends Failed from the set share of rows on, and keeps what was imported', () => {
    for (const [good, bad, status] of [
      [14, 32, 'Failed'],
      [5, 5, 'Failed'],
      [6, 5, 'Succeeded'],
      [0, 1, 'Failed'],
    ] as const) {
      const { account, pool, newJob, advance } = world();
      const job = newJob(good, bad);
      account.startJob(pool.id, job.id);
      advance(hour);
      assert.equal(job.status, status, `${good} of ${good + bad}`);
      assert.equal(pool.userCount, good);
      if (status === 'Failed') {
        assert.equal(job.completionMessage, 'Too many users have failed or been skipped during the import.');
      }
    }
  });

  test('fails as a whole for a file that cannot be read', () => {
    const { account, pool, newJob, advance } = world();
    const job = newJob(1);
    job.upload(Buffer.from('cognito:username,shoe_size\na,42\n'));
    account.startJob(pool.id, job.id);
    advance(1_000);
    assert.deepEqual([job.status, job.results.length], ['Failed', 0]);
    assert.equal(job.completionDate, begin + 1_000);
  });
});

describe('stopping', () => {
  test('while Pending ends the job at once', () => {
    const { account, pool, newJob } = world();
    const job = newJob(10);
    account.startJob(pool.id, job.id);
    account.stopJob(pool.id, job.id);
    assert.deepEqual([job.status, job.results.length, job.completionDate], ['Stopped', 0, begin]);
    assert.equal(job.completionMessage, 'The Import Job was stopped by the developer.');
  });

  test('while InProgress goes through Stopping, importing on, and keeps the users', () => {
    const { account, pool, newJob, advance } = world();
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

  test('is refused where there is nothing to stop', () => {
    const { account, pool, newJob, advance } = world();
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

  test('a job that has finished meanwhile says so', () => {
    const { account, pool, newJob, advance } = world();
    const job = newJob(10);
    account.startJob(pool.id, job.id);
    advance(hour);
    refused(() => account.stopJob(pool.id, job.id), 'PreconditionNotMetException', /Succeeded/);
  });
});

describe('expiring', () => {
  test('a job that is never started expires and cannot be started', () => {
    const { account, pool, newJob, advance } = world();
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

test('whatever is done to jobs, at most one is active and what is over never changes', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constantFrom('start' as const, 'stop' as const), job: fc.nat(3) }),
    fc.record({ type: fc.constant('advance' as const), job: fc.integer({ min: 0, max: 5_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { account, pool, newJob, advance } = world();
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
