// What became of a job's rows, by a user's hand: seen, opened, exported, fixed, imported again; located; and not allowed to be read.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import type { UserPool } from '../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../support/cleanup.ts';
import { answerImport, openCsv, pickPool } from './support/createImport.ts';
import { eventually } from './support/eventually.ts';
import { finishImports } from './support/imports.ts';
import { JobPage } from './support/jobPage.ts';
import { useUi } from './support/ui.ts';
import type { Workbench } from './support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('results');
after(() => folder.remove());
beforeEach(() => ui().emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0, failedShare: 0.9 }));
afterEach(() => {
  finishImports(ui().emulator.control);
  ui().emulator.keys.clear();
});

const header = 'cognito:username,email,email_verified,cognito:mfa_enabled';
const row = (user: number, isVerified: boolean): string =>
  `user${user},user${user}@example.com,${isVerified ? 'TRUE' : 'FALSE'},FALSE`;
/** A hundred users, of whom thirty have no verified address: those on the lines 9, 10, 11, 19, 20, … of the file. */
const users = Array.from({ length: 100 }, (_, index) => row(index, index % 10 < 7));
const csvOf = (rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
const failed = users.filter((line) => line.includes(',FALSE,FALSE'));
const reason = 'The User Record does not set any of the auto verified attributes to true.';

/** Opens a window on the folder with the CSV in an editor. */
async function openUsers(content: string): Promise<Workbench> {
  writeFileSync(join(folder.path, 'users.csv'), content);
  const window = await ui().openWindow({ folder: folder.path });
  await openCsv(window, 'users.csv');
  return window;
}

/** Resolves once there are so many tabs of that name, extensions left out: newer versions of VS Code draw them apart. */
async function tab(window: Workbench, name: string, count = 1): Promise<void> {
  await eventually(
    `a tab ${name}`,
    () => window.tabs(),
    (tabs) => tabs.filter((label) => label.replace(/\.(csv|log)$/, '') === name).length === count,
  );
}

/** The job's panel, opened from its row. */
async function openPanel(window: Workbench, pool: UserPool, jobName: string): Promise<JobPage> {
  await window.openView();
  await window.tree.expand('default', pool.name);
  await window.tree.row(jobName).click();
  return new JobPage(await window.panel(jobName));
}

/** The reasons on the page, once they are as expected. */
async function reasons({ frame }: JobPage, expected: readonly string[]): Promise<void> {
  await eventually(
    `the reasons ${expected.join()}`,
    () => frame.locator('.results summary').allTextContents(),
    (texts) =>
      texts.length === expected.length &&
      texts.every((text, index) =>
        text
          .replace(/\s+/g, ' ')
          .trim()
          .startsWith(expected[index] ?? '?'),
      ),
  );
}

/** The whole text of the editor that has the focus. */
async function copyAll(window: Workbench): Promise<string> {
  await window.page.keyboard.press('ControlOrMeta+A');
  await window.page.keyboard.press('ControlOrMeta+C');
  return window.clipboard();
}

test('failed rows are seen, opened, exported, fixed and imported: then everybody is there', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'customers' });
  control.roles.ensureConsoleRole();
  const window = await openUsers(csvOf(users));
  await window.runCommand('Cognito: Create Import Job…');
  await pickPool(window, pool.name);
  const [show] = await window.quickInput.waitFor(
    'the verdict',
    ([first]) => first?.label === 'Show Problems',
  );
  assert.match(`${show?.description} ${show?.detail}`, /^in users\.csv Most often: .* \(30\)\.$/);
  await answerImport(window, { picks: ['Import Anyway'], jobName: 'first' });

  const panel = await openPanel(window, pool, 'first');
  await panel.status('Succeeded');
  await reasons(panel, [`30 failed: ${reason}`]);
  await panel.frame.locator('.results summary').click();
  await panel.press('Open line 19');
  const position = window.page.locator('#status\\.editor\\.selection');
  await eventually(
    'the cursor on line 19',
    () => position.innerText(),
    (text) => text === 'Ln 19, Col 1',
  );
  const problem = window.page.locator('.squiggly-error');
  await problem.first().waitFor();

  await window.tree.row('first').choose('Export Failed Rows…');
  await window.notifications.text(
    '30 failed rows of users.csv are in users-failed.csv, which is not saved yet.',
  );
  await tab(window, 'users-failed');
  await window.page.locator('.editor-instance .view-line', { hasText: 'user7,' }).first().click();
  const exported = await eventually(
    'the exported rows on the clipboard',
    () => copyAll(window),
    (text) => text.includes('user99'),
  );
  assert.equal(exported, csvOf(failed));
  const fixed = exported.replaceAll(',FALSE,FALSE', ',TRUE,FALSE');
  await window.page.evaluate((text) => navigator.clipboard.writeText(text), fixed);
  await window.page.keyboard.press('ControlOrMeta+V');
  await window.page.locator('.editor-instance .view-line', { hasText: 'user7@example.com,TRUE' }).waitFor();

  await window.tree.row('first').choose('Retry Failed Rows…');
  await answerImport(window, { jobName: 'retry' });
  await window.tree.row('retry').description('Succeeded · 30 imported');
  assert.equal(readFileSync(join(folder.path, 'users-failed.csv'), 'utf8'), fixed);
  assert.equal(pool.userCount, 100);
  const missing = users.map((_, index) => `user${index}`).filter((name) => !pool.user(name));
  assert.deepEqual(missing, []);
});

