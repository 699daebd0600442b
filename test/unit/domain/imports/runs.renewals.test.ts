// Credentials that are renewed under an import, by a change of the AWS files for instance: it goes on by itself, and makes nothing twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { job } from '../../../support/cognitoInProcess.ts';
import { newRun, runWorld } from '../../../support/runWorld.ts';

for (const operation of ['Create', 'Describe', 'Upload', 'Start'])
  test(`an import whose ${operation} is cut off by a renewal goes on with the next gateway`, async () => {
    const { runs, service, clock } = runWorld();
    service.afterEffect = (done) => {
      if (done !== operation) return;
      service.afterEffect = undefined;
      service.renew();
    };
    const begun = runs.begin(newRun());
    await clock.advance(10_000);
    const { run, failure } = await begun;
    assert.deepEqual([run.stage, failure], ['started', undefined]);
    assert.equal(service.jobs.length, 1);
    assert.equal(service.jobs[0]?.status, 'Pending');
  });

test('a start that has waited for hours is made with the gateway of then', async () => {
  const { runs, service, clock, activities, ...world } = runWorld();
  service.jobs = [job('import-other')];
  const begun = runs.begin(newRun({ queued: true }));
  await clock.advance(5 * 3_600_000);
  assert.equal(activities.at(-1), 'waiting');
  service.renew();
  world.endBlocker();
  await clock.advance(0);
  const { run, failure } = await begun;
  assert.deepEqual([run.stage, failure], ['started', undefined]);
  assert.equal(service.count('Start'), 2);
});

test('renewals that do not end are given up on', async () => {
  const { runs, service, clock } = runWorld();
  service.afterEffect = () => service.renew();
  const begun = runs.begin(newRun());
  await clock.advance(60_000);
  const { run, failure } = await begun;
  assert.deepEqual([run.stage, failure?.kind], ['creating', 'cancelled']);
  assert.equal(service.jobs.length, 1);
});

test('where the connection was removed or given up nothing is tried again', async () => {
  const world = runWorld();
  world.isRenewed = false;
  world.service.afterEffect = () => world.service.renew();
  const { failure } = await world.runs.begin(newRun());
  assert.equal(failure?.kind, 'cancelled');
  assert.deepEqual(world.service.calls, ['Create']);
});

test('a code that the user has declined is not asked for again', async () => {
  const { runs, service } = runWorld();
  const declined = { kind: 'cancelled' as const, message: 'An MFA code is needed.' };
  service.failNext.set('Create', [{ ...declined, action: { type: 'retry' } }]);
  const { failure } = await runs.begin(newRun());
  assert.equal(failure?.message, 'An MFA code is needed.');
  assert.deepEqual(service.calls, ['Create']);
});

test('paused between a renewal and the next attempt, an import stays where it is', async () => {
  const { runs, service, clock } = runWorld();
  service.afterEffect = (done) => {
    if (done === 'Upload') service.renew();
  };
  const begun = runs.begin(newRun());
  await clock.advance(100);
  runs.cancel('run-1');
  const { run, failure } = await begun;
  assert.deepEqual([run.stage, failure?.message], ['created', 'The import was paused.']);
  assert.equal(service.count('Upload'), 1);
});
