// A folder of CSVs is imported: it is followed as one import, resumed after the window was closed, and asks what to do if a part was stopped.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, createFrom } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports } from '../support/features/imports.ts';
import { storedImports } from '../support/machine/storedImports.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('batch');
after(() => folder.remove());
// No row is imported until a test ends its job.
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 0, pendingMs: 0 });
  ui().emulator.control.roles.ensureConsoleRole();
});
afterEach(() => finishImports(ui().emulator.control));

/** Three CSVs with two users each, in a folder of that name. */
function writeFolder(name: string): void {
  mkdirSync(join(folder.path, name));
  for (const file of ['a', 'b', 'c']) {
    const rows = [1, 2].map((number) => `${name}-${file}${number},${file}${number}@example.com,TRUE`);
    const text = ['cognito:username,email,email_verified', ...rows].join('\n');
    writeFileSync(join(folder.path, name, `${file}.csv`), text);
  }
}

/** Creates and starts the folder's jobs, answering every question. */
async function importFolder(name: string): Promise<{ window: Workbench; pool: UserPool }> {
  writeFolder(name);
  const pool = ui().emulator.control.createPool({ name: `pool-${name}` });
  const window = await ui().openWindow({ folder: folder.path });
  await createFrom(window, name);
  // Comparing with the pool and trying the first rows are offered for a single CSV only.
  const end = 'Create and Start 3 Jobs';
  await answerImport(window, { pool: pool.name, jobName: name, offered: [end], end });
  return { window, pool };
}

/** Lets the job of a part end once it runs. */
async function finish(pool: UserPool, jobName: string): Promise<void> {
  const running = () => pool.jobs.find((job) => job.spec.name === jobName && job.isActive);
  await eventually(
    `${jobName} runs`,
    () => Promise.resolve(running() !== undefined),
    (runs) => runs,
  );
  ui().emulator.control.finishJob(pool.id, running()?.id ?? '');
}

const made = (pool: UserPool): readonly string[] => pool.jobs.map(({ spec }) => spec.name);

test('a folder is imported as one import, which is resumed after the window was closed', async () => {
  const { window, pool } = await importFolder('staff');
  const { notifications } = window;
  await notifications.text(/^Importing staff: part 1 of 3 · 0 imported/);
  await finish(pool, 'staff-1');
  await notifications.text(/^Importing staff: part 2 of 3 · 0 imported/);

  await eventually(
    'how the first part ended is stored',
    () => Promise.resolve(storedImports(ui().vscode)),
    ([state]) => state?.parts[0]?.result?.status === 'Succeeded',
  );
  await window.away(() => finish(pool, 'staff-2'));
  await notifications.press(
    /^The import of staff into pool-staff was interrupted .* at part 2 of 3\.$/,
    'Resume',
  );
  await finish(pool, 'staff-3');
  await notifications.text('staff into pool-staff: 6 users in 3 jobs – 6 imported.');

  assert.deepEqual(made(pool), ['staff-1', 'staff-2', 'staff-3']);
  assert.equal(pool.userCount, 6);
  await eventually(
    'there is one notification for all parts, and the progress is gone',
    () => notifications.all(),
    (all) => all.length === 1,
  );
});

test('the user is asked about a stopped part, and continues with the next one', async () => {
  const { window, pool } = await importFolder('guests');
  const { notifications } = window;
  await notifications.text(/^Importing guests: part 1 of 3 · 0 imported/);
  const [first] = pool.jobs;
  assert.ok(first);
  ui().emulator.control.stopJob(pool.id, first.id);
  ui().emulator.control.finishJob(pool.id, first.id);
  await notifications.press(/Part 1 of 3 of guests was stopped: 0 imported\./, 'Continue with Part 2');
  await finish(pool, 'guests-2');
  await finish(pool, 'guests-3');
  await notifications.text('guests into pool-guests: 6 users in 3 jobs – 4 imported. 1 job did not succeed.');
  assert.deepEqual(made(pool), ['guests-1', 'guests-2', 'guests-3']);
  await notifications.press(/guests into pool-guests/, 'Show Import Jobs');
  await window.quickInput.waitFor('the jobs', (entries) => entries.length === 3);
  await window.quickInput.pick('Part 2');
  await window.panel('guests-2');
});
