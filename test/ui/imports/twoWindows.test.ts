// Two windows of one user and one import: a window that hangs loses the import to the other window, and notices before it does anything more.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, createFrom } from '../support/features/createImport.ts';
import { eventually, patience } from '../support/eventually.ts';
import { suspendExtensionHost, extensionHosts } from '../support/machine/extensionHost.ts';
import { finishImports } from '../support/features/imports.ts';
import { storedImports } from '../support/machine/storedImports.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('two-windows');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 1, pendingMs: 0 });
  ui().emulator.control.roles.ensureConsoleRole();
  ui().emulator.calls.clear();
});
afterEach(() => {
  ui().emulator.faults.clear();
  finishImports(ui().emulator.control);
});

function writeCsv(name: string, users: number): void {
  const rows = Array.from({ length: users }, (_, user) => `${name}${user},${name}${user}@example.com,TRUE`);
  writeFileSync(
    join(folder.path, `${name}.csv`),
    ['cognito:username,email,email_verified', ...rows].join('\n'),
  );
}

test('a window that hangs in the middle of an upload loses the import to the other, and nothing is done twice', async () => {
  const { emulator, vscode } = ui();
  const { control, faults, calls } = emulator;
  const pool = control.createPool({ name: 'staff' });
  writeCsv('crew', 300);
  // Opened first, so that it exists when the other one hangs. Its view is opened, so it watches imports.
  const helping = await ui().openWindow({ folder: folder.path });
  await helping.openView();
  await helping.tree.row('default').appears();
  const before = extensionHosts(vscode);
  const hanging = await ui().openWindow({ folder: folder.path, beside: helping });
  faults.add({ kind: 'hang', operation: 'PutObject', times: 1 });
  await createFrom(hanging, 'crew.csv');
  await answerImport(hanging, { pool: pool.name, jobName: 'crew' });
  await hanging.notifications.text(/^Importing crew\.csv: \d+ kB of \d+ kB uploaded/);
  const { resume } = suspendExtensionHost(vscode, before);
  try {
    const offer = /^The import of crew\.csv into staff was interrupted .* before its CSV was uploaded\.$/;
    await eventually(
      'the offer in the other window',
      () => helping.notifications.texts(),
      (texts) => texts.some((text) => offer.test(text)),
      3 * patience,
    );
    faults.clear();
    await helping.notifications.press(offer, 'Resume');
    await helping.notifications.text('crew has started: 300 users.');
  } finally {
    resume();
  }
  await hanging.notifications.text('crew: Another window is working on this import.');
  assert.deepEqual(
    pool.jobs.map(({ spec }) => spec.name),
    ['crew'],
  );
  assert.deepEqual([calls.count('CreateUserImportJob'), calls.count('StartUserImportJob')], [1, 1]);
  assert.deepEqual(
    storedImports(vscode).map(({ jobName, status }) => [jobName, status]),
    [['crew', 'finished']],
  );
});
