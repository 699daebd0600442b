// A CSV with many mistakes: they are shown and fixed, and the CSV is imported.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { poolSpec } from '../../support/cognito/mistakesPool.ts';
import { mistakes, mistakesFile, unmarked } from '../../unit/csv/mistakes.ts';
import { answerImport, openCsv, pickPool } from '../support/features/createImport.ts';
import { Keyboard } from '../support/keyboard.ts';
import { errors } from '../support/features/problems.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('mistakes');
after(() => folder.remove());

test('forty kinds of mistakes in a file are shown and fixed, and the file is imported without a failure', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 10_000_000, pendingMs: 0, failedShare: 0.9 });
  control.roles.ensureConsoleRole();
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
  // The only question: one of the years has two digits.
  await window.quickInput.pick('No Year Is in the Future');
  await notifications.text(/^\d+ problems fixed\. mistakes\.csv for csv-tests/);
  const byHand = mistakes.filter(({ how }) => how !== 'safe').length;
  await errors(window, 'what is left', (count) => count > 0 && count <= byHand + 1);
  await page.locator('.editor-instance .view-line').first().click();
  const safe = await keyboard.text('the file as it was fixed', (text) =>
    text.startsWith('cognito:username,email,'),
  );
  const rest = new Map(mistakes.map(({ line, fixed }) => [unmarked(line), fixed]));
  const lines = safe.split('\n').filter((line) => line !== '');
  // Also removes the last column, which no pool can import.
  const repaired = lines
    .map((line) => (rest.has(line) ? (rest.get(line) ?? '') : line))
    // Removes one of two different rows with the same username: only a user can decide which.
    .filter((line) => line !== '')
    .map((line) => line.slice(0, line.lastIndexOf(',')));
  await keyboard.paste(`${repaired.join('\n')}\n`);
  await errors(window, 'no error', (count) => count === 0);

  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: pool.name, picks: ['ARGON2ID'], jobName: 'repaired' });
  await notifications.text(`repaired has started: ${repaired.length - 1} users.`);
  const [job] = pool.jobs;
  assert.ok(job);
  const { status, results } = control.finishJob(pool.id, job.id);
  const { imported, skipped, failed } = results;
  assert.deepEqual([status, imported, skipped, failed], ['Succeeded', repaired.length - 1, 0, 0]);
});
