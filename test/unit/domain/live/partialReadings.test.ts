// A failure in one part of a reading does not affect the rest: a single job, a view that throws, an incomplete listing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';

const throttled: Failure = { kind: 'throttled', message: 'Too many requests.' };
const denied: Failure = { kind: 'denied', message: 'Not allowed.' };

/** A pool with a running job beyond its newest page. */
async function withOldJob() {
  const opened = world();
  const { jobs, service, clock } = opened;
  service.jobs = Array.from({ length: 30 }, (_, index) => job(`import-${index}`, { status: 'Succeeded' }));
  await openPool(opened);
  service.put(job('import-29', { status: 'InProgress' }));
  return { ...opened, jobs, service, clock };
}

for (const failure of [throttled, denied]) {
  test(`a job that cannot be read (${failure.kind}) fails neither the newest page nor its pool`, async () => {
    const { jobs, service, clock } = await withOldJob();
    service.failing.set('DescribeUserImportJob', failure);
    const watching = jobs.watchJob(ref('import-29'));
    service.put(job('import-new', { status: 'Succeeded' }));
    await clock.advance(35_000);
    await watching.read;
    assert.equal(jobs.store.jobs(pool)[0]?.jobId, 'import-new');
    assert.equal(jobs.store.pool(pool)?.failure, undefined);
    assert.equal(jobs.store.jobFailure(ref('import-29'))?.kind, failure.kind);
    service.failing.clear();
    jobs.renew([connection.id]);
    await clock.advance(35_000);
    assert.equal(jobs.store.jobFailure(ref('import-29')), undefined);
    assert.equal(jobs.store.job(ref('import-29'))?.status, 'InProgress');
  });
}

test('a job whose reading is denied is not read again by itself', async () => {
  const { jobs, service, clock } = await withOldJob();
  service.failing.set('DescribeUserImportJob', denied);
  jobs.watchJob(ref('import-29'));
  await clock.advance(600_000);
  assert.equal(service.count('DescribeUserImportJob'), 1);
});

test('an exception in a view skips no other view, marks no pool as failed, and is reported', async () => {
  const { jobs, service, clock, defects } = world();
  service.jobs = [job('import-1')];
  const defect = new Error('A view is broken.');
  const broken = jobs.store.onChange((change) => {
    if (change.kind === 'job') throw defect;
  });
  let heard = 0;
  jobs.store.onChange((change) => {
    if (change.kind === 'job') heard++;
  });
  await openPool({ jobs, clock });
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.put(job('import-1', { status: 'Succeeded' }));
  await clock.advance(10_000);
  assert.equal(heard, 2);
  assert.equal(jobs.store.pool(pool)?.failure, undefined);
  assert.deepEqual(jobs.follower.jobs(), []);
  assert.deepEqual(defects.splice(0), [defect, defect]);
  broken.dispose();
});

test('a pool created while its connection is listed stays, and the end of its followed job is announced', async () => {
  const { jobs, service, clock, completions } = world();
  service.addPool('us-east-1_B', 'second');
  jobs.watchConnection(connection.id);
  await clock.advance(5_000);
  service.latency = () => [0, 500];
  const refreshed = jobs.refreshConnection(connection.id);
  await clock.advance(100);
  // An import creates the job while a listing is under way that began before the pool existed.
  const made = { connectionId: connection.id, userPoolId: 'us-east-1_C', jobId: 'import-9' };
  const running = job('import-9', { userPoolId: made.userPoolId });
  service.addPool(made.userPoolId, 'third');
  service.put(running);
  jobs.report(made, 'third', running);
  await clock.advance(1_000);
  await refreshed;
  assert.equal(jobs.store.pool(made)?.pool.name, 'third');
  service.put({ ...running, status: 'Succeeded' });
  await clock.advance(60_000);
  assert.deepEqual(
    completions.map(({ job: { status } }) => status),
    ['Succeeded'],
  );
});

test('a job whose pool is missing from the next listing is no longer followed', async () => {
  const { jobs, service, clock, memory } = world();
  service.addPool('us-east-1_B', 'second');
  service.jobs = [job('import-1', { userPoolId: 'us-east-1_B' })];
  await openPool({ jobs, clock });
  jobs.follower.follow({ ...ref('import-1'), userPoolId: 'us-east-1_B' }, job('import-1'));
  service.removePool('us-east-1_B');
  const refreshed = jobs.refreshConnection(connection.id);
  await clock.advance(1_000);
  await refreshed;
  assert.deepEqual(jobs.follower.jobs(), []);
  assert.deepEqual(memory.kept, []);
});

test('after 15 s without an answer the rows are marked as outdated, until the answer arrives', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  let open: () => void = () => undefined;
  service.gate = new Promise((resolve) => {
    open = resolve;
  });
  await clock.advance(5_500);
  assert.equal(jobs.store.pool(pool)?.failure, undefined);
  await clock.advance(15_000);
  assert.equal(jobs.store.pool(pool)?.failure?.kind, 'offline');
  assert.equal(jobs.store.pool(pool)?.failure?.short, 'no answer');
  service.gate = undefined;
  open();
  await clock.advance(100);
  assert.equal(jobs.store.pool(pool)?.failure, undefined);
});
