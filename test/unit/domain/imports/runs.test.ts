// Imports from CSV to running job: every step once, whatever fails and whenever the window dies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { checkJobName, suggestJobName } from '../../../../src/domain/imports/run.ts';
import { PreSignedUrl } from '../../../../src/domain/gateway/preSignedUrl.ts';
import { job } from '../../../support/cognitoInProcess.ts';
import { newRun, runWorld } from '../../../support/runWorld.ts';

const offline = { kind: 'offline' as const, message: 'No answer.' };
const expiredUrl: Failure = {
  kind: 'conflict',
  message: 'The upload URL has expired.',
  action: { type: 'retry', withNewJob: true },
};

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
  const { runs, service, clock, activities } = runWorld();
  service.failNext.set('Upload', [offline, offline, offline, offline]);
  const told: string[] = [];
  runs.onChange(({ activity }) => {
    if (activity?.kind === 'reconnecting') told.push(`${activity.attempt} of ${activity.attempts}`);
  });
  const begun = runs.begin(newRun());
  await clock.advance(10_000);
  const failed = await begun;
  assert.equal(failed.failure?.kind, 'offline');
  assert.deepEqual(told, ['2 of 4', '3 of 4', '4 of 4']);
  assert.deepEqual(activities.slice(1, 4), ['uploading', 'reconnecting', 'uploading']);
  assert.equal(failed.run.stage, 'created');
  assert.equal((await runs.unfinished()).length, 1);
  const resumed = await runs.resume('run-1');
  assert.equal(resumed.run.stage, 'started');
  assert.equal(service.count('Create'), 1);
});

test('cancelled between two attempts, an upload is not tried again', async () => {
  const { runs, service, clock, activities } = runWorld();
  service.failNext.set('Upload', [offline]);
  const begun = runs.begin(newRun());
  await clock.advance(500);
  assert.equal(activities.at(-1), 'reconnecting');
  runs.cancel('run-1');
  const { failure, run } = await begun;
  assert.deepEqual([failure?.kind, run.stage, service.count('Upload')], ['cancelled', 'created', 1]);
});

test('a proxy that answers in S3’s place is told at once', async () => {
  const { runs, service } = runWorld();
  service.failNext.set('Upload', [{ ...offline, action: { type: 'proxySettings' } }]);
  const { failure } = await runs.begin(newRun());
  assert.equal(failure?.action?.type, 'proxySettings');
  assert.equal(service.count('Upload'), 1);
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

test('where S3 alone says that the URL has expired, the user decides on a new job', async () => {
  const { runs, service } = runWorld();
  service.failNext.set('Upload', [expiredUrl, expiredUrl]);
  const refused = await runs.begin(newRun());
  assert.deepEqual([refused.failure, refused.run.stage], [expiredUrl, 'created']);
  assert.equal(service.count('Create'), 1);
  const view = await runs.resume('run-1');
  assert.deepEqual([view.run.stage, view.run.jobId], ['started', 'import-1']);
  assert.equal(service.count('Create'), 2);
});

test('a new job is not replaced by another because a clock is wrong', async () => {
  const { runs, service } = runWorld();
  service.afterEffect = (operation) => {
    const url = 'https://upload.invalid/0?X-Amz-Date=20200101T000000Z&X-Amz-Expires=899';
    if (operation === 'Create') service.set('import-0', { preSignedUrl: new PreSignedUrl(url) });
  };
  const view = await runs.begin(newRun());
  assert.equal(view.run.stage, 'started');
  assert.equal(service.count('Create'), 1);
});

test('a new job that takes no CSV is told, and replaced only when the user says so', async () => {
  const { runs, service } = runWorld();
  service.afterEffect = (operation) => {
    if (operation === 'Create') service.set('import-0', { status: 'Failed' });
  };
  const view = await runs.begin(newRun());
  assert.match(view.failure?.message ?? '', /“nightly” is Failed and takes no CSV/);
  assert.equal((await runs.resume('run-1')).run.jobId, 'import-1');
  assert.equal(service.count('Create'), 2);
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

test('discarded, an import is not gone on with; its job stays with the service', async () => {
  const { runs, service } = runWorld();
  service.failNext.set('Start', [{ kind: 'denied', message: 'No.' }]);
  await runs.begin(newRun());
  await runs.discard('run-1');
  assert.deepEqual([await runs.unfinished(), runs.views()], [[], []]);
  assert.deepEqual(
    service.jobs.map(({ status }) => status),
    ['Created'],
  );
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
