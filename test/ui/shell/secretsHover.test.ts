// Hovers over an import CSV and over rows of the tree, and the issue report: a hover shows values of its own document only, and no value of
// any document is left in the tree, the log, the report or stored state.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { openCsv, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { Keyboard } from '../support/keyboard.ts';
import { logEverything, tracesOf } from '../support/machine/traces.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  // Without the editor's own hovers over addresses, which repeat them.
  settings: { 'security.workspace.trust.enabled': false, 'editor.links': false },
});
const folder = temporaryFolder('secrets');
after(() => folder.remove());

/** A mark in every value of the CSV that is hovered over, and one in every value of the other. */
const [shown, hidden] = ['marlowe', 'ondine'] as const;
const hash = `$2b$13$${'K'.repeat(53)}`;
/** With the text around it, for the message of a failed test. */
const anyValue = /.{0,60}(?:marlowe|ondine|K{12}|\$2b\$13|2065550100|02\/01\/1985|1985-02-01).{0,60}/i;
const secret = /X-Amz-(?:Signature|Security-Token|Credential)|wJalrXUtnFEMI|AKIA/i;
/** Any address outside the AWS documentation, which alone a hover may link to. */
const foreignUrl = /https?:\/\/(?!docs\.aws\.amazon\.com\/)/;

/** Good rows, and rows with something wrong in each column, so that problems are hovered over as well. */
function csvOf(mark: string): string {
  return [
    'cognito:username,email,email_verified,phone_number,birthdate,website,password_hash',
    `${mark}-a,${mark}-a@example.com,true,,02/01/1985,https://${mark}.example.com/?X-Amz-Signature=${mark},${hash}`,
    `${mark}-b,${mark}-b@example,${mark}-perhaps,2065550100,1985-02-01,${mark}-site,${mark}-hash`,
    '',
  ].join('\n');
}

test('hovers show no value of another file; tree, log, report and storage contain no value of any', async () => {
  const { emulator } = ui();
  const { control } = emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 });
  const pool = control.createPool({ name: 'customers', passwordHashes: true });
  control.createJob({ userPoolId: pool.id, jobName: 'waiting-for-its-file' });
  const failed = control.startImport({ userPoolId: pool.id, jobName: 'failed', csv: csvOf(hidden) });
  control.finishJob(pool.id, failed.id);
  startImport(control, pool, 'nightly');
  for (const mark of [shown, hidden]) writeFileSync(join(folder.path, `${mark}-file.csv`), csvOf(mark));
  // As wide as the longest row.
  const window = await ui().openWindow({ folder: folder.path, width: 1900 });
  await window.openView();
  await window.tree.row('default').appears();
  await logEverything(window);
  await window.openExplorer();
  for (const mark of [hidden, shown]) {
    await openCsv(window, `${mark}-file.csv`);
    await window.runCommand('Cognito: Validate Import CSV…');
    await pickPool(window, 'customers');
    await window.notifications.text(new RegExp(`^${mark}-file\\.csv for customers – 2 users`));
  }

  const cells = [
    ['cognito:username', 'cognito:username'],
    ['website', 'website'],
    [`${shown}-a,`, 'cognito:username'],
    ['https:', 'website'],
    ['$2b$13$', 'hash of BCRYPT'],
    [`${shown}-b,`, 'cognito:username'],
    [`${shown}-perhaps`, 'email_verified'],
    ['2065550100', 'phone_number'],
    ['1985-02', 'birthdate'],
    [`${shown}-hash`, 'password_hash'],
  ] as const;
  for (const [cell, column] of cells) {
    const hover = await hoverOver(window, cell, column);
    assert.ok(!hover.includes(hidden), cell);
    assert.doesNotMatch(hover, secret, cell);
    assert.doesNotMatch(hover, foreignUrl, cell);
    assert.doesNotMatch(hover, /K{12}/, cell);
  }

  await window.openView();
  await window.tree.expand('default', 'customers');
  const tooltips: string[] = [];
  for (const row of ['default', 'customers', 'waiting-for-its-file', 'failed', 'nightly'])
    tooltips.push(await window.tree.row(row).tooltip());
  await failsOnce(window);
  const report = await reportOf(window);
  finishImports(control);

  await window.stored('something of the file', new RegExp(`${shown}-file`));
  const traces = await tracesOf(window, ui());
  const places = {
    tooltips: [tooltips.join('\n'), /waiting-for-its-file/],
    tree: [await window.page.locator('.sidebar').innerHTML(), /waiting-for-its-file/],
    report: [report, /## Facts/],
    'pages and workbench': [traces['pages and workbench'], /## Facts|Facts/],
    'stored by the browser': [traces['stored by the browser'], /-file/],
    'printed by the server': [traces['printed by the server'], /./],
    'stored by the server': [traces['stored by the server'], /-file/],
  } as const;
  for (const [place, [text, expected]] of Object.entries(places)) {
    // Proves that the place was read at all. VS Code itself shows the names of the files.
    assert.match(text, expected, place);
    const rest = text.replaceAll(/(?:marlowe|ondine)-file/g, '');
    assert.doesNotMatch(rest, secret, place);
    assert.equal(anyValue.exec(rest)?.[0], undefined, place);
  }
});

