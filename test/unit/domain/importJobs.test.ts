// The product without a face, against a service in memory and a clock that a test moves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileConnection } from '../../../src/domain/connection.ts';
import type { Failure } from '../../../src/domain/failure.ts';
import type { Completion, FollowedJob } from '../../../src/domain/follower.ts';
import { ImportJobs } from '../../../src/domain/importJobs.ts';
import type { StoreChange } from '../../../src/domain/views.ts';
import { FakeService, job } from '../../support/fakeService.ts';
import { VirtualClock } from '../../support/virtualClock.ts';

const connection = profileConnection('work', 'us-east-1');
const pool = { connectionId: connection.id, userPoolId: 'us-east-1_A' };
const ref = (jobId: string) => ({ ...pool, jobId });
const offline: Failure = { kind: 'offline', message: 'No answer.' };
const expired: Failure = { kind: 'expired', message: 'Signed out.' };

class FollowedMemory {
  kept: readonly FollowedJob[] = [];
  load = (): readonly FollowedJob[] => this.kept;
  save = (jobs: readonly FollowedJob[]): void => {
    this.kept = jobs;
  };
}

function world(service = new FakeService(), memory = new FollowedMemory(), clock = new VirtualClock()) {
  const jobs = new ImportJobs({ clock, memory, connect: () => Promise.resolve(service.connect()) });
  const changes: StoreChange[] = [];
  const completions: Completion[] = [];
  jobs.store.onChange((change) => changes.push(change));
  jobs.follower.onCompletion((completion) => completions.push(completion));
  jobs.addConnection(connection);
  return { jobs, service, memory, clock, changes, completions };
}

test('nothing is called before something is looked at', async () => {
  const { service, clock } = world();
  await clock.advance(3_600_000);
  assert.deepEqual(service.calls, []);
});

test('an opened connection lists its pools once and knows its account', async () => {
  const { jobs, service, clock } = world();
  const watch = jobs.watchConnection(connection.id);
  await clock.advance(600_000);
  assert.deepEqual([...service.calls].sort(), ['GetCallerIdentity', 'ListUserPools']);
  assert.equal(jobs.store.connection(connection.id)?.account?.accountId, '111122223333');
  assert.deepEqual(
    jobs.store.pools(connection.id).map(({ pool: { name } }) => name),
    ['customers'],
  );
  watch.dispose();
});

test('pools stream in page by page, sorted by name, and pools that are gone leave with the next listing', async () => {
  const { jobs, service, clock } = world();
  service.pools.push(
    { userPoolId: 'us-east-1_C', name: 'Beta' },
    { userPoolId: 'us-east-1_B', name: 'alpha' },
  );
  service.poolPageSize = 1;
  jobs.watchConnection(connection.id);
  await clock.advance(5_000);
  const names = () => jobs.store.pools(connection.id).map((view) => view.pool.name);
  assert.deepEqual(names(), ['alpha', 'Beta', 'customers']);
  service.pools.splice(1, 1);
  const refreshed = jobs.refreshConnection(connection.id);
  await clock.advance(5_000);
  await refreshed;
  assert.deepEqual(names(), ['alpha', 'customers']);
});

test('one changed job emits one change; nothing changed emits none', async () => {
  const { jobs, service, clock, changes } = world();
  service.jobs = Array.from({ length: 20 }, (_, index) => job(`import-${index}`, { status: 'Succeeded' }));
  service.put(job('import-3', { importedUsers: 1 }));
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  changes.length = 0;
  await clock.advance(60_000);
  assert.equal(changes.length, 0);
  service.put(job('import-3', { importedUsers: 2 }));
  await clock.advance(6_000);
  assert.deepEqual(
    changes.map((change) => change.kind),
    ['job'],
  );
});

test('a failed poll keeps the rows, says why, and recovers by itself', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  service.failure = offline;
  await clock.advance(60_000);
  assert.equal(jobs.store.jobs(pool).length, 1);
  assert.equal(jobs.store.pool(pool)?.failure?.kind, 'offline');
  assert.equal(jobs.store.connection(connection.id)?.failure?.kind, 'offline');
  service.failure = undefined;
  await clock.advance(31_000);
  assert.equal(jobs.store.pool(pool)?.failure, undefined);
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
});

test('an expired login stops every call until the files change, then rows go on', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  service.failure = expired;
  await clock.advance(10_000);
  const calls = service.calls.length;
  await clock.advance(3_600_000);
  assert.equal(service.calls.length, calls);
  service.failure = undefined;
  service.put(job('import-1', { importedUsers: 7 }));
  jobs.renew([connection.id]);
  await clock.advance(1_000);
  assert.equal(jobs.store.job(ref('import-1'))?.importedUsers, 7);
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
});

