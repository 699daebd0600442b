// How an import job of the emulator starts, and how its rows are imported as time passes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { begin, hour, jobWorld, refused } from './jobWorld.ts';

describe('starting', () => {
  test('answers Pending with a start date, which changes when the import begins', () => {
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(20);
    account.startJob(pool.id, job.id);
    assert.equal(job.status, 'Pending');
    assert.equal(job.startDate, begin);
    advance(999);
    assert.equal(job.status, 'Pending');
    advance(1);
    assert.equal(job.status, 'InProgress');
    assert.equal(job.results.length, 0);
    assert.equal(job.startDate, begin + 1_000);
  });

  test('needs an uploaded file', () => {
    const { account, pool } = jobWorld();
    const job = account.createJob(pool.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
    refused(
      () => account.startJob(pool.id, job.id),
      'PreconditionNotMetException',
      /^No csv file was uploaded for import-\w{10}$/,
    );
  });

  test('is refused while another job of the account is active, and allowed once that one has ended', () => {
    const { account, pool, newJob, advance } = jobWorld();
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
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(10);
    account.startJob(pool.id, job.id);
    const again = (): unknown => account.startJob(pool.id, job.id);
    refused(again, 'PreconditionNotMetException', /Pending/);
    advance(1_000);
    refused(again, 'PreconditionNotMetException', /InProgress/);
    advance(1_000);
    refused(again, 'PreconditionNotMetException', /Succeeded/);
  });

  test('does not see a file before its delay has passed', () => {
    const { account, pool, advance } = jobWorld();
    const job = account.createJob(pool.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
    job.upload(Buffer.from('cognito:username\na'), begin + 500);
    const start = (): unknown => account.startJob(pool.id, job.id);
    advance(499);
    refused(start, 'PreconditionNotMetException', /No csv file was uploaded/);
    advance(1);
    start();
    assert.equal(job.status, 'Pending');
  });

  test('is refused in a pool that verifies nothing', () => {
    const { account, newJob } = jobWorld();
    const bare = account.createPool({ name: 'bare' });
    const job = account.createJob(bare.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
    job.upload(Buffer.from('cognito:username\na'));
    refused(() => account.startJob(bare.id, job.id), 'PreconditionNotMetException', /auto verified/);
    assert.ok(newJob(1));
  });
});

describe('importing', () => {
  test('moves the counters at the set speed and completes with the last row', () => {
    const { account, pool, newJob, advance } = jobWorld();
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

  test('has the same outcome, however often the job is read', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 40 }), (steps) => {
        const seen = (looks: readonly number[]): unknown => {
          const { account, pool, newJob, advance } = jobWorld({ usersPerSecond: 7 });
          const job = newJob(30, 4);
          account.startJob(pool.id, job.id);
          for (const step of looks) advance(step);
          return [job.status, job.results.length, job.completionDate && Math.round(job.completionDate)];
        };
        assert.deepEqual(seen(steps), seen([steps.reduce((sum, step) => sum + step, 0)]));
      }),
    );
  });

  test('continues when the speed changes, and halts at speed 0', () => {
    const { account, pool, newJob, advance } = jobWorld();
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
    const { account, pool, newJob, advance } = jobWorld();
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

  test('ends Failed if the set share of rows fails, and keeps imported users', () => {
    for (const [good, bad, status] of [
      [14, 32, 'Failed'],
      [5, 5, 'Failed'],
      [6, 5, 'Succeeded'],
      [0, 1, 'Failed'],
    ] as const) {
      const { account, pool, newJob, advance } = jobWorld();
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
    const { account, pool, newJob, advance } = jobWorld();
    const job = newJob(1);
    job.upload(Buffer.from('cognito:username,shoe_size\na,42\n'));
    account.startJob(pool.id, job.id);
    advance(1_000);
    assert.deepEqual([job.status, job.results.length], ['Failed', 0]);
    assert.equal(job.completionDate, begin + 1_000);
  });
});
