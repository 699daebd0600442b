// Following jobs with late answers, jobs beyond the newest page, and windows that write at once or close before a notice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, FollowedMemory, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';
import type { VirtualClock } from '../../../support/virtualClock.ts';

/** Awaits work that the rate limiter may delay by up to a second. */
async function during<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  await clock.advance(1_000);
  return work;
}

test('an outdated answer does not revive an ended job, and its end is not announced again', async () => {
  const { jobs, service, clock, completions } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.put(job('import-1', { status: 'Succeeded' }));
  await during(clock, jobs.refreshJob(ref('import-1')));
  jobs.store.applyNewestJobs(pool, { items: [job('import-1')] }, clock.now());
  assert.equal(jobs.store.job(ref('import-1'))?.status, 'Succeeded');
  assert.equal(completions.length, 1);
});

test('the late answer to a stop does not announce the end again', async () => {
  const { jobs, service, clock, completions } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.put(job('import-1', { status: 'Stopped' }));
  await clock.advance(6_000);
  jobs.follower.follow(ref('import-1'), job('import-1', { status: 'Stopping' }));
  assert.equal(completions.length, 1);
  assert.equal(jobs.follower.isFollowed(ref('import-1')), false);
});

test('a running job beyond the newest page is read until it ends, even if it is not followed', async () => {
  const { jobs, service, clock } = world();
  const newer = Array.from({ length: 30 }, (_, index) => job(`import-new${index}`, { status: 'Created' }));
  service.jobs = [...newer, job('import-old', { status: 'Created' })];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  const watch = jobs.watchPool(pool);
  await clock.advance(1_000);
  await during(clock, jobs.loadOlder(pool));
  assert.equal(service.count('DescribeUserImportJob'), 0);
  service.put(job('import-old', { importedUsers: 1 }));
  await during(clock, jobs.refreshJob(ref('import-old')));
  service.put(job('import-old', { importedUsers: 2 }));
  await clock.advance(31_000);
  assert.equal(jobs.store.job(ref('import-old'))?.importedUsers, 2);
  service.put(job('import-old', { status: 'Succeeded', importedUsers: 3 }));
  await clock.advance(6_000);
  assert.equal(jobs.store.job(ref('import-old'))?.status, 'Succeeded');
  const described = service.count('DescribeUserImportJob');
  await clock.advance(120_000);
  assert.equal(service.count('DescribeUserImportJob'), described);
  watch.dispose();
});

test('a window keeps its own jobs and leaves those of another window alone', async () => {
  const memory = new FollowedMemory();
  const one = world(undefined, memory);
  const other = world(one.service, memory);
  one.jobs.follower.follow(ref('import-1'), job('import-1'));
  other.jobs.follower.follow(ref('import-2'), job('import-2'));
  const kept = () => memory.kept.map((followed) => followed.ref.jobId);
  assert.deepEqual(kept(), ['import-1', 'import-2']);
  other.jobs.follower.unfollow(ref('import-2'));
  assert.deepEqual(kept(), ['import-1']);
  await one.clock.advance(60_000);
  assert.deepEqual(kept(), ['import-1']);
});

test('the next window announces an end that a closed window has not announced', async () => {
  const memory = new FollowedMemory();
  const first = world(undefined, memory);
  first.told.never = true;
  first.service.jobs = [job('import-1')];
  first.jobs.watchConnection(connection.id);
  await first.clock.advance(1_000);
  first.jobs.follower.follow(ref('import-1'), job('import-1'));
  first.service.put(job('import-1', { status: 'Failed' }));
  await first.clock.advance(60_000);
  assert.equal(first.completions.length, 1);
  assert.equal(first.jobs.follower.isFollowed(ref('import-1')), false);
  first.jobs.dispose();

  const second = world(first.service, memory);
  second.jobs.follower.resume();
  await second.clock.advance(60_000);
  assert.equal(second.completions.length, 1);
  assert.deepEqual(memory.kept, []);
});

test('if a gateway cannot be created, the next attempt creates it', async () => {
  const { jobs, service, clock } = world();
  service.unreachable = { kind: 'offline', message: 'No network yet.' };
  jobs.watchConnection(connection.id);
  await clock.advance(3_000);
  assert.equal(jobs.store.connection(connection.id)?.failure?.kind, 'offline');
  service.unreachable = undefined;
  await clock.advance(60_000);
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
});
