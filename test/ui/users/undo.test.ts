// Undo Import…: deletes exactly the users that a job created and nobody has changed since, even if the extension host dies meanwhile.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { eventually, patience } from '../support/eventually.ts';
import { csvOf, importUsers } from '../support/features/importedUsers.ts';
import { killExtensionHost } from '../support/machine/extensionHost.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('undo');
after(() => folder.remove());
beforeEach(() => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true });
  control.roles.ensureConsoleRole();
});

const names = (pool: UserPool): readonly string[] => [...pool.users()].map(({ username }) => username);

test('deletes the users of the job except those changed since, after the pool’s name was typed', async () => {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name: 'crew' });
  const earlier = control.startImport({ userPoolId: pool.id, jobName: 'earlier', csv: csvOf('old', 2) });
  control.finishJob(pool.id, earlier.id);
  const window = await importUsers(ui(), folder.path, { pool, name: 'new', rows: 10 });
  const { dialog, notifications, quickInput, tree } = window;
  control.advance(60_000);
  control.userSignsIn(pool.id, 'new1');
  const changed = pool.user('new2');
  if (changed) changed.modified += 60_000;
  const gone = pool.user('new3');
  if (gone) pool.deleteUser(gone);
  const recreated = pool.user('new4');
  if (recreated) {
    pool.deleteUser(recreated);
    pool.addUser({ ...recreated, sub: 'another', created: recreated.created + 3_600_000 });
  }
  calls.clear();

  await tree.row('new').choose('Undo Import…');
  const { message, detail } = await dialog.text();
  assert.equal(message, 'Undo import “new”?');
  assert.match(detail, /User pool: crew .*Account: 111122223333/s);
  assert.match(detail, /6 of the 10 users that this job imported will be deleted/);
  for (const reason of [
    'signed in or set a password since',
    'changed since',
    'no such user any more',
    'not created while this job ran',
  ])
    assert.match(detail, new RegExp(`• 1: .*${reason}`));
  await picture(window, 'undo-plan');
  await dialog.press('Undo Import');
  await quickInput.message(/^This cannot be taken back\. Type the user pool's name to continue: crew/);
  await quickInput.type('cre');
  await quickInput.message(/^Type crew exactly/);
  assert.equal(calls.count('AdminDeleteUser'), 0);
  await quickInput.type('crew');
  await quickInput.accept();
  await notifications.press('new is undone: 6 users deleted.', 'Show Report');
  await window.page.locator('.view-line', { hasText: /Users\sdeleted:\s6/ }).waitFor();
  await window.page.locator('.view-line', { hasText: /changed\ssince\s\|\s1/ }).waitFor();
  await picture(window, 'undo-report');
  assert.deepEqual([...names(pool)].sort(), ['new1', 'new2', 'new4', 'old0', 'old1']);
  assert.equal(calls.count('AdminDeleteUser'), 6);
  assert.deepEqual(calls.overQuota, []);
});

test('continues after its extension host was killed: no user is deleted twice, none is forgotten', async () => {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name: 'team' });
  const first = await importUsers(ui(), folder.path, { pool, name: 'many', rows: 120 });
  calls.clear();
  const begin = async ({ dialog, quickInput }: Workbench, button: string): Promise<void> => {
    await dialog.press(button);
    await quickInput.message(/Type the user pool's name to continue: team/);
    await quickInput.type('team');
    await quickInput.accept();
  };
  await first.tree.row('many').choose('Undo Import…');
  await begin(first, 'Undo Import');
  await first.tree.row('many').click();
  const running = new JobPage(await first.panel('many'));
  await running.after(/^Deleting: [1-9]\d* of 120 users · /);
  await eventually(
    'some users are deleted',
    () => Promise.resolve(pool.userCount),
    (count) => count < 100,
  );
  await picture(first, 'undo-running');
  await killExtensionHost(ui().vscode);
  assert.ok(pool.userCount > 0);

  // One of the remaining users signs in.
  const left = [...pool.users()].at(-1);
  if (left) control.userSignsIn(pool.id, left.username);
  // The next extension host offers to resume the undo, once it knows that no other host runs it.
  const offer = 'The undo of many in team was interrupted.';
  await eventually(
    'the offer to resume',
    () => first.notifications.texts(),
    (texts) => texts.includes(offer),
    4 * patience,
  );
  await picture(first, 'undo-offer');
  await first.notifications.press(offer, 'Resume');
  // Detecting that the former extension host is gone takes several checks.
  await asked(first);
  await picture(first, 'undo-interrupted');
  await first.dialog.cancel();

  const window = await ui().openWindow({ folder: folder.path, beside: first });
  await window.openView();
  await window.tree.expand('default', 'team');
  await window.tree.row('many').click();
  const panel = new JobPage(await window.panel('many'));
  await panel.after(/^Paused at \d+ of 120 users · /, 4 * patience);
  await picture(window, 'undo-paused');
  await panel.press('Continue Undo…');
  await asked(window);
  await begin(window, 'Continue');
  await eventually(
    'the undo is finished',
    () => window.notifications.texts(),
    (texts) => texts.some((text) => text.startsWith('many is undone: 119 users deleted, 1 left alone.')),
    4 * patience,
  );
  await panel.after(/^119 users deleted, 1 left alone · /);
  await picture(window, 'undo-done');
  assert.deepEqual(names(pool), [left?.username]);
  assert.equal(calls.count('AdminDeleteUser'), 119);
  assert.deepEqual(calls.overQuota, []);
});

/** Resolves once the user is asked whether to continue the undo of `many`. */
async function asked({ dialog }: Workbench): Promise<void> {
  await eventually(
    'the question whether to continue',
    () => dialog.locator.isVisible(),
    Boolean,
    4 * patience,
  );
  const { message, detail } = await dialog.text();
  assert.equal(message, 'The undo of “many” was interrupted. Continue?');
  assert.match(detail, /User pool: team .*\d+ of 120 users have been looked at/s);
}
