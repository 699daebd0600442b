// Users who must still reset the password: counted, listed, sent codes within the daily e-mail limit and on the next day, and counted again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { eventually } from '../support/eventually.ts';
import { importUsers } from '../support/features/importedUsers.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('resets');
after(() => folder.remove());

async function confirm({ dialog, quickInput }: Workbench, button: string): Promise<void> {
  await dialog.press(button);
  await quickInput.message(/^This cannot be taken back\. Type the user pool's name to continue: club/);
  await quickInput.type('club');
  await quickInput.accept();
}

test('counts who must still reset, sends them codes up to the daily e-mail limit, and continues the next day', async () => {
  const { control, calls } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true, emailsPerDay: 4 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'club' });
  const window = await importUsers(ui(), folder.path, { pool, name: 'members', rows: 9 });
  const { dialog, notifications, quickInput, tree } = window;
  control.userSignsIn(pool.id, 'members0');
  const unverified = pool.user('members1');
  if (unverified) unverified.changed = new Map([['email_verified', 'false']]);
  const gone = pool.user('members2');
  if (gone) pool.deleteUser(gone);
  calls.clear();

  await tree.row('members').choose('Show Who Must Still Reset');
  const counted =
    /^7 of the 8 users of members must still reset the password: 7 RESET_REQUIRED\. The others: 1 CONFIRMED\. 1 imported user is gone or was created anew\.$/;
  await notifications.text(counted);
  await picture(window, 'must-reset');
  await notifications.press(counted, 'Save List…');
  await quickInput.pick('Usernames and Statuses');
  await quickInput.title('Users of members Who Must Still Reset');
  await quickInput.holds(join(folder.path, 'members.must-reset.csv'));
  await quickInput.accept();
  const list = await eventually(
    'the list',
    () =>
      Promise.resolve(readFileSync(join(folder.path, 'members.must-reset.csv'), 'utf8').trim().split('\n')),
    (lines) => lines.length > 0,
  );
  assert.deepEqual(list.slice(0, 2), ['line,username,status', '3,members1,RESET_REQUIRED']);
  assert.equal(list.length, 8);
  assert.ok(!list.some((line) => line.includes('@')));

  await tree.row('members').choose('Send Password Resets…');
  const { message, detail } = await dialog.text();
  assert.equal(message, 'Send password resets to the users of “members”?');
  assert.match(detail, /6 of the 9 users that this job imported will be sent a code .*: 6 e-mails\./);
  assert.match(detail, /50 a day for all user pools of the account/);
  assert.match(detail, /monthly active user \(MAU\)/);
  assert.match(detail, /• 1: the user has no verified e-mail address or number that the pool sends codes to/);
  await picture(window, 'resets-plan');
  await confirm(window, 'Send Password Resets');
  await notifications.text(
    /the limit of the day is used up.* Continue tomorrow\. 4 of 6 users have been looked at\. To go on later, run Send Password Resets… again\./,
  );
  await picture(window, 'resets-exhausted');
  const codes = (): number => calls.count('AdminResetUserPassword');
  assert.equal(codes(), 5);

  control.advance(86_400_000);
  // Somebody has set a password meanwhile.
  control.userSignsIn(pool.id, 'members8');
  await tree.row('members').choose('Send Password Resets…');
  assert.match((await dialog.text()).detail, /4 of 6 users have been looked at; codes that were sent/);
  await confirm(window, 'Continue');
  await notifications.press(
    '5 users of members were sent a code to reset the password, 1 left alone.',
    'Show Report',
  );
  await window.page.locator('.view-line', { hasText: /Codes\ssent:\s5/ }).waitFor();
  await picture(window, 'resets-report');
  assert.equal(codes(), 6);
  assert.deepEqual(calls.overQuota, []);

  for (const name of ['members3', 'members4']) control.userSignsIn(pool.id, name);
  await tree.row('members').choose('Show Who Must Still Reset');
  await notifications.text(
    /^4 of the 8 users of members must still reset the password: 4 RESET_REQUIRED\. The others: 4 CONFIRMED\./,
  );
});
