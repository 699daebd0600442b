// Changes of rows are reported together, and only after the window has processed the rows that it received.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { RowChanges } from '../../../../src/ui/tree/rowChanges.ts';

/** A window whose round trips and rests end when the test calls `arrive` and `rest`. */
function createWindow() {
  const trips: (() => void)[] = [];
  const rests: (() => void)[] = [];
  const changes = new RowChanges<string>(
    () => new Promise<void>((resolve) => trips.push(resolve)),
    () => new Promise<void>((resolve) => rests.push(resolve)),
  );
  const reported: unknown[] = [];
  changes.onChange((rows) => reported.push(rows));
  const arrive = async () => {
    trips.shift()?.();
    await turn();
  };
  const rest = async () => {
    rests.shift()?.();
    await turn();
  };
  return { changes, reported, trips, arrive, rest };
}

test('changes of one turn are reported together', async () => {
  const { changes, reported, arrive } = createWindow();
  for (const row of ['a', 'b', 'a']) changes.add(row);
  await turn();
  await arrive();
  assert.deepEqual(reported, [['a', 'b']]);
});

test('the whole tree includes every row', async () => {
  const { changes, reported, arrive } = createWindow();
  changes.add('a');
  changes.add(undefined);
  await turn();
  await arrive();
  assert.deepEqual(reported, [undefined]);
});

test('nothing is reported before the window has processed the rows that it received', async () => {
  const { changes, reported, trips, arrive } = createWindow();
  changes.answered();
  changes.add('a');
  await turn();
  assert.equal(trips.length, 1);
  assert.deepEqual(reported, []);
  await arrive();
  assert.deepEqual(reported, [['a']]);
});

test('rows that the window receives in the meantime are processed first, and later changes are added', async () => {
  const { changes, reported, arrive } = createWindow();
  changes.add('a');
  await turn();
  changes.answered();
  await arrive();
  assert.deepEqual(reported, []);
  changes.add('b');
  await arrive();
  assert.deepEqual(reported, [['a', 'b']]);
});

test('a change after a report is reported later, once VS Code would pass it on at once', async () => {
  const { changes, reported, trips, arrive, rest } = createWindow();
  changes.add('a');
  await turn();
  await arrive();
  changes.add('b');
  await turn();
  changes.add('c');
  assert.equal(trips.length, 0);
  await rest();
  assert.deepEqual(reported, [['a']]);
  await arrive();
  assert.deepEqual(reported, [['a'], ['b', 'c']]);
});

test('a caller can wait until VS Code knows a row', async () => {
  const { changes, reported, arrive } = createWindow();
  await changes.told();
  changes.add('a');
  const known = changes.told().then(() => [...reported]);
  await turn();
  await arrive();
  assert.deepEqual(await known, [['a']]);
});

test('a failed round trip does not hold back changes', async () => {
  const reported: unknown[] = [];
  const changes = new RowChanges<string>(
    () => Promise.reject(new Error('no such command')),
    () => Promise.resolve(),
  );
  changes.onChange((rows) => reported.push(rows));
  changes.add('a');
  await turn();
  await turn();
  assert.deepEqual(reported, [['a']]);
});

test('nothing is reported after the disposal', async () => {
  const { changes, reported, arrive } = createWindow();
  changes.add('a');
  await turn();
  changes.dispose();
  await arrive();
  assert.deepEqual(reported, []);
});
