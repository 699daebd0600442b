// A trial of the first rows: its result, then the rest, or an undo and a new import; the decision can wait for days.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, openCsv } from '../support/features/createImport.ts';
import { eventually, patience } from '../support/eventually.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { finishImports } from '../support/features/imports.ts';
import { killExtensionHost } from '../support/machine/extensionHost.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('trial');
after(() => folder.remove());
beforeEach(() => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true, failedShare: 0.9 });
  control.roles.ensureConsoleRole();
});
afterEach(() => finishImports(ui().emulator.control));

const header = 'cognito:username,email,email_verified';
/** @param failing indexes of users that the service refuses. */
const csvOf = (name: string, rows: number, failing: readonly number[] = []): string =>
  [
    header,
    ...Array.from({ length: rows }, (_, n) => {
      return `${name}${n},${name}${n}@example.com,${failing.includes(n) ? 'FALSE' : 'TRUE'}`;
    }),
    '',
  ].join('\n');

/** Writes and opens the CSV, and answers every question up to the last one. */
async function toLastQuestion(pool: UserPool, name: string, csv: string): Promise<Workbench> {
  writeFileSync(join(folder.path, `${name}.csv`), csv);
  const window = await ui().openWindow({ folder: folder.path });
  await openCsv(window, `${name}.csv`);
  await createAgain(window, pool, name, csv.includes('FALSE'));
  return window;
}

async function createAgain(
  window: Workbench,
  pool: UserPool,
  name: string,
  hasProblems: boolean,
): Promise<void> {
  await window.runCommand('Cognito: Create Import Job…');
  const picks = hasProblems ? ['Import Anyway'] : [];
  await answerImport(window, { pool: pool.name, picks, jobName: name, end: 'Try the First Rows…' });
}

const made = (pool: UserPool): readonly string[] => pool.jobs.map(({ spec }) => spec.name);
const imported = (pool: UserPool): readonly number[] => pool.jobs.map(({ results }) => results.imported);

test('trial, its result, and the rest: every user once, lines of the whole file', async () => {
  const pool = ui().emulator.control.createPool({ name: 'staff' });
  const window = await toLastQuestion(pool, 'crew', csvOf('crew', 25, [3, 20]));
  const { notifications, quickInput } = window;
  await quickInput.waitFor('how many rows', ([first]) => first?.label === 'The First 10 Rows');
  assert.equal(await quickInput.placeholder(), 'How many of the 25 rows first? Select, or type a number');
  await picture(window, 'trial-rows');
  await quickInput.type('12');
  await quickInput.pick('The First 12 Rows');
  const result =
    /^The trial of crew\.csv into staff has ended: 11 imported · 1 failed\. Failed: .+ \(1\)\. The other 13 rows wait for your decision\.$/;
  await notifications.text(result);
  await picture(window, 'trial-result');
  assert.deepEqual([made(pool), imported(pool)], [['crew-trial'], [11]]);

  await window.openView();
  await window.tree.expand('default', 'staff');
  await window.tree.row('crew-trial').click();
  const panel = new JobPage(await window.panel('crew-trial'));
  await panel.frame
    .getByText('This was a trial: the other 13 rows wait for your decision. Resume Import… asks for it.')
    .waitFor();
  await panel.frame.locator('.results summary').click();
  await panel.frame.getByRole('button', { name: 'Open line 5', exact: true }).waitFor();
  await picture(window, 'trial-panel');

  await notifications.press(result, 'Import the Rest');
  await notifications.text('crew.csv into staff: 25 users in 2 jobs – 23 imported · 2 failed.');
  assert.deepEqual(
    [made(pool), imported(pool)],
    [
      ['crew-trial', 'crew-rest'],
      [11, 12],
    ],
  );
  await panel.frame.getByText('This was a trial').waitFor({ state: 'detached' });
  await window.tree.row('crew-rest').click();
  const rest = new JobPage(await window.panel('crew-rest'));
  await rest.frame.locator('.results summary').click();
  await rest.frame.getByRole('button', { name: 'Open line 22', exact: true }).waitFor();
});

test('the trial is undone, and all rows are imported by a new job', async () => {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name: 'guests' });
  const window = await toLastQuestion(pool, 'visitors', csvOf('visitors', 20));
  const { dialog, notifications, quickInput } = window;
  await quickInput.pick('The First 10 Rows');
  const result =
    'The trial of visitors.csv into guests has ended: 10 imported. The other 10 rows wait for your decision.';
  await notifications.press(result, 'Undo the Trial');
  assert.match((await dialog.text()).detail, /10 of the 10 users that this job imported will be deleted/);
  // The user cancels: nothing is deleted, and the rest still waits.
  await dialog.press('Cancel');
  await notifications.press(result, 'Undo the Trial');
  await dialog.press('Undo Import');
  await quickInput.message(/Type the user pool's name to continue: guests/);
  await quickInput.type('guests');
  await quickInput.accept();
  await notifications.text('visitors-trial is undone: 10 users deleted.');
  assert.deepEqual([pool.userCount, calls.count('AdminDeleteUser')], [0, 10]);

  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: pool.name, jobName: 'all' });
  await eventually(
    'all users are imported',
    () => Promise.resolve(pool.userCount),
    (count) => count === 20,
  );
  assert.deepEqual(made(pool), ['visitors-trial', 'all']);
});

test('existing users are counted before the import and left out; the trial still waits after its host was killed', async () => {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name: 'club' });
  const before = control.startImport({ userPoolId: pool.id, jobName: 'before', csv: csvOf('member', 4) });
  control.finishJob(pool.id, before.id);
  calls.clear();
  writeFileSync(join(folder.path, 'members.csv'), csvOf('member', 24));
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, quickInput } = window;
  await openCsv(window, 'members.csv');
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: 'club', jobName: 'members', end: 'Compare with User Pool First' });
  await quickInput.waitFor('who exists', (all) => all.some(({ label }) => label === 'Import New Rows Only'));
  const counts = 'members into club · 24 users: 24 ready · 4 exist already and would be skipped';
  assert.equal(await quickInput.placeholder(), counts);
  await picture(window, 'compare-step');
  await quickInput.pick('Import New Rows Only');
  await quickInput.waitFor('all rows instead', (all) => all.some(({ label }) => label === 'Import All Rows'));
  assert.equal(await quickInput.placeholder(), 'members into club · 20 new users of 24');
  await quickInput.pick('Try the First Rows…');
  await quickInput.pick('The First 10 Rows');
  const waits = /^The trial of members-new\.csv into club .*: 10 imported\. The other 10 rows wait/;
  await notifications.text(waits);
  await killExtensionHost(ui().vscode);
  // Otherwise the question of the killed host would stay on screen.
  await window.away(() => undefined);
  await eventually(
    'the question is asked again',
    () => notifications.texts(),
    (texts) => texts.some((text) => waits.test(text)),
    4 * patience,
  );
  assert.deepEqual(made(pool), ['before', 'members-trial']);
  await notifications.press(waits, 'Import the Rest');
  await notifications.text('members-new.csv into club: 20 users in 2 jobs – 20 imported.');
  assert.deepEqual(imported(pool), [4, 10, 10]);
  assert.equal(pool.userCount, 24);
  assert.deepEqual(calls.overQuota, []);
});
