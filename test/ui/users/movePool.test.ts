// Moving a user pool: a comparison shows what would be lost; the export is a valid CSV, with a second file for data that it cannot carry.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { pickPool } from '../support/features/createImport.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('move');
after(() => folder.remove());
beforeEach(() => ui().emulator.control.configure({ enforceQuotas: true }));

test('pools are compared; users are exported and validated, and users that cannot be imported go to a separate file', async () => {
  const { control, calls } = ui().emulator;
  const plan = { Name: 'plan', AttributeDataType: 'String' as const, Mutable: true };
  const club = control.createPool({ name: 'club', schema: [plan], aliasAttributes: ['email'] });
  control.createPool({ name: 'new club', caseSensitive: false, mfaConfiguration: 'ON' });
  for (let user = 0; user < 130; user++) {
    const added = club.addUser({
      username: `member${user}`,
      sub: `00000000-0000-4000-8000-${String(user).padStart(12, '0')}`,
      columns: ['email', 'email_verified', 'birthdate', 'custom:plan'],
      values: [`member${user}@example.com`, user === 7 ? 'false' : 'true', '1985-02-01', 'gold, monthly'],
      created: Date.UTC(2026, 0, 2),
      status: 'CONFIRMED',
    });
    added.enabled = user !== 3;
  }
  const admin = { name: 'admins', description: undefined, precedence: 1, roleArn: undefined, created: 0 };
  club.groups.set('admins', { ...admin, members: new Set([...club.users()].slice(0, 2)) });
  calls.clear();
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, quickInput } = window;
  await window.openView();
  await window.tree.expand('default');

  await window.tree.row('club').choose('Compare User Pools…');
  await pickPool(window, 'new club');
  // As text: the server of the tests has no Markdown preview.
  const lines = window.page.locator('.editor-instance .view-line');
  await lines.filter({ hasText: '# Moving users from club to new club' }).waitFor();
  await lines.filter({ hasText: 'is not there: its values are not imported.' }).waitFor();
  await lines.filter({ hasText: 'add-custom-attributes' }).waitFor();
  await picture(window, 'compare-pools');

  await window.tree.row('club').choose('Export Users…');
  await quickInput.title(/^Export the users of club \(/);
  const path = join(folder.path, 'club-users.csv');
  await quickInput.holds(path);
  await quickInput.accept();
  const told =
    '129 users of club are in club-users.csv. What an import cannot carry is in club-users.after.csv (2 in groups, 1 disabled, 129 with a value that the CSV cannot have as it is). 1 user cannot be imported and is in club-users.left-out.csv. Every user needs an attribute that the pool verifies automatically set to verified.';
  await picture(window, 'export-users');
  await notifications.press(told, 'Validate');
  await notifications.text(/^club-users\.csv for club – 129 users: 129 ready\./);

  const [header = '', first = ''] = readFileSync(path, 'utf8').split('\n');
  assert.equal(header, club.csvHeader.join(','));
  assert.match(first, /02\/01\/1985.*gold\\, monthly/);
  const kept = readFileSync(join(folder.path, 'club-users.after.csv'), 'utf8').split('\n');
  assert.match(kept[1] ?? '', /^member0,00000000-0000-4000-8000-000000000000,"\[""admins""\]",,CONFIRMED,/);
  assert.match(kept[4] ?? '', /^member3,[^,]*,,true,/);
  assert.match(readFileSync(join(folder.path, 'club-users.left-out.csv'), 'utf8'), /^member7,/m);
  assert.deepEqual(calls.overQuota, []);
});
