// Groups and disabled users from a file of another system: the user selects the file, and says what its columns mean.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { eventually } from '../support/eventually.ts';
import { importUsers } from '../support/features/createImport.ts';
import { Keyboard } from '../support/keyboard.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('columns');
after(() => folder.remove());

/** Waits for the question before picking: several questions offer the same columns. */
async function pick({ quickInput }: Workbench, question: string, label: string): Promise<void> {
  await eventually(
    question,
    () => quickInput.placeholder(),
    (text) => text === question,
  );
  await quickInput.pick(label);
}

test('groups are applied and a user is disabled, from a selected file with selected columns', async () => {
  const { control, calls } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'staff' });
  const rows = [
    'note,person,teams,left us',
    ',crew0,admins | staff,no',
    'x,crew2,staff,yes',
    ',crew9,staff,yes',
  ];
  writeFileSync(join(folder.path, 'roles.csv'), `${rows.join('\n')}\n`);
  const window = await importUsers(ui(), folder.path, { pool: 'staff', name: 'crew', count: 3 });
  const { dialog, notifications, tree } = window;
  await window.openView();
  await tree.expand('default', 'staff');
  await tree.row('crew').description(/3 imported/);
  calls.clear();

  await tree.row('crew').choose('Apply Groups and Disabled State…');
  const path = join(folder.path, 'roles.csv');
  await new Keyboard(window.page).answer('Select the file with the groups of crew', path);
  await pick(window, 'Select the column that names the users as the import CSV does', 'person');
  assert.equal(await window.quickInput.title(), 'Columns of roles.csv');
  await pick(window, 'Select the column with the groups', 'teams');
  await pick(window, 'Select what stands between two groups of a user', 'Vertical Bar');
  const state = 'Select the column that says who is disabled (true, yes, 1, disabled) or enabled';
  await picture(window, 'columns-state');
  await pick(window, state, 'left us');
  const { message, detail } = await dialog.text();
  assert.equal(message, 'Apply groups and disabled state to the users of “crew”?');
  // Users that this job did not import are left alone.
  assert.match(detail, /^From roles\.csv, to 2 users of this job\./m);
  assert.match(detail, /• admins: 1 user \(will be created\)\n• staff: 2 users \(will be created\)/);
  assert.match(detail, /1 user will be disabled/);
  await picture(window, 'columns-plan');
  await dialog.press('Apply Groups and Disabled State');
  await notifications.text('The groups of crew are applied: 2 users changed.');
  const members = (group: string): readonly string[] =>
    [...(pool.groups.get(group)?.members ?? [])].map(({ username }) => username);
  assert.deepEqual([members('admins'), members('staff')], [['crew0'], ['crew0', 'crew2']]);
  assert.deepEqual(
    [...pool.users()].filter(({ enabled }) => !enabled).map(({ username }) => username),
    ['crew2'],
  );
  assert.deepEqual(calls.overQuota, []);
});
