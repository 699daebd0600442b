// The tree data provider.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExplorerView } from '../../../../src/ui/tree/explorerView.ts';
import { EarlyLog } from '../../../../src/ui/shell/background.ts';
import { Presence } from '../../../../src/ui/shell/presence.ts';
import { Expansion } from '../../../../src/ui/tree/expansion.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { installFakeVscode } from '../../../support/vscode/fakeVscode.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';
import { connection, pool, world } from '../../../support/worlds/jobsWorld.ts';

installFakeVscode();
const { Explorer } = await import('../../../../src/ui/tree/explorer.ts');

test('a row is remembered as expanded when VS Code asks for its children, even without an expand event', () => {
  const { jobs, service } = world();
  service.jobs = [job('import-1')];
  const nothing = () => ({ dispose: () => undefined });
  const tree = {
    visible: true,
    onDidExpandElement: nothing,
    onDidCollapseElement: nothing,
    onDidChangeVisibility: nothing,
  };
  const view = { tree, redraw: () => undefined } as unknown as ExplorerView;
  const expansion = new Expansion(new MemoryMemento(), new EarlyLog());
  const notes = { of: () => undefined, onChange: nothing };
  const facts = { rowsOf: () => undefined, notes, place: '' };
  const explorer = new Explorer(view, jobs, new Presence(), expansion, facts, new EarlyLog());
  const row = explorer.nodes.pool(pool);
  assert.equal(expansion.has(row.id), false);
  explorer.getChildren(row);
  assert.equal(expansion.has(row.id), true);
  const parent = explorer.nodes.connection(connection.id);
  explorer.getChildren(parent);
  assert.equal(expansion.has(parent.id), true);
  explorer.dispose();
});
