// The target of a command: the row it was called on, otherwise the panel in front, otherwise the selected row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandWorld } from '../../../support/worlds/commandWorld.ts';
import { connection, pool, ref } from '../../../support/worlds/jobsWorld.ts';

const other = { connectionId: connection.id, userPoolId: 'us-east-1_B' };

test('from the palette, job and pool are those of the panel in front, then those of the selected row', async () => {
  const { targets, nodes, front } = await commandWorld(() => undefined);
  assert.deepEqual([targets.job(undefined), targets.pool(undefined)], [undefined, undefined]);
  front.selected = nodes.pool(other);
  assert.deepEqual([targets.job(undefined), targets.pool(undefined)], [undefined, other]);
  front.panel = ref('import-1');
  assert.deepEqual(targets.job(undefined), ref('import-1'));
  assert.equal(targets.pool(undefined)?.userPoolId, pool.userPoolId, 'not the selected pool');
  front.panel = undefined;
  front.selected = nodes.job(ref('import-2'));
  assert.deepEqual(targets.job(undefined), ref('import-2'));
});

test('a row a command was called on comes before all else, also one that is not of the kind', async () => {
  const { targets, nodes, front } = await commandWorld(() => undefined);
  front.panel = ref('import-1');
  front.selected = nodes.job(ref('import-2'));
  assert.deepEqual(targets.pool(nodes.pool(other)), other);
  assert.equal(targets.job(nodes.pool(other)), undefined);
  assert.equal(targets.pool(nodes.connection(connection.id)), undefined);
  assert.equal(targets.connection(nodes.job(ref('import-3'))), connection.id);
  // Other extensions may pass anything: what is no row of ours counts as none.
  for (const argument of [7, 'x', {}, { id: 5 }, { id: 'job a b c' }, { connectionId: 1 }])
    assert.deepEqual(targets.job(argument), ref('import-1'));
});
