// Imports from CSV to running job: every step once, whatever fails and whenever the window dies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkJobName, suggestJobName } from '../../../src/domain/importRun.ts';
import { job } from '../../support/fakeService.ts';
import { newRun, runWorld } from '../../support/runWorld.ts';

test('creates, uploads and starts, each once, and keeps what the job was made of', async () => {
  const { runs, service, activities } = runWorld();
  const view = await runs.begin(newRun());
  assert.equal(view.run.stage, 'started');
  assert.deepEqual(service.calls, ['Create', 'Describe', 'Upload', 'Start']);
  assert.deepEqual(activities, ['creating', 'uploading', 'starting']);
  assert.equal(runs.ofJob('us-east-1_A', view.run.jobId ?? '')?.csv?.rows, 10);
  assert.deepEqual(await runs.unfinished(), []);
});

test('a job that is only to be created is not started', async () => {
  const { runs, service } = runWorld();
  const view = await runs.begin(newRun({ start: false }));
  assert.equal(view.run.stage, 'uploaded');
  assert.equal(service.count('Start'), 0);
  assert.deepEqual(await runs.unfinished(), []);
});

test('a broken connection is tried again, a lasting one ends as a failure that can be resumed from there', async () => {
  const { runs, service, clock } = runWorld();
  const offline = { kind: 'offline' as const, message: 'No answer.' };
  service.failNext.set('Upload', [offline, offline, offline]);
  const begun = runs.begin(newRun());
  await clock.advance(10_000);
  const failed = await begun;
  assert.equal(failed.failure?.kind, 'offline');
  assert.equal(failed.run.stage, 'created');
  assert.equal((await runs.unfinished()).length, 1);
  const resumed = await runs.resume('run-1');
  assert.equal(resumed.run.stage, 'started');
  assert.equal(service.count('Create'), 1);
});

test('a start right after the upload that S3 has not told of yet is tried again', async () => {
  const { runs, service, clock } = runWorld();
  const unseen = {
    kind: 'conflict' as const,
    message: 'Not now.',
    detail: 'No csv file was uploaded for import-0',
  };
  service.failNext.set('Start', [unseen, unseen]);
  const begun = runs.begin(newRun());
  await clock.advance(1_000);
  assert.equal((await begun).run.stage, 'started');
  assert.equal(service.count('Start'), 3);
});

test('another job in the way is named; asked to, the start waits for its end', async () => {
  const { runs, service, clock, ...world } = runWorld();
  service.jobs = [job('import-other', { jobName: 'the other' })];
  const refused = await runs.begin(newRun());
  assert.equal(refused.blocker?.jobName, 'the other');
  assert.match(refused.failure?.message ?? '', /“the other” in customers is running/);
  const waiting = runs.startWhenPossible('run-1');
  await clock.advance(1_000);
  assert.equal(runs.view('run-1')?.activity?.kind, 'waiting');
  world.endBlocker();
  assert.equal((await waiting)?.run.stage, 'started');
});

test('an upload URL that has expired leads to a new job, for the API has no other way', async () => {
  const { runs, service, clock } = runWorld();
  service.failNext.set('Upload', [{ kind: 'denied', message: 'No.' }]);
  await runs.begin(newRun());
  await clock.advance(16 * 60_000);
  const view = await runs.resume('run-1');
  assert.equal(view.run.stage, 'started');
  assert.equal(view.run.jobId, 'import-1');
});

test('a file that has changed since is not uploaded', async () => {
  const world = runWorld();
  world.isUnchanged = false;
  const view = await world.runs.begin(newRun());
  assert.equal(view.failure?.kind, 'misconfigured');
  assert.equal(world.service.count('Upload'), 0);
});

test('cancelling pauses; resuming goes on from there', async () => {
  const { runs, service, clock, ...world } = runWorld();
  service.jobs = [job('import-other')];
  const begun = runs.begin(newRun({ queued: true }));
  await clock.advance(1_000);
  runs.cancel('run-1');
  world.endBlocker();
  const view = await begun;
  assert.ok(view.failure === undefined || view.failure.kind === 'cancelled');
  const resumed = await runs.resume('run-1');
  assert.equal(resumed.run.stage, 'started');
  assert.equal(service.count('Create'), 1);
});

test('two windows do not work on one import', async () => {
  const first = runWorld();
  first.service.jobs = [job('import-other')];
  const held = new Set(['run-1']);
  const second = runWorld(first.clock, first.service, first.memory, held);
  first.memory.saveRuns([newRun()]);
  const view = await second.runs.resume('run-1');
  assert.match(view.failure?.message ?? '', /Another window/);
  assert.deepEqual(await second.runs.unfinished(), []);
  assert.equal(first.service.count('Create'), 0);
});

test('whatever dies after whichever step, the next window makes exactly one started job', async () => {
  const steps = fc.array(fc.constantFrom('Create', 'Upload', 'Start', 'Describe'), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(steps, async (deaths) => {
      const first = runWorld();
      first.memory.saveRuns([newRun()]);
      for (const operation of deaths) {
        const dying = runWorld(first.clock, first.service, first.memory);
        // The effect has happened; the answer never reaches the window, which then writes nothing down any more.
        const died = new Promise<void>((resolve) => {
          first.service.afterEffect = (done) => {
            if (done !== operation) return;
            dying.memory.saveRuns(first.memory.runs);
            first.service.afterEffect = undefined;
            resolve();
            throw new Error('the window has gone');
          };
        });
        await Promise.race([died, dying.runs.resume('run-1')]);
        await first.clock.advance(10_000);
      }
      first.service.afterEffect = undefined;
      const last = runWorld(first.clock, first.service, first.memory);
      const resumed = last.runs.resume('run-1');
      await first.clock.advance(10_000);
      assert.equal((await resumed).run.stage, 'started');
      const started = first.service.jobs.filter(({ startDate }) => startDate !== undefined);
      assert.equal(started.length, 1);
      assert.equal(first.service.jobs.length, 1);
    }),
    { numRuns: 60 },
  );
});

test('suggested names are ones the API takes', () => {
  fc.assert(
    fc.property(fc.string(), (name) => checkJobName(suggestJobName(name, new Date(0))) === undefined),
  );
  assert.equal(suggestJobName('users (1).csv', new Date(0)), 'users -1-1970-01-01-0000');
});
