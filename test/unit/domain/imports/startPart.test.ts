// Starts that the user asks for, of jobs whose CSV was uploaded by other means.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImportWorld, newImport } from '../../../support/importWorld.ts';

async function world() {
  const made = new ImportWorld();
  return { service: made.service, window: await made.window() };
}

test('the user’s own start of a job begins with reading it, and uploads nothing', async () => {
  const { service, window } = await world();
  service.failNext.set('Upload', [{ kind: 'denied', message: 'No.' }]);
  const { state } = await window.driver.begin(newImport());
  assert.equal(state.parts[0]?.stage, 'created');
  // With Copy Upload Command.
  service.uploads.set('import-0', '/data/users.csv');
  service.calls.length = 0;
  const started = await window.driver.resume(state, (current) => ({
    ...current,
    parts: current.parts.map((part) => ({ ...part, stage: 'uploaded' })),
  }));
  assert.deepEqual([started.state.status, service.calls], ['finished', ['Describe', 'Start']]);
});

test('a start of a job that somebody else has started, or that cannot be started, says so', async () => {
  const { service, window } = await world();
  const job = service.create({ jobName: 'nightly', cloudWatchLogsRoleArn: 'arn' });
  const start = newImport({ parts: [{ rows: 0, stage: 'uploaded', jobId: job.jobId }] });
  service.set(job.jobId, { status: 'Failed' });
  const failed = await window.driver.begin(start);
  assert.match(failed.failure?.message ?? '', /“nightly” is Failed and cannot be started/);
  service.set(job.jobId, { status: 'InProgress', startDate: 1 });
  assert.equal((await window.driver.resume(failed.state)).state.status, 'finished');
  assert.equal(service.count('Start'), 0);
});
