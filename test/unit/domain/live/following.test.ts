// Stops jobs, and follows jobs to their end across windows and accounts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';

test('when a profile changes to another account, the rows and followed jobs of the old one are removed', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.caller = { accountId: '999988887777', arn: 'arn:aws:iam::999988887777:user/other' };
  service.removePool(pool.userPoolId);
  service.addPool('us-east-1_Z', 'others');
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

test('a stop is shown at once, followed to its end and announced once', async () => {
  const { jobs, service, memory, clock, completions, changes } = world();
  service.jobs = [job('import-1', { importedUsers: 5 })];
  await openPool({ jobs, clock });
  const stopping = jobs.stop(ref('import-1'));
  assert.equal(jobs.store.isStopping(ref('import-1')), true);
  await clock.advance(100);
  assert.equal((await stopping).kind, 'accepted');
  assert.equal(jobs.store.isStopping(ref('import-1')), false);
  assert.equal(jobs.store.job(ref('import-1'))?.status, 'Stopping');
  assert.equal(memory.kept.length, 1);
  service.put(job('import-1', { status: 'Stopped', importedUsers: 6, completionDate: 9_000 }));
  await clock.advance(3_000);
  assert.deepEqual(
    completions.map((completion) => [completion.job.status, completion.job.importedUsers]),
    [['Stopped', 6]],
  );
  assert.deepEqual(memory.kept, []);
  await clock.advance(600_000);
  assert.equal(completions.length, 1);
  assert.ok(changes.some((change) => change.kind === 'overlay'));
});

test('stopping a job that has ended returns how it ended, not an error', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  service.put(job('import-1', { status: 'Succeeded', importedUsers: 9 }));
  const outcome = jobs.stop(ref('import-1'));
  await clock.advance(1_000);
  const { kind, job: over } = await outcome;
  assert.deepEqual([kind, over.status, over.importedUsers], ['alreadyOver', 'Succeeded', 9]);
});

test('a stop that fails leaves no overlay behind', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  service.failing.set('StopUserImportJob', { kind: 'denied', message: 'No.' });
  const outcome = jobs.stop(ref('import-1')).catch((error: unknown) => error);
  await clock.advance(1_000);
  assert.ok((await outcome) instanceof Error);
  assert.equal(jobs.store.isStopping(ref('import-1')), false);
});

test('the end of a followed job while no window was open is announced once, whichever page the job is on', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-old')];
  await openPool({ jobs, clock });
  jobs.follower.follow(ref('import-old'), job('import-old'));
  jobs.dispose();

  service.put(job('import-old', { status: 'Failed', failedUsers: 3 }));
  for (let index = 0; index < 50; index++) service.put(job(`import-new${index}`, { status: 'Succeeded' }));
  const later = world(service, memory);
  later.jobs.follower.resume();
  await clock.advance(120_000);
  assert.deepEqual(
    later.completions.map((completion) => completion.job.status),
    ['Failed'],
  );
  assert.deepEqual(memory.kept, []);
});

test('the end of a job that had ended when it was first seen is never announced', async () => {
  const { jobs, service, clock, completions } = world();
  service.jobs = [job('import-1', { status: 'Failed' })];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  jobs.watchPool(pool);
  await clock.advance(60_000);
  assert.deepEqual(completions, []);
});

test('the jobs of a deleted pool are no longer followed', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  jobs.follower.follow(ref('import-1'), job('import-1'));
  service.failure = { kind: 'notFound', message: 'Gone.' };
  await clock.advance(10_000);
  assert.deepEqual(memory.kept, []);
});

test('a watched job that does not exist does not fail its pool', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  await openPool({ jobs, clock });
  jobs.watchJob(ref('import-gone'));
  await clock.advance(10_000);
  assert.equal(jobs.store.pool(pool)?.failure, undefined);
  assert.equal(jobs.store.job(ref('import-1'))?.status, 'InProgress');
});

test('a job can be followed only after its start', async () => {
  const { jobs, service, memory, clock } = world();
  service.jobs = [job('import-1', { status: 'Created' })];
  await openPool({ jobs, clock });
  jobs.follower.follow(ref('import-1'), job('import-1', { status: 'Created' }));
  assert.deepEqual(jobs.follower.jobs(), []);
  assert.deepEqual(memory.load(), []);
  jobs.follower.follow(ref('import-1'), job('import-1', { status: 'Pending' }));
  assert.equal(jobs.follower.jobs().length, 1);
});

test('a job that an earlier version followed before its start is dropped without a call', async () => {
  const first = world();
  first.service.jobs = [job('import-1', { status: 'Pending' })];
  await openPool(first);
  first.jobs.follower.follow(ref('import-1'), job('import-1', { status: 'Pending' }));
  const [kept] = first.memory.load();
  assert.ok(kept);
  first.memory.remember({ ...kept, lastSeen: 'Created' });
  first.jobs.dispose();
  const { jobs, service, memory, clock } = world(first.service, first.memory);
  service.calls.length = 0;
  jobs.follower.resume();
  await clock.advance(3_600_000);
  assert.deepEqual(service.calls, []);
  assert.deepEqual(memory.load(), []);
});
