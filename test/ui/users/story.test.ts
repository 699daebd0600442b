// The whole story of one CSV: compared, tried, the trial undone, imported, groups applied, subs and report saved; and the same with an
// extension host that is killed during each pass that deletes or changes users.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, openCsv } from '../support/features/createImport.ts';
import { eventually, patience } from '../support/eventually.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { extensionHosts, killExtensionHost } from '../support/machine/extensionHost.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('story');
after(() => folder.remove());
beforeEach(() => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true });
  control.roles.ensureConsoleRole();
});

/** Users of the CSV, of whom the first `earlier` are in the pool before. */
const rows = 160;
const earlier = 2;
/** The number of new users in the trial. */
const tried = 100;
/** The number of users with a group; the last of them is disabled as well. */
const grouped = 60;

const header = 'cognito:username,email,email_verified';
const users = (name: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, n) => `${name}${from + n}`);
const csvOf = (names: readonly string[]): string =>
  `${[header, ...names.map((each) => `${each},${each}@example.com,TRUE`)].join('\n')}\n`;

/** Creates a pool that already has some of the users, and writes the files of a migration. */
function prepare(name: string): UserPool {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name });
  const before = control.startImport({
    userPoolId: pool.id,
    jobName: 'before',
    csv: csvOf(users(name, 0, earlier)),
  });
  control.finishJob(pool.id, before.id);
  writeFileSync(join(folder.path, `${name}.csv`), csvOf(users(name, 0, rows)));
  const members = users(name, earlier, earlier + grouped);
  const kept = members.map((each) => `${each},staff,${each === members.at(-1) ? 'true' : ''}`);
  writeFileSync(
    join(folder.path, `${name}-new.after.csv`),
    ['username,groups,disabled', ...kept, ''].join('\n'),
  );
  calls.clear();
  return pool;
}

/** Compares the CSV with the pool and imports the first of its new rows. Resolves with the question about the rest. */
async function compareAndTry(window: Workbench, name: string): Promise<RegExp> {
  const { notifications, quickInput } = window;
  await openCsv(window, `${name}.csv`);
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: name, jobName: name, end: 'Compare with User Pool First' });
  await quickInput.waitFor('who exists', (all) => all.some(({ label }) => label === 'Import New Rows Only'));
  assert.match(await quickInput.placeholder(), /2 exist already and would be skipped/);
  await quickInput.pick('Import New Rows Only');
  await quickInput.waitFor('all rows instead', (all) => all.some(({ label }) => label === 'Import All Rows'));
  await quickInput.pick('Try the First Rows…');
  await quickInput.pick(`The First ${tried} Rows`);
  const question = new RegExp(`^The trial of ${name}-new\\.csv into ${name} .*: ${tried} imported\\.`);
  await notifications.text(question);
  return question;
}

async function confirmUndo({ dialog, quickInput }: Workbench, pool: string, button: string): Promise<void> {
  await dialog.press(button);
  await quickInput.message(new RegExp(`Type the user pool's name to continue: ${pool}`));
  await quickInput.type(pool);
  await quickInput.accept();
}

/** Imports all new rows. Resolves with the panel of the job. */
async function importNew(window: Workbench, pool: UserPool): Promise<JobPage> {
  await openCsv(window, `${pool.name}-new.csv`);
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: pool.name, jobName: 'all' });
  await eventually(
    'all users are imported',
    () => Promise.resolve(pool.userCount),
    (count) => count === rows,
  );
  return openPanel(window, pool.name, 'all');
}

async function openPanel(window: Workbench, pool: string, job: string): Promise<JobPage> {
  await window.openView();
  await window.tree.expand('default', pool);
  await window.tree.row(job).description(/^\d+ imported/);
  await window.tree.row(job).click();
  return new JobPage(await window.panel(job));
}