test('another account behind the same profile: the rows and followed jobs of the old one leave', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.account = { accountId: '999988887777', arn: 'arn:aws:iam::999988887777:user/other' };
  service.pools.splice(0, 1, { userPoolId: 'us-east-1_Z', name: 'others' });
  jobs.renew([connection.id]);
  await clock.advance(5_000);
  assert.equal(jobs.store.connection(connection.id)?.account?.accountId, '999988887777');
  assert.equal(jobs.store.job(ref('import-1')), undefined);
  assert.deepEqual(jobs.follower.jobs(), []);
  assert.deepEqual(memory.kept, []);
  assert.deepEqual(
    jobs.store.pools(connection.id).map((view) => view.pool.name),
    ['others'],
  );
});

test('an answer that arrives after its connection was removed is dropped', async () => {
  const { jobs, service, clock } = world();
  let open: () => void = () => undefined;
  service.gate = new Promise((resolve) => {
    open = resolve;
  });
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.removeConnection(connection.id);
  jobs.addConnection(connection);
  open();
  await clock.advance(1_000);
  assert.equal(jobs.store.connection(connection.id)?.phase, 'idle');
  assert.deepEqual(jobs.store.pools(connection.id), []);
});

test('stop: shown at once, followed to the end, told once', async () => {
  const { jobs, service, memory, clock, completions, changes } = world();
  service.jobs = [job('import-1', { importedUsers: 5 })];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  const stopping = jobs.stop(ref('import-1'));
  assert.equal(jobs.store.isStopping(ref('import-1')), true);
  await clock.advance(100);
  assert.equal((await stopping).kind, 'accepted');
  assert.equal(jobs.store.isStopping(ref('import-1')), false);
  assert.equal(jobs.store.job(ref('import-1'))?.status, 'Stopping');
  assert.equal(memory.kept.length, 1);
  const stopped = job('import-1', { status: 'Stopped', importedUsers: 6, completionDate: 9_000 });
  service.put(stopped);
  await clock.advance(3_000);
  assert.deepEqual(
    completions.map((completion) => completion.job),
    [stopped],
  );
  assert.deepEqual(memory.kept, []);
  await clock.advance(600_000);
  assert.equal(completions.length, 1);
  assert.ok(changes.some((change) => change.kind === 'overlay'));
});

test('stop of a job that was over already ends in how it ended, not in an error', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  service.put(job('import-1', { status: 'Succeeded', importedUsers: 9 }));
  const outcome = jobs.stop(ref('import-1'));
  await clock.advance(1_000);
  assert.deepEqual(await outcome, {
    kind: 'alreadyOver',
    job: job('import-1', { status: 'Succeeded', importedUsers: 9 }),
  });
});

test('a stop that fails leaves no overlay behind', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  service.failing.set('StopUserImportJob', { kind: 'denied', message: 'No.' });
  const outcome = jobs.stop(ref('import-1')).catch((error: unknown) => error);
  await clock.advance(1_000);
  assert.ok((await outcome) instanceof Error);
  assert.equal(jobs.store.isStopping(ref('import-1')), false);
});

test('a followed job that ended while no window was open is told once, whatever page it is on', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-old')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  jobs.follower.follow(ref('import-old'), job('import-old'));
  jobs.dispose();

  service.put(job('import-old', { status: 'Failed', failedUsers: 3 }));
  for (let index = 0; index < 50; index++) service.put(job(`import-new${index}`, { status: 'Succeeded' }));
  const later = world(service, memory, clock);
  later.jobs.follower.resume();
  await clock.advance(120_000);
  assert.deepEqual(
    later.completions.map((completion) => completion.job.status),
    ['Failed'],
  );
  assert.deepEqual(memory.kept, []);
});

test('history is never told: jobs that were over when first seen', async () => {
  const { jobs, service, clock, completions } = world();
  service.jobs = [job('import-1', { status: 'Failed' })];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(60_000);
  assert.deepEqual(completions, []);
});

test('older pages are appended, and newer jobs come before them without losing any', async () => {
  const { jobs, service, clock } = world();
  service.jobs = Array.from({ length: 100 }, (_, index) => job(`import-${index}`, { status: 'Succeeded' }));
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  assert.equal(jobs.store.jobs(pool).length, 20);
  assert.equal(jobs.store.pool(pool)?.hasMore, true);
  const older = jobs.loadOlder(pool);
  await clock.advance(1_000);
  await older;
  assert.equal(jobs.store.jobs(pool).length, 80);
  service.put(job('import-new', { status: 'Succeeded' }));
  await clock.advance(31_000);
  const ids = jobs.store.jobs(pool).map(({ jobId }) => jobId);
  assert.equal(ids[0], 'import-new');
  assert.equal(ids.length, 81);
  assert.equal(new Set(ids).size, 81);
});

test('a pool that was deleted ends the following of its jobs', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(1_000);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.failure = { kind: 'notFound', message: 'Gone.' };
  await clock.advance(10_000);
  assert.deepEqual(memory.kept, []);
});
