// Several windows and one import: what one of them knows of it may be of the past, and no toast of one undoes what another does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { job } from '../../../support/cognitoInProcess.ts';
import { newRun, runWorld, type RunWorld } from '../../../support/runWorld.ts';

const expired: Failure = { kind: 'expired', message: 'Sign in.' };

/** A window that has failed to create the job, and a second one beside it. */
async function failedHere(): Promise<readonly [first: RunWorld, second: RunWorld]> {
  const held = new Set<string>();
  const first = runWorld(undefined, undefined, undefined, held);
  first.service.failNext.set('Create', [expired]);
  assert.equal((await first.runs.begin(newRun())).failure?.kind, 'expired');
  return [first, runWorld(first.clock, first.service, first.memory, held)];
}

/** A window that waits for another job's end, and a second one beside it. */
async function waitingHere(): Promise<readonly [first: RunWorld, second: RunWorld, begun: Promise<unknown>]> {
  const held = new Set<string>();
  const first = runWorld(undefined, undefined, undefined, held);
  first.service.jobs = [job('import-other')];
  const begun = first.runs.begin(newRun({ queued: true }));
  await first.clock.advance(5_000);
  assert.equal(first.runs.view('run-1')?.activity?.kind, 'waiting');
  return [first, runWorld(first.clock, first.service, first.memory, held), begun];
}

test('what another window has finished is not done again by the one that had failed before', async () => {
  const [first, second] = await failedHere();
  assert.equal((await second.runs.resume('run-1')).run.stage, 'started');
  first.service.set('import-0', { status: 'Succeeded' });
  assert.deepEqual(await first.runs.unfinished(), []);
  assert.equal(first.runs.view('run-1')?.failure, undefined);
  const view = await first.runs.resume('run-1');
  assert.deepEqual([view.run.stage, view.run.jobId, view.failure], ['started', 'import-0', undefined]);
  assert.equal(first.service.jobs.length, 1);
});

test('what another window has begun is gone on with from where that one left it', async () => {
  const [first, second] = await failedHere();
  first.service.failNext.set('Upload', [{ kind: 'denied', message: 'No.' }]);
  assert.equal((await second.runs.resume('run-1')).run.stage, 'created');
  assert.equal(first.runs.view('run-1')?.run.stage, 'created');
  assert.equal((await first.runs.resume('run-1')).run.jobId, 'import-0');
  assert.equal(first.service.jobs.length, 1);
});

test('while the lock is waited for, another window may finish an import', async () => {
  const [first] = await failedHere();
  const resumed = first.runs.resume('run-1');
  first.memory.saveRuns([newRun({ stage: 'started', jobId: 'import-7' })]);
  const view = await resumed;
  assert.deepEqual([view.run.jobId, view.failure], ['import-7', undefined]);
  assert.equal(first.service.count('Create'), 1);
});

test('an import that another window gives up meanwhile is not gone on with', async () => {
  const [first] = await failedHere();
  const resumed = first.runs.resume('run-1');
  first.memory.saveRuns([]);
  assert.match((await resumed).failure?.message ?? '', /given up in another window/);
  assert.deepEqual([first.service.count('Create'), first.memory.runs], [1, []]);
});

test('an import that another window drives is neither discarded nor changed', async () => {
  const [first, second, begun] = await waitingHere();
  const kept = await second.runs.discard('run-1');
  assert.match(kept?.failure?.message ?? '', /Another window/);
  await second.runs.startWhenPossible('run-1');
  await second.runs.begin(newRun({ stage: 'creating', jobName: 'overwritten' }));
  assert.deepEqual(
    first.memory.runs.map(({ stage, jobName }) => [stage, jobName]),
    [['uploaded', 'nightly']],
  );
  first.endBlocker();
  await begun;
  assert.equal(first.runs.view('run-1')?.run.stage, 'started');
});

test('an import that another window has finished is not discarded: its file and rows stay known', async () => {
  const [first, second] = await failedHere();
  await second.runs.resume('run-1');
  assert.equal((await first.runs.discard('run-1'))?.run.stage, 'started');
  assert.equal(first.memory.runs.length, 1);
});

test('an import that this window drives is ended and discarded', async () => {
  const [first, second, begun] = await waitingHere();
  assert.equal(await first.runs.discard('run-1'), undefined);
  await begun;
  assert.deepEqual([first.memory.runs, first.runs.views(), await second.runs.unfinished()], [[], [], []]);
  assert.equal(first.service.count('Start'), 1);
});

test('an import that this window drives is not begun a second time, and can still be ended', async () => {
  const [first, , begun] = await waitingHere();
  const again = await first.runs.begin(newRun({ stage: 'uploaded', jobId: 'import-0' }));
  assert.match(again.failure?.message ?? '', /under way already/);
  assert.equal(first.runs.view('run-1')?.activity?.kind, 'waiting');
  assert.equal(await first.runs.discard('run-1'), undefined);
  await begun;
  assert.deepEqual(first.memory.runs, []);
});
