// The results of a job that was created elsewhere, and of one whose log may not be read.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports } from '../support/features/imports.ts';
import { copyAll, csvOf, openPanel, reason, reasons, row, tab, users } from '../support/features/results.ts';
import { useUi } from '../support/ui.ts';

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

test('a job created elsewhere shows its reasons while it runs; its CSV is located, exported from, and not used once it has changed', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'elsewhere' });
  const csv = csvOf([...users, row(0, true)]);
  control.configure({ usersPerSecond: 10 });
  const job = control.startImport({ userPoolId: pool.id, jobName: 'console-job', csv });
  // Imports half of the rows, then stands still.
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
  // The section After the import still offers it: it needs a CSV that is proved to be the job's.
  assert.equal(await frame.locator('.results').getByRole('button', { name: 'Locate CSV…' }).count(), 0);

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

test('if a log may not be read, the missing permission is named, and the rest of the job is shown', async () => {
  const { control, keys } = ui().emulator;
  const pool = control.createPool({ name: 'closed' });
  const job = control.startImport({ userPoolId: pool.id, jobName: 'closed-log', csv: csvOf(users) });
  control.finishJob(pool.id, job.id);
  keys.set('AKIAIOSFODNN7EXAMPLE', { denied: ['logs:GetLogEvents'] });
  const window = await ui().openWindow();
  const panel = await openPanel(window, pool, 'closed-log');
  await panel.status('Succeeded');
  await panel.frame.getByText(/needs the permission logs:GetLogEvents. Everything else works/).waitFor();
  assert.deepEqual(await panel.counters(), { imported: 70, skipped: 0, failed: 30 });
  keys.clear();
  await panel.press('Refresh');
  await reasons(panel, [`30 failed: ${reason}`]);

  await panel.press('Show Job Log');
  await tab(window, 'closed-log', 2);
  await window.page
    .locator('.view-line', { hasText: /\[FAILED\]\sLine\sNumber\s9\s-\sThe\sUser\sRecord/ })
    .waitFor();
});
