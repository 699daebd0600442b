// New import CSVs with sample users, in a document or a large file; and hover and completion in import CSVs.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { validateText } from '../../../src/csv/validate/validate.ts';
import type { UserPoolSpec } from '../../../src/emulator/cognito/userPool.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { importSchemaOf } from '../../support/cognito/importSchemaOf.ts';
import { fileRow, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('new-csv');
after(() => folder.remove());

const team = { Name: 'team', AttributeDataType: 'String', Required: true } as const;
const spec: Omit<UserPoolSpec, 'name'> = {
  passwordHashes: true,
  usernameAttributes: ['email'],
  schema: [{ ...team, StringAttributeConstraints: { MinLength: '4', MaxLength: '6' } }],
};

/** The visible text of the editor. */
function shown({ page }: Workbench): Promise<string> {
  return page.locator('.editor-instance .view-lines').innerText();
}

test('a new CSV with sample users: many in a valid file, or a few in a document, also from New File', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ ...spec, name: 'customers' });
  const window = await ui().openWindow({ folder: folder.path });
  const { quickInput } = window;
  await window.runCommand('Cognito: New Import CSV');
  await pickPool(window, 'customers');
  await quickInput.title('New Import CSV for customers');
  await quickInput.pick('With sample users…');
  await quickInput.pick('ARGON2ID');
  await quickInput.message(/^How many sample users\? More than 5,000 are written to a file\./);
  await quickInput.type('500001');
  await quickInput.message(/^Enter a whole number from 1 to 4\d\d,\d{3}; one file can have no more\.$/);
  await quickInput.type('20,000');
  await quickInput.accept();
  await quickInput.title('Save Sample Users');
  const path = join(folder.path, 'users-sample.csv');
  await quickInput.holds(path);
  await quickInput.accept();
  await window.notifications.text(
    /^20,000 sample users written to users-sample\.csv\. users-sample\.csv for customers – 20,000 users: 20,000 ready\./,
  );
  const schema = importSchemaOf(pool, 'ARGON2ID');
  const { summary, findings } = validateText(readFileSync(path, 'utf8'), schema);
  assert.deepEqual([findings, summary.ready], [[], 20_000]);

  await window.runCommand('Create: New File...');
  await quickInput.pick('Cognito Import CSV');
  await pickPool(window, 'customers');
  await quickInput.pick('With sample users…');
  await quickInput.pick('BCRYPT');
  await quickInput.message(/^How many sample users/);
  await quickInput.type('3');
  await quickInput.accept();
  await eventually(
    'three users',
    () => shown(window),
    (text) => text.includes('amara.okafor.1.') && text.trim().split('\n').length === 4,
  );
});

test('a column is explained under the cursor, and missing ones are suggested', async () => {
  ui().emulator.control.createPool({ ...spec, name: 'partners' });
  writeFileSync(
    join(folder.path, 'users.csv'),
    'cognito:username,email,\nzoe@example.com,zoe@example.com,\n',
  );
  const window = await ui().openWindow({ folder: folder.path });
  const { page } = window;
  await fileRow(window, 'users.csv').dblclick();
  await eventually(
    'the file',
    () => shown(window),
    (text) => text.includes('zoe'),
  );
  await window.runCommand('Cognito: Validate Import CSV…');
  await pickPool(window, 'partners');
  await window.notifications.text(/^users\.csv for partners/);
  await page.locator('.editor-instance .view-lines').click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('End');
  await window.runCommand('Trigger Suggest');
  const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
  await eventually(
    'the columns',
    () => suggestions.allInnerTexts(),
    (all) =>
      all[0]?.startsWith('email_verified') === true && all.some((text) => text.startsWith('custom:team')),
  );
  await page.keyboard.press('Escape');
  // The colon is not part of a word, but must not end the suggestions.
  await page.keyboard.type('custom:');
  await eventually(
    "the pool's own column",
    () => suggestions.allInnerTexts(),
    ([first = '', ...others]) => first.startsWith('custom:team') && others.length === 0,
  );
  await page.keyboard.press('Enter');
  await eventually(
    'the column',
    () => shown(window),
    (text) => text.includes('cognito:username,email,custom:team'),
  );
  await window.runCommand('Show or Focus Hover');
  const hover = page.locator('.monaco-hover:visible', { hasText: 'custom:team' });
  await hover.waitFor();
  assert.match(await hover.innerText(), /required[^]*Text of 4 to 6 characters\.[^]*User pool: partners/);
});