test('a job made elsewhere tells its reasons while it runs; its CSV is located, exported from, and left alone once it has changed', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'elsewhere' });
  const csv = csvOf([...users, row(0, true)]);
  control.configure({ usersPerSecond: 10 });
  const job = control.startImport({ userPoolId: pool.id, jobName: 'console-job', csv });
  // Half of the rows, and then no further.
  control.advance(5_000);
  control.configure({ usersPerSecond: 0 });
  writeFileSync(join(folder.path, 'located.csv'), csv);
  const window = await ui().openWindow({ folder: folder.path });
  const panel = await openPanel(window, pool, 'console-job');
  await reasons(panel, [`15 failed: ${reason}`]);
  await panel.status('InProgress');
  control.finishJob(pool.id, job.id);
  await reasons(panel, [`30 failed: ${reason}`, '1 skipped: The user already exists.']);
  const { frame } = panel;
  assert.equal(await frame.getByRole('button', { name: 'Open line 102' }).count(), 0);
  await panel.press('Locate CSV…');
  await window.quickInput.title('Locate the CSV of console-job');
  await window.quickInput.waitFor('the CSV', (all) => all.some(({ label }) => label === 'located.csv'));
  await window.quickInput.type(join(folder.path, 'located.csv'));
  await window.quickInput.accept();
  await frame.getByText('Lines of located.csv').first().waitFor({ state: 'attached' });
  assert.equal(await frame.getByRole('button', { name: 'Locate CSV…' }).count(), 0);

  await panel.press('Export Skipped Rows…');
  await tab(window, 'located-skipped');
  await window.page.locator('.editor-instance .view-line', { hasText: 'user0,' }).first().click();
  await eventually(
    'the skipped row on the clipboard',
    () => copyAll(window),
    (text) => text === csvOf([row(0, true)]),
  );

  await window.tree.row('console-job').click();
  const again = (await window.panel('console-job')).locator('.results');
  await again.getByText('Lines of located.csv').first().waitFor({ state: 'attached' });
  writeFileSync(join(folder.path, 'located.csv'), csv.replace('user1,', 'userX,'));
  await again.getByText('located.csv has changed since the import').waitFor({ state: 'attached' });
  assert.equal(await again.getByRole('button', { name: 'Open line 102' }).count(), 0);
});

test('a log that may not be read says which permission is missing; the job is there all the same', async () => {
  const { control, keys } = ui().emulator;
  const pool = control.createPool({ name: 'closed' });
  const job = control.startImport({ userPoolId: pool.id, jobName: 'closed-log', csv: csvOf(users) });
  control.finishJob(pool.id, job.id);
  keys.set('AKIAIOSFODNN7EXAMPLE', { denied: ['logs:GetLogEvents'] });
  const window = await ui().openWindow();
  const panel = await openPanel(window, pool, 'closed-log');
  await panel.status('Succeeded');
  await panel.frame.getByText(/needs the permission logs:GetLogEvents; everything else works/).waitFor();
  assert.deepEqual(await panel.counters(), { imported: 70, skipped: 0, failed: 30 });
  keys.clear();
  await panel.press('Refresh');
  await reasons(panel, [`30 failed: ${reason}`]);

  await panel.press('Show Job Log');
  await tab(window, 'closed-log', 2);
  await window.page
    .locator('.view-line', { hasText: /\[FAILED\]\sLine\sNumber\s8\s-\sThe\sUser\sRecord/ })
    .waitFor();
});
