// Stop Import Job: by right-click, from the palette, and when the job has already ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import type { QuickPickEntry } from '../support/quickInput.ts';
import { useTwoAccounts } from '../support/machine/twoAccounts.ts';

const stoppedMessage = 'The Import Job was stopped by the developer.';

/** Slow enough that a poll sees the status Stopping. */
const settings = { usersPerSecond: 60, pendingMs: 0, stoppingMs: 3_000 };
const { ui, europe } = await useTwoAccounts();

test('row and panel of a running job update by themselves, and a right-click stops the job', async () => {
  const { control } = ui().emulator;
  control.configure(settings);
  const pool = control.createPool({ name: 'customers' });
  const job = startImport(control, pool, 'nightly-import');
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'customers');
  const row = window.tree.row('nightly-import');
  const first = await row.description(/^[\d,]+ imported$/);
  await row.click();
  const panel = new JobPage(await window.panel('nightly-import'));
  const before = await panel.count('anything', ({ imported }) => imported >= 0);
  await row.description(new RegExp(`^(?!${first}$)[\\d,]+ imported$`));
  await panel.count(`more than ${before.imported}`, ({ imported }) => imported > before.imported);

  await row.choose('Stop Import Job');
  const { message, detail, buttons } = await window.dialog.text();
  assert.equal(message, 'Stop import job “nightly-import”?');
  assert.match(detail, new RegExp(`^User pool: customers \\(${pool.id}\\)$`, 'm'));
  assert.match(detail, /^Account: 111122223333$/m);
  assert.match(detail, /^Region: us-east-1$/m);
  assert.match(detail, /Users already imported remain in the pool\. A stopped job cannot be started again\./);
  assert.deepEqual(buttons.sort(), ['Cancel', 'Stop Import Job']);
  await window.dialog.press('Stop Import Job');

  await row.description(/^Stopping/);
  await panel.status('Stopping');
  const end = await row.description(/^Stopped · [\d,]+ imported$/);
  await panel.status('Stopped');
  await panel.message(stoppedMessage);
  const imported = /[\d,]+ imported/.exec(end)?.[0] ?? '';
  assert.match(await window.statusItem.text(/stopped/), new RegExp(`nightly-import stopped: ${imported}$`));
  await window.notifications.text(/^nightly-import stopped: .* \(customers\)\. The Import Job was stopped/);
  assert.equal((await window.notifications.all()).length, 1);
  assert.deepEqual(await row.inlineButtons(), [], 'a stopped job cannot be stopped again');

  const { status, results } = control.job(pool.id, job.id);
  assert.equal(status, 'Stopped');
  assert.equal(`${results.imported.toLocaleString('en')} imported`, imported);
  assert.equal(pool.userCount, results.imported, 'users already imported remain');
});

test('the palette, with nothing selected, finds the jobs of all connections and stops the one picked', async () => {
  const { control } = ui().emulator;
  for (const each of [control, europe.control]) each.configure(settings);
  const staging = control.createPool({ name: 'staging' });
  const other = startImport(control, staging, 'load-test');
  const partners = europe.control.createPool({ name: 'partners' });
  const job = startImport(europe.control, partners, 'resellers');
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.row('default').appears();
  await window.runCommand('Cognito: Add Connection…');
  await window.quickInput.title(/^Add Connection/);
  await window.quickInput.pick('europe');
  await window.quickInput.pick('eu-west-1');
  // The new connection is shown open, and takes the focus.
  await window.tree.waitFor('the new connection, open', (rows) =>
    rows.some(({ label, selected, expanded }) => label === 'europe' && selected && expanded),
  );
  await window.tree.expand('default', 'staging');
  await window.tree.row('load-test').appears();

  await window.runCommand('Cognito: Stop Import Job');
  await window.quickInput.title('Stop Import Job');
  const details = await window.quickInput.waitFor('both jobs', (entries) => entries.length === 2);
  assert.deepEqual(
    new Map(details.map(({ label, detail }) => [label, detail])),
    new Map([
      ['load-test', 'staging · default · us-east-1'],
      ['resellers', 'partners · europe · eu-west-1'],
    ]),
  );
  // The active entry stays active while the counters of a watched job change.
  const second = details[1]?.label;
  await eventually(
    'every pool was searched',
    () => window.quickInput.placeholder(),
    (text) => text === 'Select the import job to stop',
  );
  await window.page.keyboard.press('ArrowDown');
  const active = () => window.quickInput.active();
  await eventually('the second is active', active, (label) => label === second);
  const counted = (entries: readonly QuickPickEntry[]) =>
    entries.find(({ label }) => label === 'load-test')?.description;
  await window.quickInput.waitFor('new counters', (now) => counted(now) !== counted(details));
  assert.equal(await active(), second);
  await window.quickInput.pick('resellers');
  const { message, detail } = await window.dialog.text();
  assert.equal(message, 'Stop import job “resellers”?');
  assert.match(detail, /^Account: 444455556666\nRegion: eu-west-1\nProfile: europe$/m);
  await window.dialog.press('Stop Import Job');
  await window.statusItem.text(/resellers stopped: [\d,]+ imported/);
  assert.equal(europe.control.job(partners.id, job.id).status, 'Stopped');
  assert.equal(control.job(staging.id, other.id).status, 'InProgress', 'the other job keeps running');
  assert.match(await window.statusItem.spoken(), /resellers stopped/);
});

test('stopping a job that ended while the dialog was open shows a message', async () => {
  const { control } = ui().emulator;
  control.configure(settings);
  const pool = control.createPool({ name: 'mobile-app' });
  const job = startImport(control, pool, 'waitlist', { rows: 3_000 });
  const window = await ui().openWindow();
  // From the palette of a window whose view was never opened.
  await window.runCommand('Cognito: Stop Import Job');
  await window.quickInput.waitFor('the job', (entries) => entries.some(({ label }) => label === 'waitlist'));
  await window.quickInput.pick('waitlist');
  await window.dialog.text();
  control.finishJob(pool.id, job.id);
  await window.dialog.press('Stop Import Job');
  await window.notifications.text('waitlist ended before it could be stopped: Succeeded · 3,000 imported.');
  await window.openView();
  await window.tree.expand('default', 'mobile-app');
  await window.tree.row('waitlist').description('3,000 imported');
  assert.equal((await window.notifications.all()).length, 1);
});
