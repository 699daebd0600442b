// CSVs that cannot be imported as they are: one full of mistakes is mended, one too large is cut into jobs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../support/cleanup.ts';
import { poolSpec } from '../support/mistakesPool.ts';
import { mistakes, mistakesFile, unmarked } from '../unit/csv/mistakes.ts';
import { answerImport, createFrom, openCsv, pickPool } from './support/createImport.ts';
import { eventually } from './support/eventually.ts';
import { JobPage } from './support/jobPage.ts';
import { Keyboard } from './support/keyboard.ts';
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

test('a file with forty kinds of mistakes is shown, mended and imported without a failure', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool(poolSpec);
  writeFileSync(join(folder.path, 'mistakes.csv'), mistakesFile);
  const window = await ui().openWindow({ folder: folder.path });
  const { page, notifications } = window;
  const keyboard = new Keyboard(page);
  await openCsv(window, 'mistakes.csv');
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
  await answerImport(window, { pool: pool.name, picks: ['ARGON2ID'], jobName: 'mended' });
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
  const { quickInput, notifications } = window;
  await createFrom(window, 'crowd.csv');
  await pickPool(window, pool.name);
  await quickInput.waitFor('to split it', (all) => all.some(({ label }) => label === 'Split into 2 Jobs'));
  assert.match(await quickInput.placeholder(), /^Too large for one job · 500,002 users: 500,000 ready/);
  const answers = { picks: ['Split into 2 Jobs'], jobName: 'crowd', end: 'Create and Start 2 Jobs' };
  await answerImport(window, answers);
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
