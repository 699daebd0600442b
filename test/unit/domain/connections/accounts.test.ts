// The account of a connection is requested until it is known, as rarely as possible, and is never an earlier account.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../../../src/domain/connections/connection.ts';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world, type World } from '../../../support/worlds/jobsWorld.ts';

const offline: Failure = { kind: 'offline', message: 'No answer.' };
const denied: Failure = { kind: 'denied', message: 'No.' };
const other: Account = { accountId: '999988887777', arn: 'arn:aws:iam::999988887777:user/other' };

const accountOn = ({ jobs }: World): string | undefined =>
  jobs.store.connection(connection.id)?.account?.accountId;

/** From now on, the keys in the file belong to another account. */
function switchAccount({ service, jobs }: World): void {
  service.caller = other;
  service.removePool(pool.userPoolId);
  service.addPool('us-east-1_Z', 'others');
  service.jobs = [];
  jobs.renew([connection.id]);
}

test('an account that could not be identified is requested again from time to time, not with each poll', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  service.jobs = [job('import-1')];
  service.failing.set('GetCallerIdentity', offline);
  await openPool(all);
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
  await clock.advance(20_000);
  assert.ok(service.count('ListUserImportJobs') > 3);
  assert.equal(service.count('GetCallerIdentity'), 1);
  await clock.advance(100_000);
  assert.ok(service.count('GetCallerIdentity') <= 5);
  service.failing.clear();
  await clock.advance(40_000);
  assert.equal(accountOn(all), '111122223333');
  const asked = service.count('GetCallerIdentity');
  await clock.advance(600_000);
  assert.equal(service.count('GetCallerIdentity'), asked);
});

test('an action that needs the account requests it again', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  service.failing.set('GetCallerIdentity', offline);
  jobs.watchConnection(connection.id);
  await clock.advance(60_000);
  assert.equal(await jobs.accountOf(connection.id), undefined);
  service.failing.clear();
  assert.equal(await jobs.accountOf(connection.id), undefined, 'not at every question');
  await clock.advance(31_000);
  assert.equal((await jobs.accountOf(connection.id))?.accountId, '111122223333');
});

test('Refresh requests an unknown account at once, but no known one', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  for (const failure of [offline, denied]) {
    service.failing.set('GetCallerIdentity', failure);
    jobs.renew([connection.id]);
    await openPool(all);
    service.failing.clear();
    await Promise.all([jobs.refreshConnection(connection.id), clock.advance(1_000)]);
    assert.equal(accountOn(all), '111122223333');
  }
  const asked = service.count('GetCallerIdentity');
  await Promise.all([jobs.refreshConnection(connection.id), clock.advance(1_000)]);
  assert.equal(service.count('GetCallerIdentity'), asked);
});

test('a denied account is requested once, and everything else works', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  service.jobs = [job('import-1')];
  service.failing.set('GetCallerIdentity', denied);
  await openPool(all);
  await clock.advance(600_000);
  assert.equal(await jobs.accountOf(connection.id), undefined);
  assert.equal(service.count('GetCallerIdentity'), 1);
  assert.equal(jobs.store.job(ref('import-1'))?.status, 'InProgress');
  assert.equal(jobs.store.connection(connection.id)?.failure, undefined);
});

test('after the keys have changed, an account that cannot be confirmed is unknown, not the earlier one', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  await openPool(all);
  assert.equal(accountOn(all), '111122223333');
  service.failing.set('GetCallerIdentity', offline);
  switchAccount(all);
  await clock.advance(1_000);
  assert.equal(accountOn(all), undefined);
  assert.equal(await jobs.accountOf(connection.id), undefined);
});

test('when another account is identified late, the earlier content and its followed jobs are removed', async () => {
  const all = world();
  const { jobs, service, memory, clock } = all;
  service.jobs = [job('import-1')];
  await openPool(all);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.failing.set('GetCallerIdentity', offline);
  switchAccount(all);
  jobs.watchPool({ connectionId: connection.id, userPoolId: 'us-east-1_Z' });
  await clock.advance(5_000);
  service.put(job('import-9', { userPoolId: 'us-east-1_Z', status: 'Succeeded' }));
  service.failing.clear();
  await clock.advance(62_000);
  assert.equal(accountOn(all), '999988887777');
  assert.equal(jobs.store.pool(pool), undefined);
  assert.deepEqual(memory.kept, []);
  assert.deepEqual(
    jobs.store.pools(connection.id).map((view) => view.pool.name),
    ['others'],
  );
  const there = { connectionId: connection.id, userPoolId: 'us-east-1_Z' };
  assert.deepEqual(
    jobs.store.jobs(there).map(({ jobId }) => jobId),
    ['import-9'],
  );
});

test('calls under way when another account is identified are dropped', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  await openPool(all);
  service.failing.set('GetCallerIdentity', offline);
  switchAccount(all);
  await clock.advance(31_000);
  service.failing.clear();
  service.addPool('us-east-1_Y', 'more');
  service.poolPageSize = 1;
  await Promise.all([jobs.refreshConnection(connection.id), clock.advance(5_000)]);
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
  assert.deepEqual(
    jobs.store.pools(connection.id).map((view) => view.pool.name),
    ['more', 'others'],
  );
});

test('cancelled loading leaves no account', async () => {
  const all = world();
  await openPool(all);
  all.jobs.cancelConnection(connection.id);
  assert.equal(await all.jobs.accountOf(connection.id), undefined);
});

test('a connection that was removed and added again does not know its earlier account', async () => {
  const all = world();
  const { jobs, service, clock } = all;
  await openPool(all);
  jobs.removeConnection(connection.id);
  jobs.addConnection(connection);
  service.caller = other;
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  assert.equal(accountOn(all), '999988887777');
  assert.equal(jobs.store.connection(connection.id)?.phase, 'ready');
});
