// A CSV that is too large for one job is split into several.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, createFrom, pickPool } from '../support/features/createImport.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { errors } from '../support/features/problems.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('csv-imports');
after(() => folder.remove());

test('a file too large for one job is split, and the failures of both parts are marked at its lines', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 10_000_000, pendingMs: 0, failedShare: 0.9 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'crowd' });
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
    // The marks of an earlier part stay.
    await errors(window, `the failed rows of ${part}`, (count) => count === index + 1);
  }
});
