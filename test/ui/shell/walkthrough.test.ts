// Get Started, step by step: each of five steps is ticked when it was completed, not when its command begins.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import manifest from '../../../package.json' with { type: 'json' };
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { Keyboard } from '../support/keyboard.ts';
import { useUi } from '../support/ui.ts';
import { Walkthrough } from '../support/features/walkthrough.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  // No default profile, which the view would connect to by itself.
  profiles: ({ url }) => [{ name: 'dev', region: 'us-east-1', endpoint: url }],
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('walkthrough');
after(() => folder.remove());

const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const csv = 'cognito:username,email,email_verified,phone_number_verified,cognito:mfa_enabled';
const users = Array.from({ length: 50 }, (_, at) => `user-${at},user-${at}@example.com,true,false,false`);

test('the walkthrough is completed step by step, and never opens by itself', async () => {
  const { control } = ui().emulator;
  // No row is imported before the job is stopped.
  control.configure({ usersPerSecond: 0, pendingMs: 0, stoppingMs: 0 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'newcomers' });
  const path = join(folder.path, 'users.csv');
  writeFileSync(path, [csv, ...users, ''].join('\n'));
  // As wide as VS Code needs to show the pictures beside the steps.
  const window = await ui().openWindow({ folder: folder.path, width: 1700 });
  const { page, quickInput, tree } = window;
  await window.openView();
  await eventually(
    'the welcome text',
    () => window.welcome(),
    (text) => text.includes('Get Started'),
  );
  assert.deepEqual(await window.tabs(), []);

  await window.runCommand('Cognito: Get Started');
  const walkthrough = new Walkthrough(page);
  await walkthrough.step('sandbox').waitFor();
  const none = Object.fromEntries(steps.map(({ id }) => [id, false]));
  assert.deepEqual(await walkthrough.ticks(), none);
  for (const { id, media } of steps) {
    await walkthrough.open(id);
    await walkthrough.picture(media.altText);
  }
  assert.deepEqual(await walkthrough.ticks(), none, 'opening a step does not tick it');

  await walkthrough.press('sandbox', 'Try the Sandbox');
  await tree.row('customers-production').appears();
  await walkthrough.ticked('sandbox');

  await walkthrough.press('connect', 'Add Connection');
  await quickInput.title(/^Add Connection/);
  await page.keyboard.press('Escape');
  await quickInput.closed();
  await walkthrough.press('connect', 'Add Connection');
  await quickInput.title(/^Add Connection/);
  assert.equal((await walkthrough.ticks())['connect'], false, 'a cancelled command does not tick its step');
  await quickInput.type('dev');
  await quickInput.pick('dev');
  await quickInput.waitFor('regions', ([first]) => first?.description === "the profile's own");
  await quickInput.accept();
  await tree.row('newcomers').appears();
  await walkthrough.ticked('connect');

  await walkthrough.press('validate', 'Validate Import CSV');
  await new Keyboard(page).answer('Validate Import CSV', path);
  await pickPool(window, 'newcomers');
  await window.notifications.text(/^users\.csv for newcomers – 50 users/);
  await walkthrough.open('validate');
  await walkthrough.ticked('validate');

  await walkthrough.press('import', 'Create Import Job');
  await quickInput.pick('users.csv');
  await answerImport(window, { pool: 'newcomers', jobName: 'first-import' });
  await window.notifications.text('first-import has started: 50 users.');
  await walkthrough.open('import');
  await walkthrough.ticked('import');

  await walkthrough.press('follow', 'Stop Import Job');
  await quickInput.pick('first-import');
  assert.equal((await walkthrough.ticks())['follow'], false, 'an open dialog does not tick the step');
  await window.dialog.press('Stop Import Job');
  await eventually(
    'the job is stopped',
    () => Promise.resolve(pool.jobs.map(({ status }) => status)),
    (statuses) => statuses.join() === 'Stopped',
  );
  await walkthrough.open('follow');
  await walkthrough.ticked('follow');
  assert.deepEqual(await walkthrough.ticks(), Object.fromEntries(steps.map(({ id }) => [id, true])));
});
