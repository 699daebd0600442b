// Several followed jobs at once, and the setting for their notifications.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { addConnection } from '../support/features/connections.ts';
import { eventually } from '../support/eventually.ts';
import { writeSettings } from '../../support/vscode/vscodeServer.ts';
import { startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { useTwoAccounts } from '../support/machine/twoAccounts.ts';

const { ui, europe } = await useTwoAccounts({ 'cognitoImportJobs.notifications': 'failuresOnly' });

/** The text of the user's settings file. */
const setting = () => readFile(join(ui().vscode.dataDir, 'data/User/settings.json'), 'utf8');

test('two followed jobs share one status bar item, and the setting decides which ends are reported', async () => {
  const { control } = ui().emulator;
  for (const each of [control, europe.control]) each.configure({ usersPerSecond: 60, pendingMs: 0 });
  const customers = control.createPool({ name: 'customers' });
  const nightly = startImport(control, customers, 'nightly-import');
  const partners = europe.control.createPool({ name: 'partners' });
  const resellers = startImport(europe.control, partners, 'resellers', { rows: 900, mistakes: 0.8 });
  europe.control.configure({ usersPerSecond: 0 });
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'customers');
  await addConnection(window, 'europe');
  await window.tree.expand('europe', 'partners');
  await window.tree.row('nightly-import').click();
  const hidden = new JobPage(await window.panel('nightly-import'));
  const { imported } = await hidden.count('users', (counters) => counters.imported > 0);
  await window.tree.row('resellers').click();
  await window.panel('resellers');

  // VS Code discards a hidden page, so nothing is sent to it or drawn in it.
  await eventually('the other page has gone', () => Promise.resolve(hidden.frame.isDetached()), Boolean);
  await window.statusItem.text('2 imports');
  await window.statusItem.click();
  await window.quickInput.title('Followed Import Jobs');
  const entries = await window.quickInput.waitFor('both jobs', (all) => all.length === 2);
  assert.deepEqual(
    new Map(entries.map(({ label, detail }) => [label, detail])),
    new Map([
      ['nightly-import', 'customers · default · us-east-1'],
      ['resellers', 'partners · europe · eu-west-1'],
    ]),
  );
  await window.quickInput.pick('nightly-import');
  const shown = new JobPage(await window.panel('nightly-import'));
  await shown.count('more users', (now) => now.imported > imported);

  control.finishJob(customers.id, nightly.id);
  await window.statusItem.text('nightly-import: 30,000 imported');
  europe.control.finishJob(partners.id, resellers.id);
  const failed = await window.notifications.text(/^resellers failed: .* \(partners\)\. Too many users/);
  assert.deepEqual(await window.notifications.texts(), [failed], 'a success is not reported');
  await window.statusItem.text('2 imports ended');
  await window.notifications.press(failed, "Don't Show Again");
  await eventually('the setting is off', setting, (text) =>
    text.includes('"cognitoImportJobs.notifications": "off"'),
  );

  europe.control.configure({ usersPerSecond: 60 });
  const again = startImport(europe.control, partners, 'resellers-again', { rows: 90, mistakes: 0.8 });
  await window.statusItem.click();
  await window.quickInput.title('Followed Import Jobs');
  await window.quickInput.waitFor('both results', (all) => all.length === 2);
  await window.quickInput.cancel();
  await window.pressInView('Refresh');
  await window.tree.row('resellers-again').click();
  await window.statusItem.text(/^resellers-again [\d,]+/);
  europe.control.finishJob(partners.id, again.id);
  await window.statusItem.text(/^resellers-again failed: /);
  assert.deepEqual(await window.notifications.all(), []);
});

test('a job that may not be read says so; jobs that ended together share one notification, which opens their list even later', async () => {
  await writeSettings(ui().vscode.dataDir, {});
  const { control, faults } = ui().emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0 });
  const pool = control.createPool({ name: 'members' });
  const first = startImport(control, pool, 'members-1', { rows: 30_000 });
  europe.control.configure({ usersPerSecond: 0, pendingMs: 0 });
  const guests = europe.control.createPool({ name: 'guests' });
  const second = startImport(europe.control, guests, 'members-2', { rows: 60 });
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'members');
  await window.tree.row('members-1').choose('Follow Import Job');
  await window.statusItem.text(/^members-1 [\d,]+$/);
  faults.add({ kind: 'denied', operation: 'ListUserImportJobs' });
  await window.statusItem.text('members-1: access denied');
  faults.clear();
  await window.tree.row('members').choose('Refresh');
  await window.statusItem.text(/^members-1 [\d,]+$/);
  await addConnection(window, 'europe');
  await window.tree.expand('europe', 'guests');
  await window.tree.row('members-2').choose('Follow Import Job');
  await window.statusItem.text('2 imports');

  await window.away(() => {
    control.finishJob(pool.id, first.id);
    europe.control.finishJob(guests.id, second.id);
  });
  await window.statusItem.text('2 imports ended');
  await window.statusItem.click();
  await window.quickInput.title('Followed Import Jobs');
  await window.quickInput.cancel();
  await window.statusItem.gone();
  await window.notifications.press(/^2 import jobs have ended\. /, 'Show Details');
  await window.quickInput.title('Followed Import Jobs');
  const entries = await window.quickInput.waitFor('both', (all) => all.length === 2);
  assert.deepEqual(entries.map(({ label }) => label).sort(), ['members-1', 'members-2']);
});
