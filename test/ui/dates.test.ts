// Birthdates with the day first, in several forms, one with a two-digit year: the only open question is asked once.
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../support/cleanup.ts';
import { root } from '../support/paths.ts';
import { openCsv, pickPool } from './support/createImport.ts';
import { eventually } from './support/eventually.ts';
import { useUi } from './support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('dates');
after(() => folder.remove());

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
