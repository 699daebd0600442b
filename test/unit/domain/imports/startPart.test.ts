// The user starts a job whose CSV was uploaded outside the extension.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImportWorld, newImport } from '../../../support/worlds/importWorld.ts';

async function world() {
  const made = new ImportWorld();
  return { service: made.service, window: await made.window() };
}

test('a start by the user reads the job first, and uploads nothing', async () => {
  const { service, window } = await world();
  service.failNext.set('PutObject', [{ kind: 'denied', message: 'No.' }]);
  const { state } = await window.driver.begin(newImport());
  assert.equal(state.parts[0]?.stage, 'created');
  // The user uploads with Copy Upload Command.
  service.upload(service.jobId(0));
  service.calls.length = 0;
  const started = await window.driver.resume(state, (current) => ({
    ...current,
    parts: current.parts.map((part) => ({ ...part, stage: 'uploaded' })),
  }));
  assert.deepEqual(
    [started.state.status, service.calls],
    ['finished', ['DescribeUserImportJob', 'StartUserImportJob']],
  );
});

test('a job that another user has started counts as started; a job that cannot be started gives the reason', async () => {
  const { service, window } = await world();
  const jobId = service.create({
    jobName: 'nightly',
    cloudWatchLogsRoleArn: newImport().cloudWatchLogsRoleArn,
  });
  const start = newImport({ parts: [{ rows: 0, stage: 'uploaded', jobId }] });
  service.set(jobId, { status: 'Failed' });
  const failed = await window.driver.begin(start);
  assert.match(failed.failure?.message ?? '', /“nightly” is Failed and cannot be started/);
  service.set(jobId, { status: 'InProgress', startDate: 1 });
  assert.equal((await window.driver.resume(failed.state)).state.status, 'finished');
  assert.equal(service.count('StartUserImportJob'), 0);
});
