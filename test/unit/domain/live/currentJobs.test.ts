// Jobs that are no longer read do not count as current: for the badge, for Stop, and as blockers of a start.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';

const ids = (refs: Iterable<{ readonly jobId: string }>): string[] => [...refs].map(({ jobId }) => jobId);

test('only jobs in watched pools and followed jobs count as running', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  const expanded = jobs.watchPool(pool);
  await clock.advance(1_000);
  let changes = 0;
  jobs.onWatchChange(() => changes++);
  assert.deepEqual(ids(jobs.runningJobs()), ['import-1']);
  expanded.dispose();
  assert.equal(changes, 1);
  assert.deepEqual(ids(jobs.runningJobs()), []);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  assert.deepEqual(ids(jobs.runningJobs()), ['import-1']);
  service.put(job('import-1', { status: 'Succeeded' }));
  await clock.advance(60_000);
  assert.deepEqual(ids(jobs.runningJobs()), []);
});

test('a job that is read through two profiles of one account counts once', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  const other = { ...connection, id: 'profile/other/us-east-1' };
  jobs.addConnection(other);
  jobs.watchConnection(other.id);
  await clock.advance(1_000);
  jobs.watchPool({ ...pool, connectionId: other.id });
  await clock.advance(1_000);
  assert.equal(jobs.runningJobs().length, 1);
});

test('a search updates the rows of every pool it reads, and returns the running jobs', async () => {
  const { jobs, service, clock } = world();
  service.addPool('us-east-1_B', 'second');
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  const expanded = jobs.watchPool(pool);
  await clock.advance(1_000);
  expanded.dispose();
  service.jobs = [job('import-2', { userPoolId: 'us-east-1_B' }), job('import-1', { status: 'Succeeded' })];
  await clock.advance(3_600_000);
  assert.equal(jobs.isUpToDate(pool), false);
  const searching = jobs.findActive(connection.id, new AbortController().signal, () => undefined);
  await clock.advance(5_000);
  const summary = await searching;
  assert.deepEqual(
    summary?.found.map(({ job: { jobId } }) => jobId),
    ['import-2'],
  );
  assert.equal(jobs.store.job(ref('import-1'))?.status, 'Succeeded');
  assert.equal(jobs.store.job({ ...ref('import-2'), userPoolId: 'us-east-1_B' })?.status, 'InProgress');
});

test('a pool is up to date while it is watched and its last reading has succeeded', async () => {
  const { jobs, service, clock } = world();
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  const expanded = jobs.watchPool(pool);
  assert.equal(jobs.isUpToDate(pool), false);
  await clock.advance(1_000);
  assert.equal(jobs.isUpToDate(pool), true);
  service.failure = { kind: 'offline', message: 'No answer.' };
  await clock.advance(60_000);
  assert.equal(jobs.isUpToDate(pool), false);
  expanded.dispose();
});
