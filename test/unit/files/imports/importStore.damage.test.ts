// The import store on a disk that is full, unreadable or damaged, and the files that it removes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sandboxConnection } from '../../../../src/domain/connections/connection.ts';
import { anImport, claimed, ids, long, root, StoreWorld } from '../../../support/worlds/storeWorld.ts';

test('a full disk is a failure with a message, and an import that could not be created leaves nothing', async () => {
  const world = new StoreWorld();
  const { store } = await world.window();
  world.disk.isFull = true;
  await assert.rejects(store.create(anImport()), /The disk is full/);
  world.disk.isFull = false;
  const lease = await store.create(anImport({ id: 'second' }));
  world.disk.isFull = true;
  await assert.rejects(lease.save(anImport({ id: 'second', status: 'paused' })), /The disk is full/);
  await world.clock.advance(long);
  await lease.check();
  await lease.release();
  await assert.rejects(store.claim('second'), /The disk is full/);
  world.disk.isFull = false;
  await claimed(store, 'second');
  assert.deepEqual(ids(store.all()), ['second']);
});

test('an unreadable record is set aside and logged; the others are read', async () => {
  const world = new StoreWorld();
  const a = await world.window();
  for (const id of ['first', 'second', 'third']) await (await a.store.create(anImport({ id }))).release();
  world.disk.files.set(`${root}/first/state.1.json`, { text: '{"id":"first","parts":null}', beat: 0 });
  world.disk.files.set(`${root}/second/state.1.json`, { text: '{"id', beat: 0 });
  const { store } = await world.window();
  await world.clock.advance(long);
  assert.deepEqual(ids(store.all()), ['third']);
  assert.equal(world.warnings.filter((text) => text.includes('set aside')).length, 2);
  assert.ok(world.disk.files.has(`${root}/first/state.1.json.bad`));
});

test('an unreadable folder is logged once, and read once it is readable again', async () => {
  const world = new StoreWorld();
  await (await (await world.window()).store.create(anImport())).release();
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  world.disk.failNext.set('list', denied);
  const { store } = await world.window();
  assert.deepEqual([store.all(), world.warnings.length], [[], 1]);
  await world.clock.advance(long);
  assert.deepEqual(ids(store.all()), ['first']);
});

test('an import into the sandbox stores no state, and its part files are removed after its window dies', async () => {
  const world = new StoreWorld();
  const [a, b] = [await world.window(), await world.window()];
  const lease = await a.store.create(anImport({ connection: sandboxConnection }));
  await lease.save(anImport({ connection: sandboxConnection, status: 'paused' }));
  world.disk.files.set(`${root}/first/part-1.csv`, { text: 'jane', beat: 0 });
  await world.clock.advance(long);
  assert.deepEqual([ids(a.store.all()), ids(a.store.resumable())], [['first'], ['first']]);
  assert.deepEqual([b.store.all(), world.disk.paths().filter((path) => path.includes('state'))], [[], []]);
  assert.equal((await claimed(a.store)).state.status, 'paused');
  await world.clock.advance(long);
  assert.ok(world.disk.files.has(`${root}/first/part-1.csv`));
  a.process.kill();
  await world.clock.advance(long);
  assert.deepEqual(
    world.disk.paths().filter((path) => path.startsWith(`${root}/first/`)),
    [],
  );
});

test('a finished import loses its part files; the states of the last hundred imports are kept', async () => {
  const world = new StoreWorld();
  const { store } = await world.window();
  const finish = async (id: string): Promise<void> => {
    const lease = await store.create(anImport({ id }));
    world.disk.files.set(`${root}/${id}/part-1.csv`, { text: 'jane', beat: 0 });
    await lease.save(anImport({ id, status: 'finished' }));
    await lease.release();
  };
  for (let at = 0; at <= 100; at++) {
    await finish(`import-${at}`);
    await world.clock.advance(1);
  }
  assert.equal(store.all().length, 100);
  assert.ok(!ids(store.all()).includes('import-0'));
  assert.deepEqual(
    world.disk.paths().filter((path) => path.includes('part')),
    [],
  );
});

test('leftovers of a window that died while saving or creating an import are removed', async () => {
  const world = new StoreWorld();
  world.disk.files.set(`${root}/.abc.tmp`, { text: '{', beat: 0 });
  world.disk.files.set(`${root}/empty/owner.1`, { text: '', beat: 0 });
  await world.window();
  await world.clock.advance(long);
  assert.deepEqual(world.disk.paths(), []);
});
