// After an import: its report, and the table of its users with their subs.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, openCsv } from '../support/features/createImport.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('after');
after(() => folder.remove());

test('after an import its users get their groups; its report and sub map are files beside its CSV', async () => {
  const { control, calls } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0, enforceQuotas: true });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'staff' });
  const row = (name: string, isVerified = true): string =>
    `${name},${name}@example.com,${isVerified ? 'TRUE' : 'FALSE'}`;
  const rows = [row('ada'), row('bob'), row('cy', false), row('di')];
  writeFileSync(
    join(folder.path, 'people.csv'),
    ['cognito:username,email,email_verified', ...rows, ''].join('\n'),
  );
  writeFileSync(
    join(folder.path, 'people.after.csv'),
    'username,source_id,groups,disabled\nbob,auth0|7,"[""admins"",""staff""]",false\ndi,,staff,true\ncy,,staff,\n',
  );
  const window = await ui().openWindow({ folder: folder.path });
  const { dialog, notifications, quickInput, tree } = window;
  await openCsv(window, 'people.csv');
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: 'staff', picks: ['Import Anyway'], jobName: 'people' });
  await window.openView();
  await tree.expand('default', 'staff');
  await tree.row('people').description(/3 imported/);
  calls.clear();

  await tree.row('people').choose('Export Sub Map…');
  await notifications.text(
    'The subs of 3 users are in people-subs.csv. 1 has the id of the source beside it.',
  );
  const subs = readFileSync(join(folder.path, 'people-subs.csv'), 'utf8').split('\n');
  const sub = (name: string): string => pool.user(name)?.sub ?? '?';
  assert.deepEqual(subs, [
    'username,sub,source_id',
    `ada,${sub('ada')},`,
    `bob,${sub('bob')},auth0|7`,
    `di,${sub('di')},`,
    '',
  ]);

  await tree.row('people').choose('Apply Groups and Disabled State…');
  const { message, detail } = await dialog.text();
  assert.equal(message, 'Apply groups and disabled state to the users of “people”?');
  assert.match(detail, /From people\.after\.csv, to 2 users of this job\./);
  assert.match(
    detail,
    /3 memberships of 2 groups:\n• admins: 1 user \(will be created\)\n• staff: 2 users \(will be created\)/,
  );
  assert.match(detail, /1 user will be disabled/);
  await picture(window, 'groups-plan');
  await dialog.press('Apply Groups and Disabled State');
  await notifications.text('The groups of people are applied: 2 users changed.');
  const members = (group: string): readonly string[] =>
    [...(pool.groups.get(group)?.members ?? [])].map(({ username }) => username);
  assert.deepEqual([members('admins'), members('staff')], [['bob'], ['bob', 'di']]);
  assert.deepEqual(
    ['ada', 'bob', 'di'].map((name) => pool.user(name)?.enabled),
    [true, true, false],
  );

  await tree.row('people').choose('Save Import Report…');
  await quickInput.pick('Without Cell Values');
  await quickInput.title('Save the Report of people');
  // The dialog inserts its proposal some time after it has opened, and overwrites what was typed before.
  await quickInput.holds(join(folder.path, 'people-report.md'));
  await quickInput.type(join(folder.path, 'done.md'));
  await quickInput.holds(join(folder.path, 'done.md'));
  await quickInput.accept();
  await notifications.press(
    /^The report is in done\.md, with done\.json and done\.rows\.ndjson beside it\./,
    'Show Report',
  );
  await window.page.locator('.view-line', { hasText: '# Import people' }).waitFor();
  const text = ['md', 'json', 'rows.ndjson'].map((end) =>
    readFileSync(join(folder.path, `done.${end}`), 'utf8'),
  );
  assert.match(text[0] ?? '', /\| FAILED \| The User Record does not set any .* \| 1 \| 4 \|/);
  assert.match(text[0] ?? '', /\| Apply Groups and Disabled State \| .* \| yes \| 2 \| 0 \| 0 \|/);
  await picture(window, 'import-report');
  const report = JSON.parse(text[1] ?? '') as { job: { ImportedUsers: string }; csv: { isProven: boolean } };
  assert.deepEqual([report.job.ImportedUsers, report.csv.isProven], ['3', true]);
  const outcomes = (text[2] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; outcome: string });
  assert.deepEqual(outcomes.map(({ line, outcome }) => `${line} ${outcome}`).sort(), [
    '2 SUCCEEDED',
    '3 SUCCEEDED',
    '4 FAILED',
    '5 SUCCEEDED',
  ]);
  for (const each of text) assert.doesNotMatch(each, /ada|bob|example\.com|auth0|X-Amz/);
  assert.deepEqual(calls.overQuota, []);
  assert.ok(!existsSync(join(folder.path, 'people-subs-2.csv')));
});
