// Each row is one object as long as its connection exists.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import { profileConnection, sandboxConnection } from '../../../../src/domain/connections/connection.ts';
import { EarlyLog } from '../../../../src/ui/shell/background.ts';
import { Expansion } from '../../../../src/ui/tree/expansion.ts';
import { nodeId, Nodes, type Node } from '../../../../src/ui/tree/nodes.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';

const ids = [
  profileConnection('a b', 'us-east-1').id,
  profileConnection('a', 'us-east-1').id,
  sandboxConnection.id,
];

/** One row of each kind. */
function rowsOf(nodes: Nodes, connectionId: string): Node[] {
  const pool = { connectionId, userPoolId: 'us-east-1_A' };
  const parent = nodes.connection(connectionId);
  return [
    parent,
    nodes.pool(pool),
    nodes.job({ ...pool, jobId: 'import-1' }),
    nodes.loadOlder(pool),
    ...[parent.id, nodes.pool(pool).id].flatMap((id) => [
      nodes.failure(id),
      nodes.loading(id),
      nodes.note(id, 'No import jobs'),
    ]),
  ];
}

test('a row is one object until its connection is removed, and then all kinds of its rows are dropped', () => {
  const nodes = new Nodes();
  const before = ids.map((id) => rowsOf(nodes, id));
  assert.deepEqual(
    ids.map((id) => rowsOf(nodes, id)),
    before,
  );
  const [removed, ...kept] = ids;
  nodes.keepOnly(new Set(kept));
  for (const [at, rows] of before.entries())
    for (const row of rows) assert.equal(nodes.get(row.id), ids[at] === removed ? undefined : row, row.id);
});

test('the stored state of expanded rows is deleted with the connection', async () => {
  const memento = new MemoryMemento();
  await memento.update('expandedRows', 'written by another version');
  const expansion = new Expansion(memento, new EarlyLog());
  const [first = '', second = ''] = ids;
  const pool = (connectionId: string) => nodeId.pool({ connectionId, userPoolId: 'us-east-1_A' });
  for (const id of [first, second])
    for (const row of [nodeId.connection(id), pool(id)]) {
      expansion.set(row, true);
      await turn();
    }
  expansion.forget(first);
  assert.deepEqual(
    [first, second].map((id) => [expansion.has(nodeId.connection(id)), expansion.has(pool(id))]),
    [
      [false, false],
      [true, true],
    ],
  );
});
