// An extension host that is killed during an import: the next one offers to resume it, and nothing is done twice or lost.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, createFrom, csvOfUsers, importUsers } from '../support/features/createImport.ts';
import { eventually, patience } from '../support/eventually.ts';
import { killExtensionHost } from '../support/machine/extensionHost.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('interrupted');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 1, pendingMs: 0 });
  ui().emulator.control.roles.ensureConsoleRole();
});
afterEach(() => {
  ui().emulator.faults.clear();
  finishImports(ui().emulator.control);
});

/**
 * Accepts the offer of the extension host that replaces the killed one. VS Code may notice the kill only after 20 s, and the new host
 * needs as long to find out that the owner of the import is gone.
 */
async function resume({ notifications }: Workbench, offer: RegExp): Promise<void> {
  await eventually(
    `the offer ${offer.source}`,
    () => notifications.texts(),
    (texts) => texts.some((text) => offer.test(text)),
    4 * patience,
  );
  await notifications.press(offer, 'Resume');
}

/** Resolves once the panel shows the percentage and the time left. */
async function showsProgress(window: Workbench): Promise<void> {
  await eventually(
    'percentage and time left in the panel',
    async () => (await (await window.panel('crew')).locator('.bar, .stats').allInnerTexts()).join(' '),
    (text) => /\b\d+%/.test(text) && /\d+ of 300 rows/.test(text) && /about [345] min/.test(text),
  );
}

const made = (pool: UserPool): readonly string[] => pool.jobs.map(({ spec }) => spec.name);

test('killed in the middle of the upload: the same job gets its CSV, starts, and says how long it takes', async () => {
  const { control, faults, calls } = ui().emulator;
  const pool = control.createPool({ name: 'staff' });
  calls.clear();
  faults.add({ kind: 'hang', operation: 'PutObject', times: 1 });
  const window = await importUsers(ui(), folder.path, { pool: pool.name, name: 'crew', count: 300 });
  const { notifications, tree, statusItem } = window;
  await notifications.text(/^Importing crew\.csv: \d+ kB of \d+ kB uploaded · .*URL valid for 14:\d\d$/);
  await killExtensionHost(ui().vscode);
  // The host may have been killed before its upload used up this fault.
  faults.clear();

  await resume(
    window,
    /^The import of crew\.csv into staff was interrupted .* before its CSV was uploaded\.$/,
  );
  await notifications.text('crew has started: 300 users.');
  assert.deepEqual(made(pool), ['crew']);
  assert.equal(calls.count('CreateUserImportJob'), 1);
  await window.openView();
  await tree.expand('default', 'staff');
  await tree.row('crew').description(/^\d+% · \d+ imported · about [345] min left$/);
  await tree.row('crew').click();
  await showsProgress(window);
  await window.storedPanel(pool.jobs[0]?.id ?? '');
  await window.reload();
  await showsProgress(window);
  await statusItem.text(/^crew \d+% · about [345] min left$/);
  finishImports(control);
  await statusItem.text('crew: 300 imported');
  assert.equal(pool.userCount, 300);
});

test('killed while it waits for another job: it keeps waiting, and starts once', async () => {
  const { control, calls } = ui().emulator;
  control.configure({ usersPerSecond: 0 });
  const busy = control.createPool({ name: 'busy' });
  const pool = control.createPool({ name: 'guests' });
  const blocker = startImport(control, busy, 'nightly');
  calls.clear();
  const window = await importUsers(ui(), folder.path, { pool: pool.name, name: 'visitors', count: 3 });
  const { notifications } = window;
  await notifications.press(
    'visitors: “nightly” in busy is running, and an account can run one import job at a time.',
    'Start When It Ends',
  );
  const waiting = /^Importing visitors\.csv: waiting for “nightly” in busy to end$/;
  await notifications.text(waiting);
  await killExtensionHost(ui().vscode);

  await resume(
    window,
    /^The import of visitors\.csv into guests was interrupted .* before its job was started\.$/,
  );
  await notifications.text(waiting);
  // While its row is visible, the blocking job is polled every few seconds.
  await window.openView();
  await window.tree.expand('default', 'busy');
  control.finishJob(busy.id, blocker.id);
  await notifications.text('visitors has started: 3 users.');
  finishImports(control);
  await eventually(
    'all users are imported',
    () => Promise.resolve(pool.userCount),
    (users) => users === 3,
  );
  assert.deepEqual(made(pool), ['visitors']);
  assert.equal(calls.count('CreateUserImportJob'), 1);
  assert.equal(calls.count('PutObject'), 1);
});

test('killed in the middle of several parts: the rest is imported, each part once', async () => {
  const { control, faults, calls } = ui().emulator;
  control.configure({ usersPerSecond: 1_000 });
  const pool = control.createPool({ name: 'clubs' });
  calls.clear();
  mkdirSync(join(folder.path, 'teams'));
  for (const name of ['reds', 'blues'])
    writeFileSync(join(folder.path, 'teams', `${name}.csv`), csvOfUsers(name, 2));
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications } = window;
  await createFrom(window, 'teams');
  // The first part is imported; the upload of the second gets no answer.
  const first = (): boolean => calls.count('PutObject') === 1;
  const answered = answerImport(window, {
    pool: pool.name,
    jobName: 'teams',
    end: 'Create and Start 2 Jobs',
  });
  await eventually(
    'the upload of part 1',
    () => Promise.resolve(first()),
    (is) => is,
  );
  faults.add({ kind: 'hang', operation: 'PutObject', times: 1 });
  await answered;
  await notifications.text(/^Importing teams: part 2 of 2 · .* uploaded/);
  await killExtensionHost(ui().vscode);
  // The host may have been killed before its upload used up this fault.
  faults.clear();

  await resume(window, /^The import of teams into clubs was interrupted .* at part 2 of 2\.$/);
  await notifications.text('teams into clubs: 4 users in 2 jobs – 4 imported.');
  assert.deepEqual(made(pool), ['teams-1', 'teams-2']);
  assert.equal(calls.count('CreateUserImportJob'), 2);
  assert.equal(pool.userCount, 4);
});
