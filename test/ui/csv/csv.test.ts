// Import CSVs with the keyboard: validated for a pool, fixed, newly created, and converted from a spreadsheet's file.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { fileRow, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('csv');
after(() => folder.remove());

const header = 'cognito:username,email,email_verified,birthdate';

/** Opens a window on the folder with one file in it, in an editor. */
async function openFile(name: string, content: string | Uint8Array): Promise<Workbench> {
  writeFileSync(join(folder.path, name), content);
  const window = await ui().openWindow({ folder: folder.path });
  await fileRow(window, name).dblclick();
  await eventually(
    'an open editor',
    () => window.tabs(),
    (tabs) => tabs.length > 0,
  );
  return window;
}

/** The lines on screen. */
async function lines(window: Workbench): Promise<string[]> {
  const drawn = window.page.locator('.editor-instance .view-line');
  return drawn.evaluateAll((all) =>
    all
      .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ')),
  );
}

test('a file is validated for a pool, fixed with one button, and is valid', async () => {
  ui().emulator.control.createPool({ name: 'customers' });
  const rows = ['jane,"jane@example.com",yes,1985-02-01', 'joe,joe@example.com,TRUE,02/03/1986'];
  const window = await openFile('users.csv', `\ufeff${[header, ...rows].join('\r\n')}\r\n`);
  await window.runCommand('Cognito: Validate Import CSV…');
  await window.quickInput.title('Validate Import CSV');
  await pickPool(window, 'customers');
  const told = await window.notifications.text(/^users\.csv for customers – 2 users: 1 ready, 1 will fail\./);
  assert.match(
    told,
    /The import as a whole would fail\. Most often: The file must be UTF-8 without a byte order mark/,
  );
  await window.notifications.press(/users\.csv for customers/, 'Fix All');
  await window.notifications.text(/^4 problems fixed\. users\.csv for customers – 2 users: 2 ready\.$/);
  assert.equal(
    readFileSync(join(folder.path, 'users.csv'), 'utf8'),
    `${[header, 'jane,jane@example.com,true,02/01/1985', rows[1]].join('\r\n')}\r\n`,
  );
});

test('a new file begins with the columns that every user needs', async () => {
  ui().emulator.control.createPool({ name: 'partners' });
  const window = await ui().openWindow();
  await window.runCommand('Cognito: New Import CSV');
  await window.quickInput.title('New Import CSV');
  await pickPool(window, 'partners');
  await window.quickInput.title('New Import CSV for partners');
  await window.quickInput.pick('Required columns first');
  await eventually(
    'the new file',
    () => lines(window),
    ([first = '', second = '']) =>
      first.startsWith('cognito:username,email,email_verified,') &&
      second.startsWith('janeroe,jane.roe@example.com,TRUE,'),
  );
});

test("a spreadsheet's file is converted: the user is asked about unclear columns, and Back asks again", async () => {
  ui().emulator.control.createPool({ name: 'members' });
  const window = await openFile('sheet.csv', 'E-Mail;Full name;Shelf\r\nzoe@example.com;"Roe, Zoe";7\r\n');
  await window.runCommand('Cognito: Convert to Cognito CSV…');
  await pickPool(window, 'members');
  const isAbout = (text: string) =>
    eventually(
      `a question about ${text}`,
      () => window.quickInput.placeholder(),
      (asked) => asked.includes(text),
    );
  await isAbout('“Shelf” (7)');
  await window.quickInput.pick('nickname');
  await isAbout('“cognito:username”');
  await window.quickInput.back();
  await isAbout('“Shelf” (7)');
  await window.quickInput.pick('Leave It Out');
  await isAbout('“cognito:username”');
  await window.quickInput.pick('The Same as “E-Mail”');
  await isAbout('“email_verified”');
  await window.quickInput.pick('TRUE for Everyone');
  const told = await window.notifications.text(/^1 user converted from sheet\.csv\. Left out: “Shelf”\./);
  assert.match(told, /1 user: 1 ready\.$/);
  const [, row = ''] = await lines(window);
  assert.match(row, /^Roe\\, Zoe,/);
});

test('a file with a title line is converted from the proposed header, and skipped rows are counted', async () => {
  ui().emulator.control.createPool({ name: 'guests' });
  const rows = ['Users Export;2023', 'Login;E-Mail;Email Verified;', 'ann;ann@example.com;TRUE;', ';;;', ''];
  const window = await openFile('titled.csv', rows.join('\r\n'));
  await window.runCommand('Cognito: Convert to Cognito CSV…');
  await pickPool(window, 'guests');
  await eventually(
    'the question about the header',
    () => window.quickInput.placeholder(),
    (asked) => asked.startsWith('Select the line with the names of the columns.'),
  );
  await window.quickInput.pick('Line 2');
  const told = await window.notifications.text(/^1 user converted from titled\.csv\./);
  assert.match(told, / Skipped: 1 empty row and 1 empty column\. /);
});

test('Back leads from the first question about a column to the header, with the earlier answer selected', async () => {
  ui().emulator.control.createPool({ name: 'callers' });
  const rows = ['Users Export;2023', 'Login;E-Mail;Email Verified;Shelf', 'ann;ann@example.com;TRUE;7', ''];
  const window = await openFile('shelves.csv', rows.join('\r\n'));
  await window.runCommand('Cognito: Convert to Cognito CSV…');
  await pickPool(window, 'callers');
  const isAbout = (text: string) =>
    eventually(
      `a question about ${text}`,
      () => window.quickInput.placeholder(),
      (asked) => asked.includes(text),
    );
  await isAbout('the line with the names of the columns');
  await window.quickInput.pick('Line 1');
  await isAbout('“Users Export”');
  await window.quickInput.back();
  await isAbout('the line with the names of the columns');
  assert.match(await window.quickInput.active(), /^Line 1\b/);
  await window.quickInput.pick('Line 2');
  await isAbout('“Shelf” (7)');
  await window.quickInput.back();
  await isAbout('the line with the names of the columns');
  assert.match(await window.quickInput.active(), /^Line 2\b/);
  await window.quickInput.accept();
  await isAbout('“Shelf” (7)');
  await window.quickInput.pick('Leave It Out');
  await window.notifications.text(/^1 user converted from shelves\.csv\. Left out: “Shelf”\./);
});

test('a UTF-16 file is not fixed but converted', async () => {
  ui().emulator.control.createPool({ name: 'visitors' });
  const text = `\ufeff${header}\r\njane,jane@example.com,TRUE,\r\n`;
  const window = await openFile('wide.csv', Buffer.from(text, 'utf16le'));
  await window.runCommand('Cognito: Fix Import CSV');
  await pickPool(window, 'visitors');
  await window.notifications.text(/^wide\.csv is not UTF-8, so it cannot be fixed as it is\./);
  await window.notifications.press(/^wide\.csv is not UTF-8/, 'Convert…');
  await window.notifications.text(/^1 user converted from wide\.csv\. It was read as utf-16le\./);
});
