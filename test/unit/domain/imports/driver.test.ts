// An import with one job: every step is done once, whatever fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { partOfJob } from '../../../../src/domain/imports/import.ts';
import { ImportWorld, newImport, type ImportWindow } from '../../../support/worlds/importWorld.ts';

const offline = { kind: 'offline' as const, message: 'No answer.' };
const denied = { kind: 'denied' as const, message: 'No.' };
const expiredUrl: Failure = {
  kind: 'conflict',
  message: 'The upload URL has expired.',
  action: { type: 'retry', withNewJob: true },
};

async function world(): Promise<{ world: ImportWorld; window: ImportWindow }> {
  const made = new ImportWorld();
  return { world: made, window: await made.window() };
}

test('an import creates, uploads and starts its job once, and remembers the job’s CSV', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  const { state, failure } = await window.driver.begin(newImport());
  assert.deepEqual([state.status, state.parts[0]?.stage, failure], ['finished', 'started', undefined]);
  assert.deepEqual(service.calls, [
    'ListUserImportJobs',
    'CreateUserImportJob',
    'DescribeUserImportJob',
    'PutObject',
    'StartUserImportJob',
  ]);
  assert.deepEqual(window.activities(), ['creating', 'uploading', 'starting']);
  const ref = { userPoolId: 'us-east-1_A', jobId: service.jobId(0) };
  assert.equal(partOfJob(window.store.all(), ref)?.part.rows, 10);
  await clock.advance(60_000);
  assert.deepEqual([window.driver.resumable(), window.store.offers()], [[], []]);
});

test('a job is not started if the user chose only to create it', async () => {
  const {
    world: { service },
    window,
  } = await world();
  const { state } = await window.driver.begin(newImport({ start: false }));
  assert.deepEqual(
    [state.status, state.parts[0]?.stage, service.count('StartUserImportJob')],
    ['finished', 'uploaded', 0],
  );
});

test('a broken connection is retried; if it stays broken, the import fails and can be resumed', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  service.failNext.set('PutObject', [offline, offline, offline, offline]);
  const begun = window.driver.begin(newImport());
  await clock.advance(10_000);
  const failed = await begun;
  assert.deepEqual([failed.failure?.kind, failed.isPaused], ['offline', true]);
  const attempts = window.views.flatMap(({ activity }) =>
    activity?.kind === 'reconnecting' ? `${activity.attempt} of ${activity.attempts}` : [],
  );
  assert.deepEqual(attempts, ['2 of 4', '3 of 4', '4 of 4']);
  assert.equal(window.driver.resumable().length, 1);
  const resumed = await window.driver.resume(failed.state);
  assert.deepEqual([resumed.state.status, service.count('CreateUserImportJob')], ['finished', 1]);
});

test('an upload that is paused between two attempts is not retried', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  service.failNext.set('PutObject', [offline]);
  const begun = window.driver.begin(newImport());
  await clock.advance(500);
  assert.equal(window.activities().at(-1), 'reconnecting');
  window.driver.pause('import');
  const { failure, state } = await begun;
  assert.deepEqual([failure?.message, state.parts[0]?.stage], ['The import was paused.', 'created']);
  assert.equal(service.count('PutObject'), 1);
});

test('an answer from a proxy instead of S3 is reported at once', async () => {
  const {
    world: { service },
    window,
  } = await world();
  service.failNext.set('PutObject', [{ ...offline, action: { type: 'proxySettings' } }]);
  const { failure } = await window.driver.begin(newImport());
  assert.deepEqual([failure?.action?.type, service.count('PutObject')], ['proxySettings', 1]);
});

test('a start is retried until Cognito sees the upload', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  const unseen = {
    kind: 'conflict' as const,
    message: 'Not now.',
    detail: 'No csv file was uploaded',
  };
  service.failNext.set('StartUserImportJob', [unseen, unseen]);
  const begun = window.driver.begin(newImport());
  await clock.advance(1_000);
  assert.equal((await begun).state.status, 'finished');
  assert.equal(service.count('StartUserImportJob'), 3);
});

test('a start that another job blocks names that job; a queued start waits for its end', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  service.putBlocker();
  const refused = await window.driver.begin(newImport());
  assert.equal(refused.blocker?.jobName, 'other');
  assert.match(refused.failure?.message ?? '', /“other” in customers is running/);
  const waiting = window.driver.resume(refused.state, (state) => ({ ...state, queued: true }));
  await clock.advance(5 * 3_600_000);
  assert.equal(window.activities().at(-1), 'waiting');
  service.set('import-other', { status: 'Succeeded' });
  await clock.advance(2_000);
  assert.equal((await waiting).state.status, 'finished');
});

