// Birthdates in several forms: the user is asked once for the order of day and month, and once for the century of two-digit years.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import { openCsv, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('dates');
after(() => folder.remove());

test('if no date shows the order of day and month, the user is asked once, and all dates are read in it', async () => {
  const pool = ui().emulator.control.createPool({ name: 'orders', autoVerifiedAttributes: ['email'] });
  const path = join(folder.path, 'orders.csv');
  const dates = ['1/2/1985', '3/4/1985', '5/6/1985'];
  const rows = dates.map((date, index) => `user${index},user${index}@example.com,true,${date}`);
  writeFileSync(path, ['cognito:username,email,email_verified,birthdate', ...rows, ''].join('\n'));
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, quickInput } = window;
  await openCsv(window, 'orders.csv');
  await window.runCommand('Cognito: Validate Import CSV…');
  await pickPool(window, pool.name);
  await notifications.press(/^orders\.csv for orders – 3 users: /, 'Fix All');
  await eventually(
    'a question about the order',
    () => quickInput.placeholder(),
    (asked) => asked.startsWith('In which order are the dates of the column “birthdate” written?'),
  );
  await quickInput.pick('Day First');
  await notifications.text(/^\d+ problems fixed\. orders\.csv for orders – 3 users: 3 ready\.$/);
  await window.runCommand('File: Save');
  await eventually(
    'the saved file',
    () =>
      Promise.resolve(
        readFileSync(path, 'utf8')
          .match(/\d+\/\d+\/\d+/g)
          ?.join(' '),
      ),
    (written) => written === '02/01/1985 04/03/1985 06/05/1985',
  );
});

test('dates-mixed.csv is validated and fixed: every date in one order, the century asked once', async () => {
  const pool = ui().emulator.control.createPool({ name: 'dates', autoVerifiedAttributes: ['email'] });
  const path = join(folder.path, 'dates-mixed.csv');
  cpSync(join(root, 'test/cases/csv/dates-mixed.csv'), path);
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, quickInput } = window;
  await openCsv(window, 'dates-mixed.csv');
  await window.runCommand('Cognito: Validate Import CSV…');
  await pickPool(window, pool.name);
  await notifications.text(/^dates-mixed\.csv for dates – 5 users: /);
  await notifications.press(/dates-mixed\.csv for dates/, 'Fix All');
  await eventually(
    'a question about the two-digit years',
    () => quickInput.placeholder(),
    (asked) => asked === 'Some years in the column “birthdate” have only two digits. Which years are they?',
  );
  await quickInput.pick('No Year Is in the Future');
  await notifications.text(/^\d+ problems fixed\. dates-mixed\.csv for dates – 5 users: 5 ready\.$/);
  await window.runCommand('File: Save');
  const dates = await eventually(
    'the saved file',
    () => Promise.resolve(readFileSync(path, 'utf8').split('\n').slice(1, 6)),
    (rows) => rows[4]?.includes('01/02/1985') === true,
  );
  assert.deepEqual(
    dates.map((row) => row.split(',')[5]),
    ['02/01/1985', '02/01/1985', '01/02/1985', '12/31/1985', '01/02/1985'],
  );
});
