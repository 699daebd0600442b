// What the extension shows at its start, and when.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connection, ref, world } from '../support/worlds/jobsWorld.ts';
import { Startup, type StartupParts } from '../../src/ui/shell/startup.ts';

describe('the start in Restricted Mode', () => {
  it('adds the connection of a restored panel only after the workspace is trusted', () => {
    const granted = new vscode.EventEmitter<void>();
    const trust = { isTrusted: false, onDidGrantWorkspaceTrust: granted.event };
    const { jobs, memory } = world();
    jobs.removeConnection(connection.id);
    const parts: unknown = {
      jobs,
      trust,
      memory: { load: memory.load, hasUnfinishedRuns: false, hasUnfinishedBatches: false },
      connections: { addRemembered: () => jobs.addConnection(connection) },
      explorer: { view: { visible: false, onDidChangeVisibility: () => ({ dispose: () => undefined }) } },
      setContext: () => undefined,
      onOpened: () => undefined,
      log: { error: (text: string | Error) => assert.fail(String(text)) },
    };
    const startup = new Startup(parts as StartupParts);
    startup.begin();
    startup.ensureConnectionsLoaded();
    assert.equal(jobs.store.connection(ref('import-1').connectionId), undefined);
    trust.isTrusted = true;
    granted.fire();
    assert.ok(jobs.store.connection(ref('import-1').connectionId));
    startup.dispose();
    granted.dispose();
  });
});
