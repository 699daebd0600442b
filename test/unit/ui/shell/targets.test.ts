// The target of a command: the row on which it is called, otherwise the front panel, otherwise the selected row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandWorld } from '../../../support/worlds/commandWorld.ts';
import { connection, pool, ref } from '../../../support/worlds/jobsWorld.ts';

const other = { connectionId: connection.id, userPoolId: 'us-east-1_B' };

test('from the palette, job and pool come from the front panel, otherwise from the selected row', async () => {
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

test('the row on which a command is called has precedence, even if it is of the wrong kind', async () => {
  const { targets, nodes, front } = await commandWorld(() => undefined);
  front.panel = ref('import-1');
  front.selected = nodes.job(ref('import-2'));
  assert.deepEqual(targets.pool(nodes.pool(other)), other);
  assert.equal(targets.job(nodes.pool(other)), undefined);
  assert.equal(targets.pool(nodes.connection(connection.id)), undefined);
  assert.equal(targets.connection(nodes.job(ref('import-3'))), connection.id);
  // Other extensions may pass any argument; everything but a row of this extension is ignored.
  for (const argument of [7, 'x', {}, { id: 5 }, { id: 'job a b c' }, { connectionId: 1 }])
    assert.deepEqual(targets.job(argument), ref('import-1'));
});
