// Compare with User Pool…: shows before an import which rows it would skip, and exports the others as a new CSV.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { openCsv, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { copyAll, tab } from '../support/features/results.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('compare');
after(() => folder.remove());
beforeEach(() =>
  ui().emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true }),
);

const header = 'cognito:username,email,email_verified';
const row = (name: string): string => `${name},${name}@example.com,TRUE`;
const csvOf = (names: readonly string[]): string => `${[header, ...names.map(row)].join('\n')}\n`;

test('rows of existing users are marked with creation date and status; the others are exported', async () => {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name: 'club', caseSensitive: false });
  const before = control.startImport({ userPoolId: pool.id, jobName: 'before', csv: csvOf(['ada', 'Cy']) });
  control.finishJob(pool.id, before.id);
  control.userSignsIn(pool.id, 'ada');
  writeFileSync(join(folder.path, 'members.csv'), csvOf(['ada', 'bob', 'cy', 'di']));
  calls.clear();
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, page } = window;
  await openCsv(window, 'members.csv');
  await window.runCommand('Cognito: Compare with User Pool…');
  await pickPool(window, 'club');
  const told = 'Of the 4 users of members.csv, 2 exist in club and would be skipped. 2 are new.';
  await notifications.press(told, 'Show Problems');
  const day = new Date().toISOString().slice(0, 10);
  const problems = page.locator('.markers-panel');
  await problems.getByText(`This user exists since ${day} (CONFIRMED): the import skips this row.`).waitFor();
  await problems
    .getByText(`This user exists since ${day} (RESET_REQUIRED): the import skips this row.`)
    .waitFor();
  await picture(window, 'compare');

  await window.runCommand('Cognito: Export New Rows Only…');
  await notifications.text('2 new rows of members.csv are in members-new.csv, which is not saved yet.');
  await tab(window, 'members-new');
  await page.locator('.editor-instance .view-line', { hasText: 'bob,' }).first().click();
  await eventually(
    'the new rows on the clipboard',
    () => copyAll(window),
    (text) => text === csvOf(['bob', 'di']),
  );
  assert.deepEqual(calls.overQuota, []);
});
