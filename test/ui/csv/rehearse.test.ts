// Rehearse in Sandbox…: predicts the results of a CSV on this machine alone; a real job of the same CSV has the same results.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { chooseOnFile, openCsv, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { copyAll, tab } from '../support/features/results.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false, 'files.autoSave': 'off' },
});
const folder = temporaryFolder('rehearse');
after(() => folder.remove());
beforeEach(() => ui().emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0 }));

const header = 'cognito:username,email,email_verified,birthdate,custom:plan';
const rows = [
  'ada,ada@example.com,TRUE,12/10/1985,gold',
  'bob,bob@example.com,FALSE,12/10/1985,gold',
  'ADA,ada2@example.com,TRUE,12/10/1985,gold',
  'cy,cy@example.com,TRUE,1985-12-10,gold',
  'di,di@example.com,TRUE,,platinum',
  'ed,ed@example.com,TRUE,,gold',
  'flo,flo@example.com,TRUE,,gold',
];
const mistakes = `${[header, ...rows].join('\n')}\n`;

function makePool() {
  return ui().emulator.control.createPool({
    name: 'club',
    caseSensitive: false,
    schema: [
      {
        Name: 'plan',
        AttributeDataType: 'String',
        StringAttributeConstraints: { MinLength: '1', MaxLength: '5' },
      },
    ],
  });
}

/** The text of the report beside the CSV: the VS Code of these tests has no Markdown extension to render it. */
async function report(window: Workbench, name: string): Promise<string> {
  const title = `${name} – rehearsal`;
  await tab(window, title);
  await window.page.getByRole('tab', { name: new RegExp(title) }).click();
  return eventually(
    'the report',
    () => copyAll(window),
    (text) => text.startsWith('# Rehearsal of'),
  );
}

test('mistakes are marked at their lines, and the counters are those of a real job of the same CSV', async () => {
  const { control, calls } = ui().emulator;
  const pool = makePool();
  writeFileSync(join(folder.path, 'members.csv'), mistakes);
  calls.clear();
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, page } = window;
  await openCsv(window, 'members.csv');
  await window.runCommand('Cognito: Rehearse in Sandbox…');
  await pickPool(window, 'club');
  const told =
    'Rehearsed members.csv for club: of 7 users, 3 imported · 1 skipped · 3 failed. The job would end as Failed: Too many users have failed or been skipped during the import. At AWS it takes less than a minute.';
  await notifications.press(told, 'Show Problems');
  const text = await report(window, 'members.csv');
  assert.ok(text.includes('**Of 7 users, 3 imported · 1 skipped · 3 failed.**'), text);
  assert.ok(text.includes('| skipped | The user already exists. | 1 | 4 |'), text);
  const problems = page.locator('.markers-panel');
  for (const [text, line] of [
    ['Would fail: The User Record does not set any of the auto verified attributes to true.', 3],
    ['Would be skipped: The user already exists. An earlier row of this CSV has created it.', 4],
    ['Would fail: A birthdate is written mm/dd/yyyy.', 5],
    ['Would fail: The value is longer than the attribute allows.', 6],
  ] as const)
    await problems
      .locator('.monaco-list-row', { hasText: text })
      .filter({ hasText: `[Ln ${line}, Col 1]` })
      .waitFor();
  await picture(window, 'rehearsal-problems');
  const asked = Object.keys(calls.counts).filter((key) => !key.includes(' '));
  assert.deepEqual(asked.toSorted(), [
    'DescribeUserPool',
    'GetCSVHeader',
    'GetCallerIdentity',
    'ListUserPools',
  ]);
  assert.equal(pool.userCount, 0);

  const real = control.startImport({ userPoolId: pool.id, jobName: 'real', csv: mistakes });
  const { status, results } = control.finishJob(pool.id, real.id);
  assert.deepEqual([status, results.imported, results.skipped, results.failed], ['Failed', 3, 1, 3]);
});

test('a rehearsal can be opened in the sandbox, as a job there', async () => {
  const good = `${[header, rows[0], rows[5]].join('\n')}\n`;
  makePool();
  writeFileSync(join(folder.path, 'good.csv'), good);
  const window = await ui().openWindow({ folder: folder.path });
  await chooseOnFile(window, 'good.csv', 'Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await window.notifications.press(
    'Rehearsed good.csv for club: all 2 users would be imported. At AWS it takes less than a minute.',
    'Look at It in the Sandbox',
  );
  const panel = new JobPage(await window.panel('rehearsal'));
  await panel.status('Succeeded');
  assert.deepEqual(await panel.counters(), { imported: 2, skipped: 0, failed: 0 });
  await picture(window, 'rehearsal-in-sandbox');
});

test('a folder is rehearsed as it is imported: one CSV after another over one pool, each with its own marks', async () => {
  const pool = makePool();
  mkdirSync(join(folder.path, 'staff'));
  const write = (name: string, ...lines: readonly (string | undefined)[]): void =>
    writeFileSync(join(folder.path, 'staff', name), `${[header, ...lines].join('\n')}\n`);
  write('a.csv', rows[0], rows[5]);
  // The user of the first row is in the other CSV, too.
  write(
    'b.csv',
    rows[2],
    rows[3],
    rows[6],
    'gil,gil@example.com,TRUE,,gold',
    'hal,hal@example.com,TRUE,,gold',
  );
  write('empty.csv');
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, page } = window;
  await chooseOnFile(window, 'staff', 'Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await notifications.press(
    'Rehearsed staff for club: of 7 users, 5 imported · 1 skipped · 1 failed. At AWS it takes less than a minute.',
    'Show Problems',
  );
  const text = await report(window, 'staff');
  assert.ok(text.includes('| 2 | b.csv | 5 | 3 | 1 | 1 | Succeeded |'), text);
  assert.ok(text.includes('| b.csv | skipped | The user already exists. | 1 | 2 |'), text);
  const problems = page.locator('.markers-panel');
  await problems.locator('.monaco-list-row', { hasText: 'b.csv' }).first().waitFor();
  for (const [text, line] of [
    ['Would be skipped: The user already exists. An earlier row of these CSVs has created it.', 2],
    ['Would fail: A birthdate is written mm/dd/yyyy.', 3],
  ] as const)
    await problems
      .locator('.monaco-list-row', { hasText: text })
      .filter({ hasText: `[Ln ${line}, Col 1]` })
      .waitFor();
  await picture(window, 'rehearsal-folder');
  assert.equal(pool.userCount, 0);
});

test('a CSV with unsaved changes is not rehearsed', async () => {
  makePool();
  writeFileSync(join(folder.path, 'unsaved.csv'), mistakes);
  const window = await ui().openWindow({ folder: folder.path });
  await openCsv(window, 'unsaved.csv');
  await window.page.locator('.editor-instance .view-line', { hasText: 'cognito:username' }).click();
  await window.page.keyboard.type('x');
  await window.runCommand('Cognito: Rehearse in Sandbox…');
  await pickPool(window, 'club');
  await window.notifications.text('Save unsaved.csv first. It is rehearsed as it is on the disk.');
});
