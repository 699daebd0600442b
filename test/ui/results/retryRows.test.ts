// Failed rows: a user sees, opens, exports and fixes them, and imports them again.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, openCsv, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import {
  copyAll,
  csvOf,
  failed,
  openPanel,
  reason,
  reasons,
  tab,
  users,
} from '../support/features/results.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('retry-rows');
after(() => folder.remove());

test('failed rows are shown, opened, exported, fixed and imported: then all users are in the pool', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, failedShare: 0.9 });
  const pool = control.createPool({ name: 'customers' });
  control.roles.ensureConsoleRole();
  writeFileSync(join(folder.path, 'users.csv'), csvOf(users));
  const window = await ui().openWindow({ folder: folder.path });
  await openCsv(window, 'users.csv');
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
  // The validation has marked these lines, too.
  await window.runCommand('Cognito: Stop Validating Import CSV');
  await window.runCommand('Cognito: Hide Import Result Problems');
  await problem.first().waitFor({ state: 'detached' });
  await panel.press('Refresh');
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
  await window.tree.row('retry').description('30 imported');
  assert.equal(readFileSync(join(folder.path, 'users-failed.csv'), 'utf8'), fixed);
  assert.equal(pool.userCount, 100);
  const missing = users.map((_, index) => `user${index}`).filter((name) => !pool.user(name));
  assert.deepEqual(missing, []);
});
