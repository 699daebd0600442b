// Imports whose first part is a trial: the rest waits for the user's decision, in any window and for any time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptTrial, awaitsDecision, waitingRows } from '../../../../src/domain/imports/trial.ts';
import { importConnection, ImportWorld, trialImport } from '../../../support/worlds/importWorld.ts';

const trial = ['users-trial', '/storage/imports/import/part-1.csv'];
const rest = ['users-rest', '/storage/imports/import/part-2.csv'];
const minute = 60_000;
const csvs = (world: ImportWorld) => world.disk.paths().filter((path) => path.endsWith('.csv'));

async function tried(world = new ImportWorld()) {
  const window = await world.window();
  const ended = window.driver.begin(trialImport());
  await world.clock.advance(minute);
  return { world, window, view: await ended };
}

test('after the trial the rest waits, and is not yet copied to a file', async () => {
  const { world, view } = await tried();
  const { state, failure, isPaused } = view;
  assert.deepEqual(
    [failure, isPaused, state.status, awaitsDecision(state)],
    [undefined, true, 'paused', true],
  );
  assert.deepEqual([world.service.started(), csvs(world)], [[trial], [trial[1]]]);
  await world.clock.advance(60 * minute);
  assert.equal(world.service.jobs.length, 1);
});

test('resuming imports the rest only with a decision', async () => {
  const { world, window, view } = await tried();
  const again = window.driver.resume(view.state);
  await world.clock.advance(minute);
  assert.deepEqual([awaitsDecision((await again).state), world.service.jobs.length], [true, 1]);
  const accepted = window.driver.resume(view.state, acceptTrial);
  await world.clock.advance(minute);
  const { state, failure } = await accepted;
  assert.deepEqual([state.status, failure, world.service.started()], ['finished', undefined, [trial, rest]]);
  assert.deepEqual(csvs(world), []);
});

test('an import whose trial is still running ignores a decision', async () => {
  const world = new ImportWorld();
  const window = await world.window();
  const begun = window.driver.begin(trialImport());
  await world.clock.advance(5_000);
  window.driver.pause('import');
  await world.clock.advance(5_000);
  const { state } = await begun;
  const resumed = window.driver.resume(state, acceptTrial);
  await world.clock.advance(minute);
  assert.equal(awaitsDecision((await resumed).state), true);
  assert.deepEqual(world.service.started(), [trial]);
});

for (const status of ['Failed', 'Stopped'])
  test(`after a trial that ends ${status}, the rest waits as well and can still be imported`, async () => {
    const world = new ImportWorld();
    world.service.endings.set('users-trial', status);
    const { window, view } = await tried(world);
    assert.equal(awaitsDecision(view.state), true);
    const accepted = window.driver.resume(view.state, acceptTrial);
    await world.clock.advance(minute);
    assert.equal((await accepted).state.status, 'finished');
    assert.deepEqual(world.service.started(), [trial, rest]);
  });

test('no window imports a discarded rest, even if its question is answered later', async () => {
  const { world, window, view } = await tried();
  const other = await world.window();
  assert.equal(await other.driver.discard(view.state), undefined);
  const late = await window.driver.resume(view.state, acceptTrial);
  assert.match(late.failure?.message ?? '', /discarded in another window/);
  assert.deepEqual([world.service.jobs.length, csvs(world)], [1, []]);
  assert.equal(world.stored()?.status, 'finished');
  // The same CSV can be imported again.
  const fresh = window.driver.begin(trialImport({ id: 'again', jobName: 'again' }));
  await world.clock.advance(minute);
  assert.equal(awaitsDecision((await fresh).state), true);
  assert.equal(world.service.started().at(-1)?.[0], 'again-trial');
});

test('a decision in two windows imports the rest once', async () => {
  const { world, window, view } = await tried();
  const other = await world.window();
  const there = other.driver.resume(view.state, acceptTrial);
  const here = window.driver.resume(view.state, acceptTrial);
  await world.clock.advance(2 * minute);
  await Promise.all([here, there]);
  assert.deepEqual([world.service.started(), world.service.jobs.length], [[trial, rest], 2]);
  assert.equal((await window.driver.discard(view.state))?.state.status, 'finished');
});

test("the number of waiting rows is known by the trial's job", async () => {
  const { world, window } = await tried();
  const { userPoolId } = trialImport();
  const ref = { connectionId: importConnection.id, userPoolId, jobId: world.service.jobId(0) };
  assert.equal(waitingRows(window.store.all(), ref), 10);
  assert.equal(waitingRows(window.store.all(), { ...ref, jobId: 'import-other' }), undefined);
});

/** Kills the first window at its await number `index`. Returns false if the window has fewer awaits. */
async function killedAt(index: number): Promise<boolean> {
  const world = new ImportWorld();
  world.service.latency = () => [100, 100];
  const first = await world.window();
  const watching = await world.window();
  first.process.killAt(index);
  void first.driver.begin(trialImport());
  await world.clock.advance(14_000);
  const isKilled = !first.process.isAlive;
  first.process.kill();
  await world.clock.advance(minute);
  // There is no offer if the window died before it stored the import.
  const where = `killed at ${index}`;
  for (const state of watching.store.offers()) {
    void watching.driver.resume(state);
    await world.clock.advance(2 * minute);
    assert.deepEqual(world.service.started(), [trial], where);
    const paused = world.stored();
    assert.ok(paused && awaitsDecision(paused), where);
    // The window with the waiting import dies too, and the user decides in another one.
    watching.process.kill();
    const last = await world.window();
    await world.clock.advance(minute);
    const [offer] = last.store.offers();
    assert.ok(offer && awaitsDecision(offer), where);
    void last.driver.resume(offer, acceptTrial);
    await world.clock.advance(2 * minute);
    assert.deepEqual([world.service.started(), world.service.jobs.length], [[trial, rest], 2], where);
    assert.equal(world.stored()?.status, 'finished', where);
  }
  return isKilled;
}

test('if a window dies at any await of the trial, another one takes over, and the rest waits there', async () => {
  let index = 0;
  while (await killedAt(index)) index++;
  assert.ok(index > 20, `${index} awaits`);
});

test('if a window dies at any await after the decision, another one imports the rest, once', async () => {
  let index = 0;
  for (let isKilled = true; isKilled; index++) {
    const { world, window, view } = await tried();
    window.process.killAt(index);
    void window.driver.resume(view.state, acceptTrial);
    await world.clock.advance(2 * minute);
    isKilled = !window.process.isAlive;
    window.process.kill();
    const next = await world.window();
    await world.clock.advance(minute);
    for (const state of next.store.offers()) void next.driver.resume(state, acceptTrial);
    await world.clock.advance(2 * minute);
    assert.deepEqual([world.service.started(), world.service.jobs.length], [[trial, rest], 2], `at ${index}`);
    assert.equal(world.stored()?.status, 'finished', `killed at ${index}`);
  }
  assert.ok(index > 20, `${index} awaits`);
});
