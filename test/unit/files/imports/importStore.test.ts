// The import store of several windows: who owns an import, and who offers to resume it.
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

test('the import of a killed window is offered by one of the others, once its owner was silent for a while', async () => {
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

test('the offer moves on with the window that makes it, and is withdrawn when the import is resumed', async () => {
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

test('a dismissed offer is not made again, by no window, until somebody has driven the import again', async () => {
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

test('a living owner keeps its import, however the clock is set and however long all windows sleep', async () => {
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

test('an owner that was suspended alone finds its lease lost, and what it saves is never read', async () => {
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

test('an owner that wakes up while another window takes its import: one of the two has it, not both', async () => {
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

test('a paused import is taken from the window that asks its user about it', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport());
  await lease.save(anImport({ status: 'paused' }));
  await world.clock.advance(long);
  assert.deepEqual([ids(b.store.resumable()), b.store.offers()], [['first'], []]);
  await claimed(b.store);
  await assert.rejects(lease.check(), lost);
  // A window that comes back to its own question needs a new lease as well, so that the two cannot both continue.
  assert.equal(await a.store.claim('first'), 'elsewhere');
});

test('a window that is just being opened knows, after a refresh, all that others have saved', async () => {
  const world = new StoreWorld();
  const a = await world.window();
  for (const id of ['first', 'second', 'third']) await (await a.store.create(anImport({ id }))).release();
  const opening = world.windowNow();
  void opening.store.open();
  await opening.store.refresh();
  assert.deepEqual(ids(opening.store.resumable()), ['first', 'second', 'third']);
});

test('a window that was there before the first import of all offers it as soon as its owner is gone', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  await a.store.create(anImport());
  await world.clock.advance(lookTime);
  a.process.suspend();
  await world.clock.advance(lapse);
  assert.deepEqual(ids(b.store.offers()), ['first']);
});