test('the count of unexplained refusals restarts after each blocking job', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  const refusal = { kind: 'conflict' as const, message: 'Not now.' };
  const begun = window.driver.begin(newImport({ queued: true }));
  service.failNext.set('StartUserImportJob', [refusal, refusal, refusal]);
  for (const blocker of ['import-x', 'import-y']) {
    await clock.advance(5_000);
    service.putBlocker(blocker);
    await clock.advance(60_000);
    assert.equal(window.activities().at(-1), 'waiting');
    service.failNext.set('StartUserImportJob', [refusal, refusal, refusal]);
    service.set(blocker, { status: 'Succeeded' });
  }
  await clock.advance(60_000);
  assert.equal((await begun).state.status, 'finished');
});

test('an upload URL that has expired leads to a new job, because the API cannot renew it', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  service.failNext.set('PutObject', [denied]);
  const { state } = await window.driver.begin(newImport());
  await clock.advance(16 * 60_000);
  const resumed = await window.driver.resume(state);
  assert.deepEqual([resumed.state.status, resumed.state.parts[0]?.jobId], ['finished', service.jobId(1)]);
  assert.equal(service.count('PutObject'), 2, 'nothing is sent to the expired URL');
});

test('if S3 rejects the URL as expired earlier, the user decides about a new job', async () => {
  const {
    world: { service },
    window,
  } = await world();
  service.failNext.set('PutObject', [expiredUrl, expiredUrl]);
  const refused = await window.driver.begin(newImport());
  assert.deepEqual([refused.failure, service.count('CreateUserImportJob')], [expiredUrl, 1]);
  const resumed = await window.driver.resume(refused.state);
  assert.deepEqual(
    [resumed.state.parts[0]?.jobId, service.count('CreateUserImportJob')],
    [service.jobId(1), 2],
  );
});

test('a wrong clock causes no second job', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  clock.correct(3_600_000);
  const { state } = await window.driver.begin(newImport());
  assert.deepEqual([state.status, service.count('CreateUserImportJob')], ['finished', 1]);
});

test('a new job that can no longer accept a CSV is reported, and replaced only when the user resumes', async () => {
  const {
    world: { service },
    window,
  } = await world();
  service.afterEffect = (operation) => {
    if (operation === 'CreateUserImportJob') service.set(service.jobId(0), { status: 'Failed' });
  };
  const { failure, state } = await window.driver.begin(newImport());
  assert.match(failure?.message ?? '', /“nightly” is already Failed and can no longer accept a CSV/);
  assert.equal((await window.driver.resume(state)).state.parts[0]?.jobId, service.jobId(1));
});

test('a file that has changed is not uploaded', async () => {
  const { world: given, window } = await world();
  given.isUnchanged = false;
  const { failure } = await window.driver.begin(newImport());
  assert.deepEqual([failure?.kind, given.service.count('PutObject')], ['misconfigured', 0]);
});

test('a discarded import is deleted if it has no job yet; otherwise it is finished, and its job stays', async () => {
  const {
    world: { service, disk },
    window,
  } = await world();
  service.failNext.set('CreateUserImportJob', [denied]);
  const without = await window.driver.begin(newImport());
  assert.equal(await window.driver.discard(without.state), undefined);
  assert.deepEqual([window.store.all(), disk.paths()], [[], []]);
  service.failNext.set('StartUserImportJob', [denied]);
  const { state } = await window.driver.begin(newImport());
  assert.equal(await window.driver.discard(state), undefined);
  assert.deepEqual([window.driver.resumable(), window.store.all()[0]?.status], [[], 'finished']);
  assert.equal(service.jobs[0]?.status, 'Created');
});

test('an import that this window drives cannot begin again, but can be discarded', async () => {
  const {
    world: { service, clock },
    window,
  } = await world();
  service.putBlocker();
  const begun = window.driver.begin(newImport({ queued: true }));
  await clock.advance(5_000);
  assert.match((await window.driver.begin(newImport())).failure?.message ?? '', /already in progress/);
  assert.equal(await window.driver.discard(newImport()), undefined);
  assert.equal((await begun).failure?.kind, 'cancelled');
  await clock.advance(60_000);
  assert.equal(service.count('StartUserImportJob'), 1);
  assert.equal(window.store.all()[0]?.status, 'finished');
});
