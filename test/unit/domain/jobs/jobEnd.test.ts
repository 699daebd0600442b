// A wait for a job's end is over when the job ends, the wait is cancelled, or the job cannot be seen any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import type { JobService } from '../../../../src/domain/jobs/jobService.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, pool, ref, world, type World } from '../../../support/worlds/jobsWorld.ts';

/** Waits for `import-1`; `ended` contains the outcome of the wait once it is over. */
function wait(
  jobs: JobService,
  signal = new AbortController().signal,
): { readonly ended: readonly string[] } {
  const ended: string[] = [];
  void jobs.untilOver(ref('import-1'), signal).then(
    () => ended.push('over'),
    (error: unknown) => ended.push(`${failureOf(error).kind}: ${failureOf(error).message}`),
  );
  return { ended };
}

async function running(): Promise<World> {
  const window = world();
  window.service.put(job('import-1'));
  window.jobs.report(ref('import-1'), 'customers', job('import-1'));
  await window.clock.advance(10_000);
  return window;
}

test('the wait is over when the job ends', async () => {
  const { jobs, service, clock } = await running();
  const { ended } = wait(jobs);
  await clock.advance(60_000);
  assert.deepEqual(ended, []);
  service.put(job('import-1', { status: 'Succeeded' }));
  await clock.advance(60_000);
  assert.deepEqual(ended, ['over']);
});

test('the wait continues after new credentials of the same account', async () => {
  const { jobs, service, clock } = await running();
  const { ended } = wait(jobs);
  jobs.renew([connection.id]);
  await clock.advance(60_000);
  assert.deepEqual(ended, []);
  service.put(job('import-1', { status: 'Succeeded' }));
  await clock.advance(60_000);
  assert.deepEqual(ended, ['over']);
});

test('the wait does not treat an unknown pool as deleted', async () => {
  const { jobs, service, clock } = world();
  service.put(job('import-1'));
  const { ended } = wait(jobs);
  jobs.watchConnection(connection.id);
  await clock.advance(10_000);
  assert.deepEqual(ended, []);
  service.put(job('import-1', { status: 'Succeeded' }));
  await clock.advance(60_000);
  assert.deepEqual(ended, ['over']);
});

test('the wait is over when the connection is removed', async () => {
  const { jobs, clock } = await running();
  const { ended } = wait(jobs);
  jobs.removeConnection(connection.id);
  await clock.advance(1_000);
  assert.deepEqual(ended, ['cancelled: The job cannot be seen any more: its connection was removed.']);
  const later = wait(jobs);
  await clock.advance(1_000);
  assert.equal(later.ended.length, 1);
});

test('the wait is over when the connection changes to another account', async () => {
  const { jobs, service, clock } = await running();
  const { ended } = wait(jobs);
  service.caller = { ...service.caller, accountId: '444455556666' };
  service.jobs = [];
  jobs.renew([connection.id]);
  await clock.advance(60_000);
  assert.match(
    ended.join('\n'),
    /^notFound: The job cannot be seen any more: its user pool does not exist any more/,
  );
});

test('the wait is over when the pool is deleted', async () => {
  const { jobs, service, clock } = await running();
  const { ended } = wait(jobs);
  service.failing.set('ListUserImportJobs', { kind: 'notFound', message: 'No such pool.' });
  await clock.advance(60_000);
  assert.equal(jobs.store.pool(pool)?.failure?.kind, 'notFound');
  assert.match(
    ended.join('\n'),
    /^notFound: The job cannot be seen any more: its user pool does not exist any more/,
  );
});

test('the wait is over when it is cancelled', async () => {
  const { jobs, clock } = await running();
  const stop = new AbortController();
  const { ended } = wait(jobs, stop.signal);
  stop.abort();
  await clock.advance(1_000);
  assert.deepEqual(ended, ['cancelled: Waiting for the job was cancelled.']);
});
