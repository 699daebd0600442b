// Imports with several parts: one after another, each once, with a pause after a part that did not succeed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportView } from '../../../../src/domain/imports/driver.ts';
import { failedPart, nextPart, reportsEndOf, totals } from '../../../../src/domain/imports/import.ts';
import type { ImportPart, ImportState } from '../../../../src/domain/imports/import.ts';
import {
  csv,
  importConnection,
  ImportWorld,
  severalParts,
  type ImportWindow,
} from '../../../support/worlds/importWorld.ts';

const everyPart = [1, 2, 3].map((part) => [`users-${part}`, `/storage/imports/import/part-${part}.csv`]);
const ref = (jobId: string) => ({ connectionId: importConnection.id, userPoolId: 'us-east-1_A', jobId });

async function begun(world: ImportWorld, state = severalParts()): Promise<[ImportWindow, ImportView]> {
  const window = await world.window();
  const ended = window.driver.begin(state);
  await world.clock.advance(60_000);
  return [window, await ended];
}

async function resumed(world: ImportWorld, window: ImportWindow, state: ImportState): Promise<ImportView> {
  const ended = window.driver.resume(state);
  await world.clock.advance(60_000);
  return ended;
}

test('parts are imported in order, each once, and their files are removed at the end', async () => {
  const world = new ImportWorld();
  const [window, { state, failure }] = await begun(world);
  assert.deepEqual([failure, state.status, world.service.started()], [undefined, 'finished', everyPart]);
  const { rows, importedUsers, failedParts } = totals(state);
  assert.deepEqual([rows, importedUsers, failedParts], [30, 30, 0]);
  assert.deepEqual(
    world.disk.paths().filter((path) => path.endsWith('.csv')),
    [],
  );
  const steps = ['creating', 'uploading', 'starting', 'importing'];
  assert.deepEqual(window.activities(), [
    'splitting',
    ...[1, 2, 3].flatMap((part) => steps.map((step) => `${step} ${part}`)),
  ]);
});

test('files of a folder are imported without splitting', async () => {
  const world = new ImportWorld();
  const parts = ['a', 'b'].map((name): ImportPart => {
    const file = { ...csv, path: `/data/${name}.csv` };
    return { source: file, csv: file, rows: 10, stage: 'creating' };
  });
  const [window] = await begun(world, severalParts({ path: '/data', parts }));
  assert.deepEqual(world.service.started(), [
    ['users-1', '/data/a.csv'],
    ['users-2', '/data/b.csv'],
  ]);
  assert.ok(!window.activities().includes('splitting'));
});

test('the job of each part has the hash algorithm of the part', async () => {
  const world = new ImportWorld();
  const parts = [{ passwordHashingAlgorithm: 'BCRYPT' }, { passwordHashingAlgorithm: 'SCRYPT' }, {}].map(
    (own, index): ImportPart => {
      const file = { ...csv, path: `/data/${index}.csv` };
      return { source: file, csv: file, rows: 10, ...own, stage: 'creating' };
    },
  );
  const [, { state }] = await begun(world, severalParts({ path: '/data/users.csv', parts }));
  assert.equal(state.status, 'finished');
  const named = world.service.jobs.map((job) => [job.jobName, job.passwordHashingAlgorithm]);
  assert.deepEqual(named.toSorted(), [
    ['users-1', 'BCRYPT'],
    ['users-2', 'SCRYPT'],
    ['users-3', undefined],
  ]);
});

test("a part waits for another user's job", async () => {
  const world = new ImportWorld();
  world.service.putBlocker();
  const window = await world.window();
  const ended = window.driver.begin(severalParts());
  await world.clock.advance(60_000);
  assert.equal(window.activities().at(-1), 'waiting 1');
  world.service.set('import-other', { status: 'Stopped' });
  await world.clock.advance(60_000);
  assert.deepEqual([(await ended).state.status, world.service.started()], ['finished', everyPart]);
});