/** The markup of the hover over the text in the editor, once it names the column. */
async function hoverOver({ page }: Workbench, text: string, column: string): Promise<string> {
  const hover = page.locator('.editor-instance .monaco-hover:visible');
  await eventually(
    `the hover over ${text} names ${column}`,
    async () => {
      await page.keyboard.press('Escape');
      await hover.first().waitFor({ state: 'hidden', timeout: 2_000 });
      const { x, y } = await placeOf(page.locator('.editor-instance .view-lines'), text);
      // Opened with the keyboard, at the cursor: a busy window may miss that the pointer rests.
      await page.mouse.click(x, y);
      await page.mouse.move(0, 0);
      await page.keyboard.press('ControlOrMeta+K');
      await page.keyboard.press('ControlOrMeta+I');
      await hover.first().waitFor({ timeout: 3_000 });
      return (await hover.allInnerTexts()).join('\n');
    },
    (told) => told.includes(column),
  );
  return (await hover.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML))).join('\n');
}

/** Where the first character of the text is on screen. */
async function placeOf(
  lines: ReturnType<Workbench['page']['locator']>,
  text: string,
): Promise<{ readonly x: number; readonly y: number }> {
  return lines.evaluate((all, wanted) => {
    for (const line of all.querySelectorAll('.view-line')) {
      const at = line.textContent.indexOf(wanted);
      if (at < 0) continue;
      // A long line is drawn in pieces with arbitrary boundaries.
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let before = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { length } = node.textContent ?? '';
        if (at < before + length) {
          const range = document.createRange();
          range.setStart(node, at - before);
          range.setEnd(node, at - before + 1);
          const { left, top, width, height } = range.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        }
        before += length;
      }
    }
    throw new Error(`${wanted} is not on screen.`);
  }, text);
}

/** Causes a visible failure, so that the report contains one. */
async function failsOnce(window: Workbench): Promise<void> {
  const { faults } = ui().emulator;
  faults.add({ kind: 'denied', operation: 'StopUserImportJob' });
  await window.tree.row('nightly').choose('Stop Import Job');
  await window.dialog.press('Stop Import Job');
  await window.notifications.text(/not allowed|may not|denied|permission/i);
  faults.clear();
}

/** Opens the report, and reads the document. */
async function reportOf(window: Workbench): Promise<string> {
  await window.runCommand('Cognito: Report Issue…');
  await window.notifications.text(/^The report names no profile/);
  const report = await new Keyboard(window.page).text('the report', (text) => text.includes('## Facts'));
  assert.match(report, /Failures shown in this window, newest first:\n- denied AccessDeniedException, 0 min/);
  for (const name of [
    'customers',
    'nightly',
    'waiting',
    'default',
    'us-east',
    folder.path,
    '127.0.0.1',
    '-file',
  ])
    assert.ok(!report.includes(name), name);
  return report;
}
