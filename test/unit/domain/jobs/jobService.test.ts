// Reads connections, pools and jobs from an in-memory service, on a virtual clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';

const offline: Failure = { kind: 'offline', message: 'No answer.' };
const expired: Failure = { kind: 'expired', message: 'Signed out.' };

test('nothing is called before something is watched', async () => {
  const { service, clock } = world();
  await clock.advance(3_600_000);
  assert.deepEqual(service.calls, []);
});

test('an opened connection lists its pools once and identifies its account', async () => {
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

test('pools appear page by page, sorted by name; deleted ones disappear with the next listing', async () => {
  const { jobs, service, clock } = world();
  service.addPool('us-east-1_C', 'Beta');
  service.addPool('us-east-1_B', 'alpha');
  service.poolPageSize = 1;
  jobs.watchConnection(connection.id);
  await clock.advance(5_000);
  const names = () => jobs.store.pools(connection.id).map((view) => view.pool.name);
  assert.deepEqual(names(), ['alpha', 'Beta', 'customers']);
  service.removePool('us-east-1_C');
  const refreshed = jobs.refreshConnection(connection.id);
  await clock.advance(5_000);
  await refreshed;
  assert.deepEqual(names(), ['alpha', 'customers']);
});

test('refreshing a connection reads the open pools at once, also quiet ones', async () => {
  const { jobs, service, clock } = world();
  service.put(job('import-1', { status: 'Succeeded' }));
  await openPool({ jobs, clock });
  service.put(job('import-2', { status: 'InProgress' }));
  const read = service.count('ListUserImportJobs');
  const refreshed = jobs.refreshConnection(connection.id);
  await clock.advance(1_000);
  await refreshed;
  assert.equal(service.count('ListUserImportJobs'), read + 1);
  assert.equal(jobs.store.job(ref('import-2'))?.status, 'InProgress');
});

test('one changed job emits one change, and unchanged jobs emit none', async () => {
  const { jobs, service, clock, changes } = world();
  service.jobs = Array.from({ length: 20 }, (_, index) => job(`import-${index}`, { status: 'Succeeded' }));
  service.put(job('import-3', { importedUsers: 1 }));
  await openPool({ jobs, clock });
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

test('a failed poll keeps the rows, shows the reason, and recovers by itself', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
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

test('an expired login stops all calls until the files change', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
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

test('older pages are appended; newer jobs are put before them, and none is lost', async () => {
  const { jobs, service, clock } = world();
  service.jobs = Array.from({ length: 100 }, (_, index) => job(`import-${index}`, { status: 'Succeeded' }));
  await openPool({ jobs, clock });
  assert.equal(jobs.store.jobs(pool).length, 20);
  assert.equal(jobs.store.pool(pool)?.hasMore, true);
  const older = jobs.loadOlder(pool);
  await clock.advance(1_000);
  await older;
  assert.equal(jobs.store.jobs(pool).length, 70);
  service.put(job('import-new', { status: 'Succeeded' }));
  await clock.advance(31_000);
  const ids = jobs.store.jobs(pool).map(({ jobId }) => jobId);
  assert.equal(ids[0], 'import-new');
  assert.equal(ids.length, 71);
  assert.equal(new Set(ids).size, 71);
});

test('a connection that is renewed during its listing lists again', async () => {
  const { jobs, service, clock } = world();
  let open: () => void = () => undefined;
  service.gate = new Promise((resolve) => {
    open = resolve;
  });
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.renew([connection.id]);
  await clock.advance(1_000);
  open();
  await clock.advance(1_000);
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
  assert.equal(jobs.store.pools(connection.id).length, 1);
});

test('declining a question is a failure with a retry, which asks again', async () => {
  const { jobs, service, clock } = world();
  service.failure = { kind: 'cancelled', message: 'Waits for an MFA code.', action: { type: 'retry' } };
  jobs.watchConnection(connection.id);
  await clock.advance(600_000);
  assert.equal(jobs.store.connection(connection.id)?.failure?.message, 'Waits for an MFA code.');
  assert.equal(service.count('ListUserPools'), 1);
  service.failure = undefined;
  const retried = jobs.refreshConnection(connection.id);
  await clock.advance(1_000);
  await retried;
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
  assert.equal(jobs.store.pools(connection.id).length, 1);
});

test('loading that hangs can be cancelled, and retried', async () => {
  const { jobs, service, clock } = world();
  let open: () => void = () => undefined;
  service.gate = new Promise((resolve) => {
    open = resolve;
  });
  jobs.watchConnection(connection.id);
  await clock.advance(60_000);
  jobs.cancelConnection(connection.id);
  await clock.advance(1_000);
  assert.equal(jobs.store.connection(connection.id)?.failure?.kind, 'cancelled');
  assert.equal(jobs.store.connection(connection.id)?.phase, 'idle');
  service.gate = undefined;
  const retried = jobs.refreshConnection(connection.id);
  await clock.advance(1_000);
  await retried;
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
  assert.equal(jobs.store.pools(connection.id).length, 1);
  open();
});

test('pools and jobs watched before their connection is known are read as soon as it is', async () => {
  for (const add of ['added', 'resumed']) {
    const first = world();
    first.service.jobs = [job('import-1')];
    await openPool(first);
    first.jobs.follower.follow(ref('import-1'), job('import-1'));
    first.jobs.dispose();
    const { jobs, clock } = world(first.service, first.memory);
    jobs.removeConnection(connection.id);
    jobs.watchJob(ref('import-1'));
    jobs.watchConnection(connection.id);
    await clock.advance(60_000);
    if (add === 'added') jobs.addConnection(connection);
    else jobs.follower.resume();
    jobs.store.ensurePool(pool, 'customers');
    await clock.advance(1_000);
    assert.equal(jobs.store.connection(connection.id)?.phase, 'ready', add);
    assert.equal(jobs.store.job(ref('import-1'))?.status, 'InProgress', add);
  }
});
