// The import history: an import of this machine is remembered after a killed host, repeated, compared, and shown after AWS has deleted it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { eventually, patience } from '../support/eventually.ts';
import { answerImport, openCsv } from '../support/features/createImport.ts';
import { finishImports } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { killExtensionHost } from '../support/machine/extensionHost.ts';
import { filesBelow } from '../support/machine/traces.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('history');
after(() => folder.remove());
const path = join(folder.path, 'people.csv');

/** Two rows fail: `cy` without a verified contact, `di` with an invalid birthdate. */
function write(rows: readonly string[]): void {
  writeFileSync(path, ['cognito:username,email,email_verified,birthdate', ...rows, ''].join('\n'));
}
const good = ['ada,ada@example.com,TRUE,02/01/1985', 'bob,bob@example.com,TRUE,'];
const cy = (verified: boolean): string => `cy,cy@example.com,${verified ? 'TRUE' : 'FALSE'},`;
const di = (birthdate: string): string => `di,di@example.com,TRUE,${birthdate}`;

/** Waits for an entry of the history with this description. Resolves with its detail. */
async function entry({ quickInput }: Workbench, description: RegExp): Promise<string> {
  const entries = await quickInput.waitFor(`an entry with ${description.source}`, (all) =>
    all.some((each) => description.test(each.description)),
  );
  return entries.find((each) => description.test(each.description))?.detail ?? '';
}

async function openHistory(window: Workbench): Promise<void> {
  await window.runCommand('Cognito: Import History…');
  await window.quickInput.title('Import History');
}

async function shown({ page }: Workbench, text: string): Promise<void> {
  await page.locator('.view-line', { hasText: text }).first().waitFor();
}

test('an import is remembered after a killed host, repeated with a changed file, compared, and kept without AWS', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 0, pendingMs: 0 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'staff' });
  write([...good, cy(false), di('1985-02-31')]);
  const window = await ui().openWindow({ folder: folder.path });
  const { dialog, notifications, quickInput, tree } = window;
  await openCsv(window, 'people.csv');
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: 'staff', picks: ['Import Anyway'], jobName: 'first' });
  await notifications.text(/^first has started/);
  await killExtensionHost(ui().vscode);
  finishImports(control);

  // VS Code may notice only after 20 s that its host is gone.
  await eventually(
    'the window after the kill',
    () => notifications.texts(),
    (texts) => texts.some((text) => text.startsWith('first')),
    4 * patience,
  );
  await openHistory(window);
  const detail = await entry(window, /^staff · Failed · 2 imported · 2 failed$/);
  assert.match(detail, / · first · default · \d{12}$/);
  await picture(window, 'history');
  await quickInput.pick('people.csv');
  const page = new JobPage(await window.panel('first'));
  await page.status('Failed');

  // One of the two wrong rows is corrected.
  write([...good, cy(true), di('1985-02-31')]);
  await openHistory(window);
  await quickInput.pressOn('people.csv', 'Import Again…');
  const { message } = await dialog.text();
  assert.equal(message, 'people.csv has changed since this import.');
  await picture(window, 'import-again-changed');
  await dialog.press('Import It as It Is Now');
  await quickInput.pick('Import Anyway');
  await quickInput.message(/A name for the import job/);
  await quickInput.type('second');
  await quickInput.accept();
  await quickInput.pick('Create and Start');
  await notifications.text(/^second has started/);
  finishImports(control);
  const [first, second] = pool.jobs;
  assert.ok(first && second);
  assert.equal(second.spec.name, 'second');
  assert.equal(
    second.spec.cloudWatchLogsRoleArn,
    first.spec.cloudWatchLogsRoleArn,
    'neither pool nor role was asked for again',
  );

  await window.openView();
  await tree.expand('default', 'staff');
  // A comparison lists the imports as they are when it is started: wait for the results first.
  await tree.row('second').description(/2 skipped/);
  await window.runCommand('Cognito: Compare Two Imports…');
  await entry(window, /^staff · .*2 skipped/);
  await picture(window, 'compare-first');
  await quickInput.type('second');
  await quickInput.accept();
  await quickInput.waitFor(
    'the other import',
    (all) => all.length > 0 && all.some(({ detail: text }) => text.includes('first')),
  );
  await quickInput.accept();
  await shown(window, '# Two imports compared');
  await shown(window, 'The file changed between the two imports.');
  await shown(window, 'went away');
  await shown(window, 'stayed');
  await shown(window, 'new');
  await picture(window, 'compare-document');

  await tree.row('second').choose('Save Import Report…');
  await quickInput.waitFor('both kinds', (all) => all.length === 2);
  await picture(window, 'report-values');
  await quickInput.pick('With Usernames');
  await quickInput.holds(join(folder.path, 'second-report.md'));
  await quickInput.accept();
  await notifications.text(
    /^The report is in second-report\.md, with second-report\.json and second-report\.rows\.ndjson/,
  );
  const rows = readFileSync(join(folder.path, 'second-report.rows.ndjson'), 'utf8').trimEnd().split('\n');
  const named = rows.map((row) => JSON.parse(row) as { line: number; username: string; outcome: string });
  assert.deepEqual(
    named.map(({ line, username, outcome }) => `${line} ${username} ${outcome}`),
    ['2 ada SKIPPED', '3 bob SKIPPED', '4 cy SUCCEEDED', '5 di FAILED'],
  );
  const markdown = readFileSync(join(folder.path, 'second-report.md'), 'utf8');
  assert.match(markdown, /^- Imported by: arn:aws:/m);
  assert.match(markdown, /^- Values of rows: usernames/m);

  // AWS has neither the user pool nor its jobs any more.
  control.deletePool(pool.id);
  await openHistory(window);
  await quickInput.type('first');
  await quickInput.accept();
  await shown(window, '# Import first');
  await shown(window, 'From the import history of this machine');
  await picture(window, 'history-document');
  await openHistory(window);
  await quickInput.type('first');
  await quickInput.pressOn('people.csv', 'Remove from History');
  await notifications.text(/^first is removed from the import history\./);
  await quickInput.cancel();

  const stored = filesBelow(join(ui().vscode.dataDir, 'data/User/globalStorage'));
  assert.match(stored, /second/);
  assert.doesNotMatch(stored, /ada@|bob@|cy@|di@|1985-02-31|X-Amz-Signature/);
  await window.runCommand('Cognito: Delete Local Copies…');
  await quickInput.waitFor('the history', (all) => all.some(({ label }) => label === 'Import History'));
  await picture(window, 'delete-local-copies');
  await quickInput.cancel();
  await window.runCommand('Cognito: Clear Import History…');
  assert.match((await dialog.text()).message, /^Remove 1 import job from the import history\?/);
  await dialog.press('Clear Import History');
  await notifications.text('1 import job removed from the import history.');
  await window.runCommand('Cognito: Import History…');
  await notifications.text('Nothing has been imported from this machine yet.');
});
