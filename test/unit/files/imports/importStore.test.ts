// The import store with several windows: which window owns an import, and which one offers to resume it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookTime } from '../../../../src/files/imports/importWatch.ts';
import { anImport, claimed, hour, ids, lapse, long, StoreWorld } from '../../../support/worlds/storeWorld.ts';

const lost = { failure: { kind: 'conflict', message: 'Another window is working on this import.' } };

test('one window owns an import; the others see its state and leave it alone', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport());
  await lease.save(anImport({ parts: [{ rows: 10, stage: 'created', jobId: 'import-1' }] }));
  await world.clock.advance(long);
  assert.equal(b.store.all()[0]?.parts[0]?.jobId, 'import-1');
  assert.equal(await b.store.claim('first'), 'elsewhere');
  assert.deepEqual([b.store.resumable(), b.store.offers()], [[], []]);
  await lease.release();
  await world.clock.advance(lookTime);
  assert.equal((await claimed(b.store)).state.parts[0]?.stage, 'created');
});

test('one other window offers the import of a killed window after its lease has lapsed', async () => {
  const world = new StoreWorld();
  const [a, b, c] = [await world.window(), await world.window(), await world.window()];
  await a.store.create(anImport());
  await world.clock.advance(10_000);
  a.process.kill();
  await world.clock.advance(lookTime);
  assert.deepEqual([b.store.offers(), await b.store.claim('first')], [[], 'elsewhere']);
  await world.clock.advance(lapse);
  assert.deepEqual([...ids(b.store.offers()), ...ids(c.store.offers())], ['first']);
  assert.deepEqual([ids(b.store.resumable()), ids(c.store.resumable())], [['first'], ['first']]);
});

test('the offer moves to another window if its window dies, and is withdrawn when the import is resumed', async () => {
  const world = new StoreWorld();
  const a = await world.window();
  await (await a.store.create(anImport())).release();
  await world.clock.advance(lapse);
  assert.deepEqual(ids(a.store.offers()), ['first']);
  const [b, c] = [await world.window(), await world.window()];
  a.process.kill();
  await world.clock.advance(2 * lapse);
  const offering = [b, c].filter(({ store }) => store.offers().length > 0);
  assert.equal(offering.length, 1);
  await claimed(c.store);
  await world.clock.advance(lookTime);
  assert.deepEqual([b.store.offers(), c.store.offers()], [[], []]);
});

test('no window repeats a dismissed offer until the import has been driven again', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  await (await a.store.create(anImport())).release();
  await world.clock.advance(lapse);
  const [dismissing] = [a, b].filter(({ store }) => store.offers().length > 0);
  await dismissing?.store.dismissOffer('first');
  await world.clock.advance(long);
  const later = await world.window();
  await world.clock.advance(long);
  assert.deepEqual(
    [a, b, later].flatMap(({ store }) => store.offers()),
    [],
  );
  assert.deepEqual(ids(later.store.resumable()), ['first']);
  const { lease } = await claimed(b.store);
  await lease.release();
  await world.clock.advance(lapse);
  assert.equal([a, b, later].flatMap(({ store }) => store.offers()).length, 1);
});

test('a live owner keeps its import, despite clock changes and sleep of all windows', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport());
  for (const step of [48 * hour, -72 * hour, 1_000, -1_000]) {
    world.clock.correct(step);
    await world.clock.advance(20_000);
    await world.clock.jump(8 * hour);
    assert.deepEqual(b.store.resumable(), []);
    assert.equal(await b.store.claim('first'), 'elsewhere');
    await world.clock.advance(2 * lapse);
    await lease.check();
  }
});

test('an owner that was suspended alone loses its lease, and its later saves are ignored', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport());
  a.process.suspend();
  await world.clock.advance(long);
  const { lease: taken } = await claimed(b.store);
  await taken.save(anImport({ jobName: 'of b' }));
  const checked = assert.rejects(lease.check(), lost);
  const saved = assert.rejects(lease.save(anImport({ jobName: 'of a' })), lost);
  a.process.resume();
  await Promise.all([checked, saved]);
  await world.clock.advance(long);
  assert.ok(lease.lost.aborted);
  assert.equal(a.store.all()[0]?.jobName, 'of b');
  assert.equal(await a.store.claim('first'), 'elsewhere');
});

test('if an owner wakes up while another window takes its import, only one of them has it', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport());
  a.process.suspend();
  await world.clock.advance(long);
  const taking = b.store.claim('first');
  a.process.resume();
  const [checked, claim] = await Promise.allSettled([lease.check(), taking]);
  const isTaken = claim.status === 'fulfilled' && typeof claim.value === 'object';
  assert.ok(checked.status === 'rejected' || !isTaken);
});

test('another window can take over a paused import while its window asks the user', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport());
  await lease.save(anImport({ status: 'paused' }));
  await world.clock.advance(long);
  assert.deepEqual([ids(b.store.resumable()), b.store.offers()], [['first'], []]);
  await claimed(b.store);
  await assert.rejects(lease.check(), lost);
  // The first window needs a new lease too, so that the two cannot both continue.
  assert.equal(await a.store.claim('first'), 'elsewhere');
});

test('after a refresh, an opening window knows all imports that others have saved', async () => {
  const world = new StoreWorld();
  const a = await world.window();
  for (const id of ['first', 'second', 'third']) await (await a.store.create(anImport({ id }))).release();
  const opening = world.windowNow();
  void opening.store.open();
  await opening.store.refresh();
  assert.deepEqual(ids(opening.store.resumable()), ['first', 'second', 'third']);
});

test('a window that was open before the first import offers it after its owner dies', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  await a.store.create(anImport());
  await world.clock.advance(lookTime);
  a.process.suspend();
  await world.clock.advance(lapse);
  assert.deepEqual(ids(b.store.offers()), ['first']);
});
