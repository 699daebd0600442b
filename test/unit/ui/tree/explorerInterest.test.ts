// Which rows are read: those open on screen, also once they have gone and come back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeView } from 'vscode';
import { ExplorerInterest } from '../../../../src/ui/tree/explorerInterest.ts';
import { Nodes, type Node } from '../../../../src/ui/tree/nodes.ts';
import { job } from '../../../support/fakeService.ts';
import { connection, pool, world } from '../../../support/jobsWorld.ts';

test('a pool that was open is read again after its connection was removed and added again', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [job('import-1')];
  const nothing = () => ({ dispose: () => undefined });
  const events = {
    onDidExpandElement: nothing,
    onDidCollapseElement: nothing,
    onDidChangeVisibility: nothing,
  };
  const view: unknown = { visible: true, ...events };
  const interest = new ExplorerInterest(jobs, view as TreeView<Node>);
  const nodes = new Nodes();
  // VS Code asks for the children of each row that is open.
  const draw = async (): Promise<void> => {
    interest.expanded(nodes.connection(connection.id));
    await clock.advance(1_000);
    interest.expanded(nodes.pool(pool));
    await clock.advance(1_000);
  };
  await draw();
  assert.equal(jobs.store.pool(pool)?.phase, 'ready');
  jobs.removeConnection(connection.id);
  await clock.advance(1_000);
  jobs.addConnection(connection);
  await draw();
  assert.equal(jobs.store.pool(pool)?.phase, 'ready');
  const read = service.count('ListUserImportJobs');
  interest.dispose();
  await clock.advance(600_000);
  assert.equal(service.count('ListUserImportJobs'), read);
});
