// Batches: parts one after another, each once, whatever fails and whenever the window dies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { failedPart, nextPart, totals } from '../../../../src/domain/imports/batch.ts';
import { BatchWorld, newBatch, type BatchWindow } from '../../../support/batchWorld.ts';
import { job } from '../../../support/cognitoInProcess.ts';

const everyPart = [
  ['users-1', '/storage/batch/part-1.csv'],
  ['users-2', '/storage/batch/part-2.csv'],
  ['users-3', '/storage/batch/part-3.csv'],
];

test('parts are imported in order, each once, and their files are removed at the end', async () => {
  const world = new BatchWorld();
  const { batches, views } = world.window();
  const { batch, failure } = await batches.begin(newBatch());
  assert.equal(failure, undefined);
  assert.deepEqual(world.imported(), everyPart);
  assert.equal(batch.state, 'over');
  assert.deepEqual(totals(batch), {
    rows: 30,
    importedUsers: 30,
    skippedUsers: 0,
    failedUsers: 0,
    badParts: 0,
  });
  assert.equal(world.files.size, 0);
  assert.deepEqual(await batches.unfinished(), []);
  const told = views.flatMap(({ activity }) =>
    activity ? (activity.kind === 'splitting' ? ['splitting'] : [`${activity.kind} ${activity.part}`]) : [],
  );
  assert.deepEqual(
    told.filter((kind, index) => kind !== told[index - 1]),
    ['splitting', 'preparing 1', 'importing 1', 'preparing 2', 'importing 2', 'preparing 3', 'importing 3'],
  );
});

test('files of a folder are imported as they are', async () => {
  const world = new BatchWorld();
  const files = ['a', 'b'].map((name) => ({ path: `/data/${name}.csv`, bytes: 10, rows: 1, sha256: name }));
  const parts = files.map((csv) => ({ source: csv, csv, rows: csv.rows }));
  const { batches, views } = world.window();
  await batches.begin(newBatch({ path: '/data', parts }));
  assert.deepEqual(world.imported(), [
    ['users-1', '/data/a.csv'],
    ['users-2', '/data/b.csv'],
  ]);
  assert.ok(!views.some(({ activity }) => activity?.kind === 'splitting'));
});

test('a part waits for the job of somebody else, and the batch goes on after it', async () => {
  const world = new BatchWorld();
  world.service.jobs = [job('import-other', { jobName: 'the other' })];
  const { batches, views } = world.window();
  await batches.begin(newBatch());
  assert.deepEqual(world.imported(), everyPart);
  const waiting = views.flatMap(({ activity }) =>
    activity?.kind === 'preparing' && activity.step.kind === 'waiting' ? [activity.step.blocker.jobName] : [],
  );
  assert.deepEqual(waiting, ['the other']);
});

for (const status of ['Failed', 'Stopped', 'Expired'])
  test(`a part that ends ${status} pauses the batch; going on starts with the next`, async () => {
    const world = new BatchWorld();
    world.endings.set('users-2', status);
    const { batches } = world.window();
    const stopped = await batches.begin(newBatch());
    assert.equal(stopped.failure, undefined);
    assert.equal(stopped.batch.state, 'paused');
    assert.deepEqual(failedPart(stopped.batch)?.number, 2);
    assert.equal(failedPart(stopped.batch)?.result.status, status);
    assert.equal(world.imported().length, 2);
    assert.equal((await batches.unfinished()).length, 1);

    const { batch } = await batches.resume('batch');
    assert.equal(batch.state, 'over');
    assert.deepEqual(world.imported(), everyPart);
    assert.equal(totals(batch).badParts, 1);
  });

test('where the last part fails nothing is left to ask', async () => {
  const world = new BatchWorld();
  world.endings.set('users-3', 'Failed');
  const { batch } = await world.window().batches.begin(newBatch());
  assert.equal(batch.state, 'over');
  assert.equal(world.files.size, 0);
});

test('a batch that is ended keeps what it has imported and removes its files', async () => {
  const world = new BatchWorld();
  world.endings.set('users-1', 'Failed');
  const { batches, runs } = world.window();
  await batches.begin(newBatch());
  await batches.discard('batch');
  assert.equal(world.files.size, 0);
  assert.deepEqual(await batches.unfinished(), []);
  assert.deepEqual(await runs.unfinished(), []);
  assert.equal((await batches.resume('batch')).batch.state, 'over');
  assert.equal(world.imported().length, 1);
});

test('a step that fails pauses the batch; going on makes no second job', async () => {
  const world = new BatchWorld();
  world.service.failNext.set('Upload', [{ kind: 'denied', message: 'No.' }]);
  const { batches, runs } = world.window();
  const failed = await batches.begin(newBatch());
  assert.equal(failed.failure?.kind, 'denied');
  assert.equal(failed.batch.state, 'paused');
  await batches.resume('batch');
  assert.deepEqual(world.imported(), everyPart);
  assert.equal(world.service.jobs.length, 3);
  assert.deepEqual(await runs.unfinished(), []);
});

