// A rehearsal whose user pool cannot be read says why, offers a remedy, and leaves nothing behind; it runs once the cause is removed.
import assert from 'node:assert/strict';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { openCsv, pickPool } from '../support/features/createImport.ts';
import { AwsUser, profileSection } from '../support/machine/awsUser.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const user = new AwsUser();
const ui = useUi({
  emulator: { randomSeed: 1 },
  env: user.equip(),
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('unreadable');
after(() => {
  folder.remove();
  user.leave();
});

/** Signs in and opens a CSV in a window. */
async function openMembers(): Promise<Workbench> {
  const { emulator } = ui();
  const sso = { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'Dev' };
  user.config(
    profileSection('default', { endpoint_url: emulator.url, ...sso }) +
      '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n',
  );
  user.ssoLogin('corp', emulator.control.sso.signIn());
  if (emulator.control.pools.length === 0) emulator.control.createPool({ name: 'club' });
  const text = 'cognito:username,email,email_verified\nada,ada@example.com,TRUE\n';
  writeFileSync(join(folder.path, 'members.csv'), text);
  const window = await ui().openWindow({ folder: folder.path });
  await openCsv(window, 'members.csv');
  return window;
}

/** The buttons of the notification. Also asserts that no report is open and no rehearsal folder is left. */
async function offered({ notifications, tabs }: Pick<Workbench, 'notifications'> & { tabs: string[] }) {
  assert.deepEqual(tabs, ['members']);
  const folders = globSync('data/User/globalStorage/*/rehearsals/*', { cwd: ui().vscode.dataDir });
  assert.deepEqual(folders, []);
  return notifications.toasts
    .locator('.notification-list-item-buttons-container .monaco-button')
    .allInnerTexts();
}

const rehearsed =
  'Rehearsed members.csv for club: the one user would be imported. At AWS it takes less than a minute.';

test('an expired sign-in is reported, and after the next one the rehearsal runs', async () => {
  const { control } = ui().emulator;
  const window = await openMembers();
  const { notifications, quickInput } = window;
  await window.runCommand('Cognito: Rehearse in Sandbox…');
  await quickInput.waitFor('the pool', (entries) => entries.some(({ label }) => label === 'club'));
  control.sso.signOut();
  control.endSessions();
  await pickPool(window, 'club');
  await notifications.text(/^The .*sign-in of profile "default" expired/);
  await picture(window, 'rehearsal-signed-out');
  assert.deepEqual(await offered({ notifications, tabs: await window.tabs() }), ['Sign In', 'Show Log']);

  user.ssoLogin('corp', control.sso.signIn());
  await window.runCommand('Cognito: Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await notifications.text(rehearsed);
});

test('a missing permission is named, and a policy with it is offered', async () => {
  const { faults } = ui().emulator;
  const window = await openMembers();
  const { notifications } = window;
  const allow = faults.add({ kind: 'denied', operation: 'DescribeUserPool' });
  await window.runCommand('Cognito: Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await notifications.text(/^IAM does not allow profile "default" to call cognito-idp:DescribeUserPool\./);
  await picture(window, 'rehearsal-denied');
  const buttons = ['Copy Minimal IAM Policy', 'Show Log'];
  assert.deepEqual(await offered({ notifications, tabs: await window.tabs() }), buttons);
  allow();
  await window.runCommand('Cognito: Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await notifications.text(rehearsed);
});
