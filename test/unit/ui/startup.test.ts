// What the start makes known, and when.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../../support/hostHooks.ts';
import { restrict } from '../../support/hostModule.ts';
import { connection, ref, world } from '../../support/jobsWorld.ts';
import type { StartupParts } from '../../../src/ui/startup.ts';

test('a panel that was revived in Restricted Mode has its connection once the workspace is trusted, and not before', async () => {
  const { trust } = restrict();
  const { Startup } = await import('../../../src/ui/startup.ts');
  const { jobs, memory } = world();
  jobs.removeConnection(connection.id);
  const parts: unknown = {
    jobs,
    memory: { load: memory.load, hasUnfinishedRuns: false, hasUnfinishedBatches: false },
    connections: { addRemembered: () => jobs.addConnection(connection) },
    explorer: { view: { visible: false, onDidChangeVisibility: () => ({ dispose: () => undefined }) } },
    setContext: () => undefined,
  };
  const startup = new Startup(parts as StartupParts);
  startup.begin();
  await startup.known();
  assert.equal(jobs.store.connection(ref('import-1').connectionId), undefined);
  trust();
  assert.ok(jobs.store.connection(ref('import-1').connectionId));
  startup.dispose();
});