for (const status of ['Failed', 'Stopped', 'Expired'])
  test(`a part that ends ${status} pauses the import; resuming continues with the next part`, async () => {
    const world = new ImportWorld();
    world.service.endings.set('users-2', status);
    const [window, { state, failure, isPaused }] = await begun(world);
    assert.deepEqual([failure, isPaused, state.status], [undefined, true, 'paused']);
    assert.deepEqual([failedPart(state)?.number, failedPart(state)?.result.status], [2, status]);
    assert.equal(world.service.started().length, 2);
    const { state: end } = await resumed(world, window, state);
    assert.deepEqual([end.status, totals(end).failedParts], ['finished', 1]);
    assert.deepEqual(world.service.started(), everyPart);
  });

test('the user is not asked if the last part fails', async () => {
  const world = new ImportWorld();
  world.service.endings.set('users-3', 'Failed');
  const [, { state }] = await begun(world);
  assert.equal(state.status, 'finished');
});

test('a discarded import keeps what it has imported, and its files are removed', async () => {
  const world = new ImportWorld();
  world.service.endings.set('users-1', 'Failed');
  const [window, { state }] = await begun(world);
  await window.driver.discard(state);
  assert.deepEqual(
    world.disk.paths().filter((path) => path.endsWith('.csv')),
    [],
  );
  assert.deepEqual(window.driver.resumable(), []);
  assert.equal((await resumed(world, window, state)).state.status, 'finished');
  assert.equal(world.service.started().length, 1);
});

test('a step that fails pauses the import; resuming creates no second job', async () => {
  const world = new ImportWorld();
  world.service.failNext.set('PutObject', [{ kind: 'denied', message: 'No.' }]);
  const [window, { state, failure }] = await begun(world);
  assert.deepEqual([failure?.kind, state.status], ['denied', 'paused']);
  await resumed(world, window, state);
  assert.deepEqual([world.service.started(), world.service.jobs.length], [everyPart, 3]);
});

test('a job that expires before its start is created again, because it has imported nothing', async () => {
  const world = new ImportWorld();
  world.service.failNext.set('StartUserImportJob', [{ kind: 'offline', message: 'No answer.' }]);
  const [window, { state }] = await begun(world);
  world.service.set(world.service.jobId(0), { status: 'Expired' });
  assert.equal((await resumed(world, window, state)).state.status, 'finished');
  assert.deepEqual(world.service.started(), everyPart);
});

test('pausing does not touch the running job, which continues after resuming', async () => {
  const world = new ImportWorld();
  const window = await world.window();
  const ended = window.driver.begin(severalParts());
  await world.clock.advance(15_000);
  window.driver.pause('import');
  await world.clock.advance(2_000);
  const { state, failure } = await ended;
  assert.deepEqual([failure?.kind, state.status, nextPart(state)], ['cancelled', 'paused', 1]);
  await resumed(world, window, state);
  assert.deepEqual(world.service.started(), everyPart);
});

test('an import reports the end of its parts, except of the one that pauses it', async () => {
  const world = new ImportWorld();
  world.service.endings.set('users-2', 'Failed');
  const [window] = await begun(world);
  const states = window.store.all();
  const reports = [0, 1, 2].map((index) => reportsEndOf(states, ref(world.service.jobId(index))));
  assert.deepEqual(reports, [true, true, false]);
});

test('after a window dies at any moment, the next one continues, and no part runs twice', async () => {
  for (let dieAt = 100; dieAt < 40_000; dieAt += 900) {
    const world = new ImportWorld();
    world.service.latency = () => [100, 100];
    const first = await world.window();
    void first.driver.begin(severalParts());
    await world.clock.advance(dieAt);
    first.process.kill();
    const second = await world.window();
    await world.clock.advance(60_000);
    for (const state of second.store.offers()) void second.driver.resume(state);
    await world.clock.advance(120_000);
    assert.equal(world.stored()?.status, 'finished', `killed after ${dieAt} ms`);
    assert.deepEqual([world.service.started(), world.service.jobs.length], [everyPart, 3]);
  }
});
