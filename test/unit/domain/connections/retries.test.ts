// After a failure, a user's retry resolves failed credentials first, and resumes everything paused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world, type World } from '../../../support/worlds/jobsWorld.ts';

const denied: Failure = { kind: 'denied', message: 'No.' };
const needsCode: Failure = { kind: 'expired', message: 'Needs a new MFA code.', action: { type: 'retry' } };

type Retry = readonly [what: string, retry: (all: World) => Promise<unknown>];

test('refreshing a job also reads its pool again if that was denied', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  jobs.store.ensurePool(pool, 'customers');
  service.failing.set('ListUserImportJobs', denied);
  jobs.watchJob(ref('import-1'));
  await clock.advance(60_000);
  assert.equal(jobs.store.pool(pool)?.failure?.kind, 'denied');
  assert.equal(service.count('ListUserImportJobs'), 1);
  service.failing.clear();
  await Promise.all([jobs.refreshJob(ref('import-1')), clock.advance(1_000)]);
  assert.equal(jobs.store.pool(pool)?.failure, undefined);
  service.put(job('import-1', { importedUsers: 7 }));
  await clock.advance(6_000);
  assert.equal(jobs.store.job(ref('import-1'))?.importedUsers, 7);
});

test('refreshing a job of a readable pool takes one call', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  service.jobs = [job('import-1')];
  await openPool(all);
  const calls = service.calls.length;
  await Promise.all([jobs.refreshJob(ref('import-1')), clock.advance(100)]);
  assert.deepEqual(service.calls.slice(calls), ['DescribeUserImportJob']);
});

for (const [what, retry] of [
  ['job', ({ jobs }) => jobs.refreshJob(ref('import-1'))],
  ['pool', ({ jobs }) => jobs.refreshPool(pool)],
] as const satisfies readonly Retry[]) {
  test(`refreshing a ${what} resolves failed credentials again, and everything paused continues`, async () => {
    const all = world();
    const { jobs, service, clock } = all;
    service.jobs = [job('import-1')];
    await openPool(all);
    service.failure = needsCode;
    await clock.advance(60_000);
    const opened = service.opened;
    service.failure = undefined;
    await Promise.all([retry(all), clock.advance(1_000)]);
    assert.equal(service.opened, opened + 1);
    assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
    assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
    assert.equal(jobs.store.pool(pool)?.failure, undefined);
    service.put(job('import-1', { importedUsers: 7 }));
    await clock.advance(6_000);
    assert.equal(jobs.store.job(ref('import-1'))?.importedUsers, 7);
  });
}

test('refreshing an ended job clears an outdated failure of its connection', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  service.jobs = [job('import-1', { status: 'Succeeded' })];
  jobs.store.ensurePool(pool, 'customers');
  await Promise.all([jobs.refreshJob(ref('import-1')), clock.advance(100)]);
  jobs.store.setConnectionFailure(connection.id, needsCode);
  await Promise.all([jobs.refreshJob(ref('import-1')), clock.advance(100)]);
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
});

test('working credentials are kept, whatever is refreshed', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  service.jobs = [job('import-1')];
  await openPool(all);
  service.failing.set('ListUserImportJobs', denied);
  await clock.advance(60_000);
  await Promise.all([jobs.refreshPool(pool), jobs.refreshJob(ref('import-1')), clock.advance(1_000)]);
  assert.equal(service.opened, 1);
});

test('an import that reports its job does not resolve credentials', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  await openPool(all);
  service.failure = needsCode;
  await clock.advance(60_000);
  jobs.report(ref('import-2'), 'customers', job('import-2', { status: 'Created' }));
  await clock.advance(60_000);
  assert.equal(service.opened, 1);
});

for (const [what, retry] of [
  ['the connection is refreshed', ({ jobs }) => jobs.refreshConnection(connection.id)],
  ['a pool is refreshed', ({ jobs }) => jobs.refreshPool(pool)],
] as const satisfies readonly Retry[]) {
  test(`open rows do not restart cancelled loading, until ${what}`, async () => {
    const all = world();
    const { jobs, service, clock } = all;
    service.jobs = [job('import-1')];
    await openPool(all);
    let open: () => void = () => undefined;
    service.gate = new Promise((resolve) => {
      open = resolve;
    });
    jobs.renew([connection.id]);
    await clock.advance(1_000);
    jobs.cancelConnection(connection.id);
    open();
    service.gate = undefined;
    const opened = service.opened;
    await clock.advance(600_000);
    assert.equal(service.opened, opened);
    assert.equal(jobs.store.connection(connection.id)?.failure?.kind, 'cancelled');
    await Promise.all([retry(all), clock.advance(1_000)]);
    assert.equal(service.opened, opened + 1);
    assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
    assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
    service.put(job('import-1', { importedUsers: 7 }));
    await clock.advance(6_000);
    assert.equal(jobs.store.job(ref('import-1'))?.importedUsers, 7);
  });
}

test('refreshing everything restarts loading that was cancelled or could not begin', async () => {
  const { jobs, service, clock } = world();
  const open = async (): Promise<void> => {
    await Promise.all([
      ...jobs.openConnections().map((id) => jobs.refreshConnection(id)),
      clock.advance(1_000),
    ]);
  };
  await open();
  assert.equal(service.opened, 0, 'loads nothing that was never opened');
  service.unreachable = { kind: 'unexpected', message: 'Broken.' };
  const watch = jobs.watchConnection(connection.id);
  await clock.advance(100);
  watch.dispose();
  service.unreachable = undefined;
  await open();
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
  jobs.cancelConnection(connection.id);
  await open();
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
});

test('a denied listing stays shown although jobs and pools can be read', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  service.failing.set('ListUserPools', denied);
  jobs.store.ensurePool(pool, 'customers');
  jobs.watchConnection(connection.id);
  jobs.watchPool(pool);
  await clock.advance(60_000);
  await Promise.all([jobs.refreshJob(ref('import-1')), clock.advance(100)]);
  assert.equal(jobs.store.connection(connection.id)?.failure?.kind, 'denied');
  assert.equal(service.opened, 1);
});