test('a job that expired before its turn is made again, for nothing of it was imported', async () => {
  const world = new BatchWorld();
  world.service.failNext.set('Start', [{ kind: 'offline', message: 'No answer.' }]);
  const { batches } = world.window();
  assert.equal((await batches.begin(newBatch())).failure?.kind, 'offline');
  world.service.set('import-0', { status: 'Expired' });
  const { batch } = await batches.resume('batch');
  assert.equal(batch.state, 'over');
  assert.deepEqual(world.imported(), everyPart);
});

test('a refusal that nobody is to blame for is tried again, for the other job may have just ended', async () => {
  const world = new BatchWorld();
  world.service.failNext.set('Start', [{ kind: 'conflict', message: 'Not now.' }]);
  const begun = world.window().batches.begin(newBatch());
  await world.clock.advance(10_000);
  assert.equal((await begun).batch.state, 'over');
  assert.deepEqual(world.imported(), everyPart);
});

test('cancelling pauses; the job that runs is the same after going on', async () => {
  const world = new BatchWorld();
  const { batches } = world.window();
  const cancelling = batches.onChange(({ activity }) => {
    if (activity?.kind !== 'preparing' || activity.part !== 2) return;
    cancelling.dispose();
    batches.cancel('batch');
  });
  const { batch, failure } = await batches.begin(newBatch());
  assert.equal(failure?.kind, 'cancelled');
  assert.equal(batch.state, 'paused');
  assert.equal(nextPart(batch), 1);
  await batches.resume('batch');
  assert.deepEqual(world.imported(), everyPart);
  assert.equal(world.service.jobs.length, 3);
});

test('two windows do not drive one batch, nor does one end it under the other', async () => {
  const world = new BatchWorld();
  const [first, second] = [world.window(), world.window()];
  const seen: unknown[] = [];
  const listening = first.batches.onChange(() => {
    listening.dispose();
    seen.push(second.batches.resume('batch'), second.batches.unfinished(), second.batches.discard('batch'));
  });
  assert.equal((await first.batches.begin(newBatch())).batch.state, 'over');
  const [resumed, unfinished] = await Promise.all(seen);
  assert.match(JSON.stringify(resumed), /Another window/);
  assert.deepEqual(unfinished, []);
  assert.deepEqual(world.imported(), everyPart);
});

test("the batch tells of its parts' ends while it runs and of those it has seen, no others", async () => {
  const world = new BatchWorld();
  world.endings.set('users-2', 'Failed');
  const window = world.window();
  const whileRunning: boolean[] = [];
  window.batches.onChange(({ activity }) => {
    if (activity?.kind === 'importing')
      whileRunning.push(window.batches.tellsOf('us-east-1_A', activity.job.jobId));
  });
  await window.batches.begin(newBatch());
  assert.deepEqual(whileRunning, [true, true]);
  assert.equal(window.batches.tellsOf('us-east-1_A', 'import-1'), true);
  assert.equal(window.batches.tellsOf('us-east-1_A', 'import-9'), false);
  world.runs = [];
  assert.equal(window.batches.ofJob('us-east-1_A', 'import-1')?.number, 2);
  assert.equal(window.batches.ofJob('us-east-1_B', 'import-1'), undefined);
});

test('of batches that are over only the latest are kept', async () => {
  const world = new BatchWorld();
  const old = Array.from({ length: 25 }, (_, index) => newBatch({ id: `old-${index}`, state: 'over' }));
  world.batches = old;
  world.files.add('old-0');
  await world.window().batches.begin(newBatch());
  assert.equal(world.batches.length, 21);
  assert.equal(world.files.size, 0);
});

async function steps(window: BatchWindow, world: BatchWorld): Promise<void> {
  const [batch] = await window.batches.unfinished();
  const driven = batch ? window.batches.resume(batch.id) : Promise.resolve();
  await world.clock.advance(60_000);
  await Promise.race([driven, window.died]);
}

test('whatever window dies at whichever step, every part is imported once and in order', async () => {
  const deaths = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(deaths, fc.boolean(), async (dieAt, hasOther) => {
      const world = new BatchWorld();
      if (hasOther) world.service.jobs = [job('import-other', { jobName: 'the other' })];
      world.batches = [newBatch()];
      for (const at of dieAt) await steps(world.window(at), world);
      await steps(world.window(), world);
      assert.deepEqual(world.imported(), everyPart);
      assert.equal(world.batch?.state, 'over');
      assert.equal(world.service.jobs.filter(({ jobName }) => jobName.startsWith('users-')).length, 3);
    }),
    { numRuns: 400 },
  );
});
