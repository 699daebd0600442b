// Checks a test user's password against a hash to be uploaded: of the row at the cursor, of a named user, or a pasted one.
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import { fileRow, openCsv } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { chooseFromMenu } from '../support/menu.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('hashes');
after(() => folder.remove());

const command = 'Cognito: Check a Hash with a Password…';
const bcrypt = '$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';
const django = 'pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=';
const rows = [
  'cognito:username,email,email_verified,password_hash',
  `ada,ada@example.com,TRUE,${bcrypt}`,
  `bob,bob@example.com,TRUE,$wp${bcrypt}`,
  `cy,cy@example.com,TRUE,${django}`,
];

async function openRows(): Promise<Workbench> {
  writeFileSync(join(folder.path, 'users.csv'), `${rows.join('\n')}\n`);
  const window = await ui().openWindow({ folder: folder.path });
  await openCsv(window, 'users.csv');
  return window;
}

/** Types the password into its masked input. */
async function typePassword({ page, quickInput }: Workbench, password: string): Promise<void> {
  await quickInput.message(
    /^The password of the user whose hash is checked \(.*\)\. It is neither stored nor logged\./,
  );
  const input = page.locator('.quick-input-box input');
  assert.equal(await input.getAttribute('type'), 'password');
  await quickInput.type(password);
  await quickInput.accept();
}

test('the row at the cursor: from its menu, with the right password and with another one', async () => {
  const window = await openRows();
  const row = window.page.locator('.view-line', { hasText: 'ada@example.com' });
  await chooseFromMenu(window.page, row, 'Check a Hash with a Password…');
  await typePassword(window, 'password');
  await window.notifications.text(/^The password fits: BCRYPT, cost 10 \(line 2 of users\.csv\)\.$/);
  await window.runCommand(command);
  await typePassword(window, 'Password');
  await window.notifications.press(/^The password does not fit: BCRYPT, cost 10 \(line 2 of/, 'Try Again…');
  await typePassword(window, 'password');
  await window.notifications.text(/^The password fits: BCRYPT/);
});

test('a user named in the prompt if the cursor is on none, and a hash that must be converted for Cognito', async () => {
  const window = await openRows();
  await window.runCommand(command);
  await window.quickInput.message(/^The username, email address, phone number, id or line in users\.csv/);
  await window.quickInput.type('CY@example.com');
  await window.quickInput.accept();
  await typePassword(window, 'lètmein');
  const told = await window.notifications.text(/^The password fits: .* \(line 4 of users\.csv\)/);
  assert.match(told, /PBKDF2_SHA256, iterations 260000 .* But Cognito does not take the hash in the form/);
});

test('a hash that cannot be converted is refused before the password prompt', async () => {
  const window = await openRows();
  await window.page.locator('.view-line', { hasText: 'bob@example.com' }).click();
  await window.runCommand(command);
  await window.notifications.text(
    /^This hash cannot be imported \(line 3 of users\.csv\)\. The password was hashed before it went into bcrypt/,
  );
  await window.quickInput.closed();
  await window.notifications.press(/^This hash cannot be imported/, 'Check Another…');
  await window.quickInput.message(/^The username, email address, phone number, id or line in users\.csv/);
});

test('a user of another system’s export, with the parameters that lie beside the hash', async () => {
  copyFileSync(join(root, 'test/cases/sources/keycloak-realm.json'), join(folder.path, 'realm.json'));
  const window = await ui().openWindow({ folder: folder.path });
  await fileRow(window, 'realm.json').dblclick();
  await window.page.locator('.editor-instance .view-line', { hasText: 'realm' }).first().waitFor();
  await window.runCommand(command);
  await window.quickInput.message(/^The username, email address, phone number, id or line in realm\.json/);
  await window.quickInput.type('alice');
  await window.quickInput.accept();
  await typePassword(window, 'maple-2');
  const told = await window.notifications.text(/^The password fits: PBKDF2_SHA256, iterations 27500 /);
  assert.match(told, /\(user 2 of realm\.json\)\. For the upload the hash is written in another form/);
});

test('a hash that is pasted, without any CSV', async () => {
  const window = await ui().openWindow();
  await window.runCommand(command);
  await window.quickInput.title('Check a Hash with a Password');
  await window.quickInput.pick('Paste a Hash…');
  await window.quickInput.message(/^The hash of a user whose password you know\./);
  await window.quickInput.type(django);
  await window.quickInput.accept();
  await typePassword(window, 'lètmein');
  await window.notifications.text(
    /^The password fits: PBKDF2_SHA256, iterations 260000 \(the pasted hash\)\. For the upload/,
  );
  await window.notifications.press(/^The password fits/, 'Copy Converted Hash');
  await eventually(
    'the converted hash is on the clipboard',
    () => window.clipboard(),
    (text) => text === '$pbkdf2-sha256$260000$c2Vhc2FsdA$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo',
  );
});
