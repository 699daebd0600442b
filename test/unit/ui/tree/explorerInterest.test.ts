// Only rows that are open on screen are polled, also after they were removed and added again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeView } from 'vscode';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import { ExplorerInterest } from '../../../../src/ui/tree/explorerInterest.ts';
import { Nodes, type Node } from '../../../../src/ui/tree/nodes.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, pool, world } from '../../../support/worlds/jobsWorld.ts';

/** A visible view, in which tests expand and collapse rows. */
function openView() {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  const expanded = new Emitter<{ element: Node }>();
  const collapsed = new Emitter<{ element: Node }>();
  const visibility = new Emitter<{ visible: boolean }>();
  const view = {
    visible: true,
    onDidExpandElement: expanded.subscribe,
    onDidCollapseElement: collapsed.subscribe,
    onDidChangeVisibility: visibility.subscribe,
  };
  const interest = new ExplorerInterest(jobs, view as unknown as TreeView<Node>);
  const nodes = new Nodes();
  const rows = { connection: () => nodes.connection(connection.id), pool: () => nodes.pool(pool) };
  return {
    ...{ jobs, clock, interest, rows },
    expand: async (element: Node) => {
      expanded.emit({ element });
      await clock.advance(1_000);
    },
    collapse: (element: Node) => collapsed.emit({ element }),
    show: (visible: boolean) => {
      view.visible = visible;
      visibility.emit({ visible });
    },
    /** The number of times that the pool's jobs are listed within the next ten minutes. */
    readings: async () => {
      const before = service.count('ListUserImportJobs');
      await clock.advance(600_000);
      return service.count('ListUserImportJobs') - before;
    },
  };
}

test('a pool is read while it is open under an open connection in a visible view', async () => {
  const { rows, expand, collapse, show, readings } = openView();
  assert.equal(await readings(), 0);
  await expand(rows.connection());
  assert.equal(await readings(), 0, 'no pool is open');
  await expand(rows.pool());
  assert.ok((await readings()) > 10);
  show(false);
  assert.equal(await readings(), 0, 'the view is hidden');
  show(true);
  assert.ok((await readings()) > 10);
  collapse(rows.connection());
  assert.equal(await readings(), 0, 'the connection is closed');
  await expand(rows.connection());
  assert.ok((await readings()) > 10, 'its pool is still open');
  collapse(rows.pool());
  assert.equal(await readings(), 0);
});

test('a pool that was open is read again after its connection was removed and added again', async () => {
  const { jobs, clock, interest, rows, readings } = openView();
  // VS Code asks for the children of each row that is open.
  const draw = async (): Promise<void> => {
    interest.expanded(rows.connection());
    await clock.advance(1_000);
    interest.expanded(rows.pool());
    await clock.advance(1_000);
  };
  await draw();
  assert.equal(jobs.store.pool(pool)?.phase, 'ready');
  jobs.removeConnection(connection.id);
  await clock.advance(1_000);
  jobs.addConnection(connection);
  assert.equal(await readings(), 0, 'the rows of the removed connection are no longer open');
  await draw();
  assert.equal(jobs.store.pool(pool)?.phase, 'ready');
  assert.ok((await readings()) > 10);
  interest.dispose();
  assert.equal(await readings(), 0);
});
