// When rows are told to have changed: together, and only after the window has taken in the rows it was given.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { RowChanges } from '../../../../src/ui/tree/rowChanges.ts';

/** A window whose round trips end when the test says so. */
function createWindow() {
  const trips: (() => void)[] = [];
  const rests: (() => void)[] = [];
  const changes = new RowChanges<string>(
    () => new Promise<void>((resolve) => trips.push(resolve)),
    () => new Promise<void>((resolve) => rests.push(resolve)),
  );
  const told: unknown[] = [];
  changes.onChange((rows) => told.push(rows));
  const arrive = async () => {
    trips.shift()?.();
    await turn();
  };
  const rest = async () => {
    rests.shift()?.();
    await turn();
  };
  return { changes, told, trips, arrive, rest };
}

test('changes of one turn are told together', async () => {
  const { changes, told, arrive } = createWindow();
  for (const row of ['a', 'b', 'a']) changes.add(row);
  await turn();
  await arrive();
  assert.deepEqual(told, [['a', 'b']]);
});

test('the whole tree includes every row', async () => {
  const { changes, told, arrive } = createWindow();
  changes.add('a');
  changes.add(undefined);
  await turn();
  await arrive();
  assert.deepEqual(told, [undefined]);
});

test('nothing is told before the window has taken in what it was sent', async () => {
  const { changes, told, trips, arrive } = createWindow();
  changes.answered();
  changes.add('a');
  await turn();
  assert.equal(trips.length, 1);
  assert.deepEqual(told, []);
  await arrive();
  assert.deepEqual(told, [['a']]);
});

test('rows handed over meanwhile are taken in first; later changes join', async () => {
  const { changes, told, arrive } = createWindow();
  changes.add('a');
  await turn();
  changes.answered();
  await arrive();
  assert.deepEqual(told, []);
  changes.add('b');
  await arrive();
  assert.deepEqual(told, [['a', 'b']]);
});

test('a change after the telling is told anew, once VS Code would pass it on at once', async () => {
  const { changes, told, trips, arrive, rest } = createWindow();
  changes.add('a');
  await turn();
  await arrive();
  changes.add('b');
  await turn();
  changes.add('c');
  assert.equal(trips.length, 0);
  await rest();
  assert.deepEqual(told, [['a']]);
  await arrive();
  assert.deepEqual(told, [['a'], ['b', 'c']]);
});

test('a caller can wait until VS Code knows a row', async () => {
  const { changes, told, arrive } = createWindow();
  await changes.told();
  changes.add('a');
  const known = changes.told().then(() => [...told]);
  await turn();
  await arrive();
  assert.deepEqual(await known, [['a']]);
});

test('a round trip that fails keeps nothing back', async () => {
  const told: unknown[] = [];
  const changes = new RowChanges<string>(
    () => Promise.reject(new Error('no such command')),
    () => Promise.resolve(),
  );
  changes.onChange((rows) => told.push(rows));
  changes.add('a');
  await turn();
  await turn();
  assert.deepEqual(told, [['a']]);
});

test('a tree that is gone is told nothing', async () => {
  const { changes, told, arrive } = createWindow();
  changes.add('a');
  await turn();
  changes.dispose();
  await arrive();
  assert.deepEqual(told, []);
});
