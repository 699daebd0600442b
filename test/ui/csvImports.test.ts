// CSVs that cannot be imported as they are: one full of mistakes is mended, one too large is cut into jobs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../support/cleanup.ts';
import { poolSpec } from '../support/mistakesPool.ts';
import { mistakes, mistakesFile, unmarked } from '../unit/csv/mistakes.ts';
import { eventually } from './support/eventually.ts';
import { JobPage } from './support/jobPage.ts';
import { Keyboard } from './support/keyboard.ts';
import { pickFromMenu } from './support/menu.ts';
import { useUi } from './support/ui.ts';
import type { Workbench } from './support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('csv-imports');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 10_000_000, pendingMs: 0, failedShare: 0.9 });
  ui().emulator.control.roles.ensureConsoleRole();
});

/** Resolves once the status bar counts so many errors; warnings are counted after them. */
async function errors({ page }: Workbench, what: string, accept: (count: number) => boolean): Promise<void> {
  await eventually(
    `${what} in the status bar`,
    async () => Number(/\d+/.exec(await page.locator('#status\\.problems').innerText({ timeout: 500 }))?.[0]),
    accept,
  );
}

async function nameAndRole({ quickInput }: Workbench, jobName: string): Promise<void> {
  await quickInput.message(/A name for the import job/);
  await quickInput.type(jobName);
  await quickInput.accept();
  await quickInput.waitFor('the role', (all) => all.some(({ label }) => label === 'Cognito-UserImport-Role'));
  await quickInput.pick('Cognito-UserImport-Role');
}

async function pickPool({ quickInput }: Workbench, name: string): Promise<void> {
  await quickInput.waitFor('the pool', (entries) => entries.some(({ label }) => label === name));
  await quickInput.type(name);
  await quickInput.accept();
}

test('a file with forty kinds of mistakes is shown, mended and imported without a failure', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool(poolSpec);
  writeFileSync(join(folder.path, 'mistakes.csv'), mistakesFile);
  const window = await ui().openWindow({ folder: folder.path });
  const { page, quickInput, notifications } = window;
  const keyboard = new Keyboard(page);
  await page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'mistakes.csv' }).dblclick();
  await page.locator('.editor-instance .view-line', { hasText: 'cognito:username' }).waitFor();
  await window.runCommand('Cognito: Validate Import CSV…');
  await pickPool(window, pool.name);
  await notifications.text(/^mistakes\.csv for csv-tests – \d+ users: /);
  await errors(window, 'an error for each mistake', (count) => count >= 40);

  await notifications.press(/mistakes\.csv for csv-tests/, 'Fix All');
  await notifications.text(/^\d+ problems fixed\. mistakes\.csv for csv-tests/);
  const byHand = mistakes.filter(({ how }) => how !== 'safe').length;
  await errors(window, 'what is left', (count) => count > 0 && count <= byHand + 1);
  await page.locator('.editor-instance .view-line').first().click();
  const safe = await keyboard.text('the file as it was fixed', (text) =>
    text.startsWith('cognito:username,email,'),
  );
  const rest = new Map(mistakes.map(({ line, fixed }) => [unmarked(line), fixed]));
  const lines = safe.split('\n').filter((line) => line !== '');
  // The last column, which no pool can import, goes too.
  const mended = lines
    .map((line) => rest.get(line) ?? line)
    .map((line) => line.slice(0, line.lastIndexOf(',')));
  await keyboard.paste(`${mended.join('\n')}\n`);
  await errors(window, 'no error', (count) => count === 0);

  await window.runCommand('Cognito: Create Import Job…');
  await pickPool(window, pool.name);
  await quickInput.pick('ARGON2ID');
  await nameAndRole(window, 'mended');
  await quickInput.pick('Create and Start');
  await notifications.text(`mended has started: ${mended.length - 1} users.`);
  const [job] = pool.jobs;
  assert.ok(job);
  const { status, results } = control.finishJob(pool.id, job.id);
  const { imported, skipped, failed } = results;
  assert.deepEqual([status, imported, skipped, failed], ['Succeeded', mended.length - 1, 0, 0]);
});

test('a file too large for one job is split, and the failures of both parts are on its lines', async () => {
  const pool = ui().emulator.control.createPool({ name: 'crowd' });
  const rows = Array.from({ length: 500_002 }, (_, user) => `u${user},u${user}@example.com,TRUE`);
  for (const bad of [0, 500_001]) rows[bad] = `u${bad},u${bad}@example.com,FALSE`;
  const csv = `cognito:username,email,email_verified\n${rows.join('\n')}\n`;
  writeFileSync(join(folder.path, 'crowd.csv'), csv);
  const window = await ui().openWindow({ folder: folder.path });
  const { page, quickInput, notifications } = window;
  await page
    .locator('.explorer-folders-view')
    .getByRole('treeitem', { name: 'crowd.csv' })
    .click({ button: 'right' });
  await pickFromMenu(page, 'Create Import Job…');
  await pickPool(window, pool.name);
  await quickInput.waitFor('to split it', (all) => all.some(({ label }) => label === 'Split into 2 Jobs'));
  assert.match(await quickInput.placeholder(), /^Too large for one job · 500,002 users: 500,000 ready/);
  await quickInput.pick('Split into 2 Jobs');
  await nameAndRole(window, 'crowd');
  await quickInput.pick('Create and Start 2 Jobs');
  const end = 'crowd.csv into crowd: 500,002 users in 2 jobs – 500,000 imported · 2 failed.';
  await notifications.text(end);
  assert.equal(pool.userCount, 500_000);

  await window.runCommand('Cognito: Stop Validating Import CSV');
  await errors(window, 'no error', (count) => count === 0);
  await window.openView();
  await window.tree.expand('default', 'crowd');
  for (const [index, line] of [2, 500_003].entries()) {
    const part = `crowd-${index + 1}`;
    await window.tree.row(part).click();
    const panel = new JobPage(await window.panel(part));
    await panel.frame.locator('.results summary').click();
    await panel.frame.getByRole('button', { name: `Open line ${line}`, exact: true }).waitFor();
    // Those of an earlier part stay.
    await errors(window, `the failed rows of ${part}`, (count) => count === index + 1);
  }
});
