// An untrusted workspace: no AWS profile is used, no process is run and no call is made, but the sandbox works.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { toolNames } from '../../../src/ui/agents/toolNames.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { Agent, agentExtension } from '../support/machine/agent.ts';
import { eventually } from '../support/eventually.ts';
import { useUi } from '../support/ui.ts';
import { Walkthrough } from '../support/features/walkthrough.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'cognitoImportJobs.guardedTargets': ['*'],
  },
  extensions: [agentExtension],
});

test('Restricted Mode uses no profile and runs no process; trust brings the connections', async (t) => {
  const folder = temporaryFolder('untrusted');
  t.after(() => folder.remove());
  const marker = join(folder.path, 'process-was-run');
  const process = `sh -c 'touch ${marker}; echo "{}"'`;
  // The default profile runs a process: the worst that using it could do.
  writeFileSync(
    join(ui().awsFolder, 'config'),
    `[default]\nregion = us-east-1\nendpoint_url = ${ui().emulator.url}\ncredential_process = ${process}\n`,
  );
  writeFileSync(join(ui().awsFolder, 'credentials'), '');
  // A workspace whose settings try to disable the production guard.
  mkdirSync(join(folder.path, '.vscode'));
  const wishes = { 'cognitoImportJobs.guardedTargets': [] };
  writeFileSync(join(folder.path, '.vscode/settings.json'), JSON.stringify(wishes));
  ui().emulator.control.createPool({ name: 'customers' });

  const window = await ui().openWindow({ folder: folder.path });
  await window.openView();
  const says = (text: string) => text.includes('Restricted Mode, so AWS profiles are not used');
  await eventually('the welcome for Restricted Mode', () => window.welcome(), says);
  assert.equal(ui().emulator.calls.count(), 0);

  // The walkthrough works without trust, too.
  await window.page
    .locator('.sidebar .welcome-view-content')
    .getByText('Get Started', { exact: true })
    .click();
  const walkthrough = new Walkthrough(window.page);
  await walkthrough.press('sandbox', 'Try the Sandbox');
  await walkthrough.ticked('sandbox');
  await window.tree.row('customers-production').appears();
  assert.deepEqual(
    (await window.tree.read()).filter(({ label }) => label === 'default'),
    [],
  );
  assert.equal(existsSync(marker), false, 'no credential process was run');
  assert.equal(ui().emulator.calls.count(), 0);

  const { error = '' } = await new Agent(window).call(toolNames.listPools, {});
  assert.match(error, /^This workspace is in Restricted Mode, where .* these tools do nothing\./);
  assert.equal(ui().emulator.calls.count(), 0);

  // The user's setting applies, not the workspace's.
  await window.tree.expand('customers-production');
  await window.tree.row('legacy-migration-wave-3').choose('Start Import Job');
  await window.dialog.press('Start Import Job');
  await window.quickInput.message(
    /^This target is guarded\. Type the user pool's name to continue: customers-production/,
  );
  await window.quickInput.cancel();

  await window.runCommand('Workspaces: Manage Workspace Trust');
  await window.page
    .locator('.workspace-trust-editor')
    .getByRole('button', { name: 'Trust', exact: true })
    .click();
  await window.openView();
  await window.tree.row('default').appears();
  assert.equal(existsSync(marker), false, 'nothing is resolved before the connection is opened');
});
