// A conversion, a rehearsal, an import, its undo and an export leave no value of a user, except in the requested files.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import {
  answerImport,
  chooseOnFile,
  createFrom,
  fileRow,
  pickPool,
} from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { logEverything, tracesOf } from '../support/machine/traces.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('secrets');
after(() => folder.remove());

test('conversion, rehearsal, import, undo and export leave no value of a user, except in the requested files', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'club' });
  pool.addUser({
    username: 'quartz-old',
    sub: '00000000-0000-4000-8000-000000000001',
    columns: ['email', 'email_verified'],
    values: ['quartz-old@example.com', 'true'],
    created: Date.UTC(2026, 0, 2),
    status: 'CONFIRMED',
  });
  const rows = ['ann', 'bob'].map((name) => `quartz-${name},quartz-${name}@example.com,TRUE`);
  writeFileSync(
    join(folder.path, 'people.csv'),
    ['cognito:username,email,email_verified', ...rows, ''].join('\n'),
  );
  writeFileSync(
    join(folder.path, 'sheet.csv'),
    'Login;E-Mail;Email Verified;Shelf\r\nquartz-zoe;quartz-zoe@example.com;TRUE;quartz-7\r\n',
  );
  const window = await ui().openWindow({ folder: folder.path });
  const { dialog, notifications, quickInput, tree } = window;
  await window.openView();
  await tree.row('default').appears();
  await logEverything(window);
  await window.openExplorer();
  await fileRow(window, 'people.csv').waitFor();

  await convert(window);
  await chooseOnFile(window, 'people.csv', 'Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await notifications.text(/^Rehearsed people\.csv for club: all 2 users would be imported\./);
  await createFrom(window, 'people.csv');
  await answerImport(window, { pool: 'club', jobName: 'people' });
  await eventually(
    'the users are imported',
    () => Promise.resolve(pool.userCount),
    (count) => count === 3,
  );
  await window.openView();
  await tree.expand('default', 'club');
  await tree.row('people').description(/^2 imported/);
  await tree.row('people').choose('Undo Import…');
  await dialog.press('Undo Import');
  await quickInput.message(/Type the user pool's name to continue: club/);
  await quickInput.type('club');
  await quickInput.accept();
  await notifications.text(/^people is undone: 2 users deleted\./);
  // No more than three toasts are on screen at a time.
  await window.runCommand('Notifications: Clear All Notifications');
  await tree.row('club').choose('Export Users…');
  await quickInput.holds(join(folder.path, 'club-users.csv'));
  await quickInput.accept();
  await notifications.text(/^1 user of club is in club-users\.csv/);

  await window.stored('something of the files', /people/);
  for (const [place, text] of Object.entries(await tracesOf(window, ui()))) {
    assert.doesNotMatch(text, /quartz/, place);
    assert.match(text, place === 'printed by the server' ? /./ : /people/, place);
  }
});

/** Converts the sheet into a document, and closes it unsaved. */
async function convert(window: Workbench): Promise<void> {
  await chooseOnFile(window, 'sheet.csv', 'Convert to Cognito CSV…');
  await pickPool(window, 'club');
  await eventually(
    'the question about “Shelf”',
    () => window.quickInput.placeholder(),
    (asked) => asked.includes('“Shelf”'),
  );
  await window.quickInput.pick('Leave It Out');
  await window.notifications.text(/^1 user converted from sheet\.csv\./);
  await window.runCommand('View: Revert and Close Editor');
  await eventually(
    'the result is closed',
    () => window.tabs(),
    (tabs) => tabs.length === 0,
  );
}