/** Takes the last steps, which change no user, and checks the final state. */
async function keepAndCheck(window: Workbench, pool: UserPool, panel: JobPage): Promise<void> {
  const { calls } = ui().emulator;
  const { notifications, quickInput } = window;
  const { name } = pool;
  await panel.press('Export Sub Map…');
  await notifications.text(
    new RegExp(`^The subs of ${rows - earlier} users are in ${name}-new-subs\\.csv\\.`),
  );
  const subs = readFileSync(join(folder.path, `${name}-new-subs.csv`), 'utf8')
    .trimEnd()
    .split('\n');
  assert.deepEqual(
    subs.slice(1),
    // The aside file has no ids of the source.
    users(name, earlier, rows).map((each) => `${each},${pool.user(each)?.sub ?? '?'},`),
  );
  // A page that was hidden is loaded again.
  const again = await openPanel(window, name, 'all');
  await again.press('Save Import Report…');
  await quickInput.title('Save the Report of all');
  await quickInput.pick('Without Cell Values');
  await quickInput.holds(join(folder.path, 'all-report.md'));
  const target = join(folder.path, `${name}-report.md`);
  await quickInput.type(target);
  await quickInput.holds(target);
  await quickInput.accept();
  await notifications.text(new RegExp(`^The report is in ${name}-report\\.md,`));
  assert.match(
    readFileSync(target, 'utf8'),
    new RegExp(`\\| Apply Groups and Disabled State \\| .* \\| yes \\| ${grouped} \\| 0 \\| 0 \\|`),
  );

  assert.equal(pool.userCount, rows);
  const members = users(name, earlier, earlier + grouped);
  assert.deepEqual(
    [...(pool.groups.get('staff')?.members ?? [])].map(({ username }) => username),
    members,
  );
  const disabled = [...pool.users()].filter(({ enabled }) => !enabled).map(({ username }) => username);
  assert.deepEqual(disabled, members.slice(-1));
  assert.deepEqual(
    pool.jobs.map(({ spec, results }) => [spec.name, results.imported]),
    [
      ['before', earlier],
      [`${name}-trial`, tried],
      ['all', rows - earlier],
    ],
  );
  assert.equal(calls.count('AdminDeleteUser'), tried, 'nobody was deleted twice');
  assert.equal(calls.count('CreateUserImportJob'), 2);
  assert.deepEqual(calls.overQuota, []);
}

test('compared, tried, undone, imported, groups, subs, report: all users as expected, no unneeded call', async () => {
  const pool = prepare('members');
  const window = await ui().openWindow({ folder: folder.path });
  const { dialog, notifications } = window;
  const question = await compareAndTry(window, 'members');
  await notifications.press(question, 'Undo the Trial');
  await confirmUndo(window, 'members', 'Undo Import');
  await notifications.text(`members-trial is undone: ${tried} users deleted.`);
  const panel = await importNew(window, pool);
  await panel.press('Apply Groups and Disabled State…');
  assert.match(
    (await dialog.text()).detail,
    new RegExp(`From members-new\\.after\\.csv, to ${grouped} users`),
  );
  await dialog.press('Apply Groups and Disabled State');
  await panel.after(new RegExp(`^Groups applied to ${grouped} users · `));
  await keepAndCheck(window, pool, panel);
  await picture(window, 'story-end');
});

test('the same with its extension host killed in each pass: nothing is done twice, nothing is lost', async () => {
  const { calls } = ui().emulator;
  const pool = prepare('guests');
  const first = await ui().openWindow({ folder: folder.path });
  const question = await compareAndTry(first, 'guests');
  await first.notifications.press(question, 'Undo the Trial');
  await confirmUndo(first, 'guests', 'Undo Import');
  await eventually(
    'some are deleted',
    () => Promise.resolve(pool.userCount),
    (count) => count < tried + earlier - 10,
  );
  await killExtensionHost(ui().vscode);

  const second = await ui().openWindow({ folder: folder.path, beside: first });
  // The first window has a new extension host.
  await first.close();
  await eventually(
    'one extension host is left',
    () => Promise.resolve(extensionHosts(ui().vscode)),
    ({ length }) => length === 1,
  );
  const trial = await openPanel(second, 'guests', 'guests-trial');
  await trial.after(new RegExp(`^Paused at \\d+ of ${tried} users · `), 4 * patience);
  await trial.press('Continue Undo…');
  await confirmUndo(second, 'guests', 'Continue');
  await trial.after(new RegExp(`^${tried} users deleted · `), 4 * patience);
  assert.equal(pool.userCount, earlier);

  await second.openExplorer();
  const all = await importNew(second, pool);
  await all.press('Apply Groups and Disabled State…');
  await second.dialog.press('Apply Groups and Disabled State');
  await eventually(
    'some are in their group',
    () => Promise.resolve(pool.groups.get('staff')?.members.size ?? 0),
    (count) => count > 5,
  );
  await killExtensionHost(ui().vscode);

  const third = await ui().openWindow({ folder: folder.path, beside: second });
  const panel = await openPanel(third, 'guests', 'all');
  await panel.after(new RegExp(`^Paused at \\d+ of ${grouped} users · `), 4 * patience);
  await panel.press('Continue Applying Groups…');
  await third.dialog.press('Continue');
  await panel.after(new RegExp(`^Groups applied to ${grouped} users · `), 4 * patience);
  assert.ok(calls.count('AdminAddUserToGroup') <= grouped + 1, 'one call may have lost its answer');
  assert.equal(calls.count('AdminDisableUser'), 1);
  await keepAndCheck(third, pool, panel);
});
