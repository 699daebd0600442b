// The production guard: a guarded target asks for the pool's name before anything changes. And the minimal IAM policy.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { addConnection } from '../support/features/connections.ts';
import { answerImport, createFrom } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const live = await startEmulator({ randomSeed: 2, accountId: '444455556666' });
after(() => live.close());
const folder = temporaryFolder('guard');
after(() => folder.remove());

const ui = useUi({
  emulator: { randomSeed: 1 },
  profiles: ({ url }) => [
    { name: 'default', region: 'us-east-1', endpoint: url },
    { name: 'live', region: 'us-east-1', endpoint: live.url },
  ],
  settings: {
    'security.workspace.trust.enabled': false,
    'cognitoImportJobs.guardedTargets': ['*prod*', '4444*'],
  },
});
afterEach(() => {
  for (const { control } of [ui().emulator, live]) finishImports(control);
});

const isGuarded = /^This target is guarded\. Type the user pool's name to continue: /;

test('a guarded pool is stopped only after its name was typed exactly', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 });
  const pool = control.createPool({ name: 'customers-prod' });
  const job = startImport(control, pool, 'nightly-import');
  const window = await ui().openWindow();
  const { quickInput, tree } = window;
  await window.openView();
  await tree.expand('default', 'customers-prod');
  const ask = async () => {
    await tree.row('nightly-import').choose('Stop Import Job');
    await window.dialog.press('Stop Import Job');
    await quickInput.message(isGuarded);
  };
  await ask();
  await quickInput.type('customers');
  await quickInput.message(/^Type customers-prod exactly, or press Escape\./);
  await quickInput.accept();
  await quickInput.cancel();
  assert.equal(control.job(pool.id, job.id).status, 'InProgress');
  assert.equal(ui().emulator.calls.count('StopUserImportJob'), 0);

  await ask();
  await quickInput.type('customers-prod');
  await quickInput.accept();
  await tree.row('nightly-import').description(/^Stopped/);
});

/** Answers every question of Create Import Job… except the last one, which names the account. */
async function answerAll(window: Workbench, pool: string, jobName: string): Promise<void> {
  const { quickInput } = window;
  await window.runCommand('Cognito: Create Import Job…');
  await quickInput.waitFor('the pool', (entries) => entries.some(({ label }) => label === pool));
  await quickInput.type(pool);
  await quickInput.take();
  await quickInput.message(/A name for the import job/);
  await quickInput.type(jobName);
  await quickInput.accept();
  await quickInput.pick('Cognito-UserImport-Role');
  const [start] = await quickInput.waitFor('to start', ([first]) => first?.label === 'Create and Start');
  assert.equal(start?.detail, 'account 444455556666 · us-east-1 · live');
}

test('an import into a guarded account asks before anything is created, but only if it starts the job', async () => {
  const { control, calls } = live;
  control.configure({ pendingMs: 0 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'members' });
  writeFileSync(
    join(folder.path, 'members.csv'),
    'cognito:username,email,email_verified\nzoe,zoe@example.com,TRUE\n',
  );
  const window = await ui().openWindow({ folder: folder.path });
  const { quickInput, notifications, page } = window;
  await page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'members.csv' }).dblclick();
  await eventually(
    'an open editor',
    () => window.tabs(),
    (tabs) => tabs.length > 0,
  );
  await window.openView();
  await addConnection(window, 'live');

  await answerAll(window, 'members', 'first');
  await quickInput.pick('Create and Start');
  await quickInput.message(isGuarded);
  await quickInput.back();
  await quickInput.pick('Create and Start');
  await quickInput.message(isGuarded);
  await quickInput.cancel();
  assert.equal(calls.count('CreateUserImportJob'), 0);

  await answerAll(window, 'members', 'second');
  await quickInput.pick('Create and Start');
  await quickInput.message(isGuarded);
  await quickInput.type('members');
  await quickInput.accept();
  await notifications.text('second has started: 1 user.');
  const jobs = () => pool.jobs.map(({ spec }) => spec.name);
  assert.deepEqual(jobs(), ['second']);

  await answerAll(window, 'members', 'third');
  await quickInput.pick('Create');
  await notifications.text('third is ready to start: 1 user.');
  assert.deepEqual(jobs(), ['second', 'third']);
});

test('an unknown account counts as guarded: a queued start and a batch ask once each', async () => {
  const { control, calls, faults } = live;
  control.configure({ usersPerSecond: 0, pendingMs: 0 });
  const [busy, pool] = ['busy', 'partners'].map((name) => control.createPool({ name }));
  assert.ok(busy && pool);
  const blocker = startImport(control, busy, 'nightly');
  const csv = (name: string): string =>
    `cognito:username,email,email_verified\n${name},${name}@example.com,TRUE\n`;
  control.createJob({ userPoolId: pool.id, jobName: 'waiting' }).upload(Buffer.from(csv('ada')));
  mkdirSync(join(folder.path, 'teams'));
  for (const name of ['reds', 'blues']) writeFileSync(join(folder.path, 'teams', `${name}.csv`), csv(name));
  faults.add({ kind: 'denied', operation: 'GetCallerIdentity' });
  calls.clear();
  const window = await ui().openWindow({ folder: folder.path });
  const { dialog, notifications, quickInput, tree } = window;
  await window.openView();
  await addConnection(window, 'live');
  // While its row is visible, the blocking job is polled every few seconds.
  await tree.expand('busy');
  await tree.expand('partners');

  await tree.row('waiting').choose('Start Import Job');
  assert.match((await dialog.text()).detail, /^Account: unknown$/m);
  await dialog.press('Start Import Job');
  await quickInput.message(isGuarded);
  await quickInput.type('partners');
  await quickInput.accept();
  await notifications.press(/^waiting: “nightly” in busy is running/, 'Start When It Ends');
  await notifications.text('Starting waiting: waiting for “nightly” in busy to end');
  control.configure({ usersPerSecond: 1_000 });
  control.finishJob(busy.id, blocker.id);
  await notifications.text('waiting has started.');

  const batch = { pool: 'partners', jobName: 'teams', end: 'Create and Start 2 Jobs' };
  await window.openExplorer();
  await createFrom(window, 'teams');
  await answerImport(window, batch);
  await quickInput.message(isGuarded);
  await quickInput.cancel();
  assert.equal(calls.count('CreateUserImportJob'), 0);
  await createFrom(window, 'teams');
  await answerImport(window, batch);
  await quickInput.message(isGuarded);
  await quickInput.type('partners');
  await quickInput.accept();
  await notifications.text('teams into partners: 2 users in 2 jobs – 2 imported.');
  assert.deepEqual(
    pool.jobs.map(({ spec, status }) => `${spec.name} ${status}`),
    ['waiting Succeeded', 'teams-1 Succeeded', 'teams-2 Succeeded'],
  );
  assert.equal(await quickInput.locator.isVisible(), false, 'asked once for all parts');
  faults.clear();
});

test('Copy Minimal IAM Policy asks what the policy is for', async () => {
  const window = await ui().openWindow();
  let last = '';
  const actions = async (choice: string): Promise<readonly string[]> => {
    await window.runCommand('Cognito: Copy Minimal IAM Policy');
    await window.quickInput.title('Copy Minimal IAM Policy');
    await window.quickInput.pick(choice);
    const text = await eventually(
      'a policy on the clipboard',
      () => window.clipboard(),
      (copied) => copied !== last,
    );
    last = text;
    const { Statement } = JSON.parse(text) as { Statement: { Action: string[] }[] };
    return Statement.flatMap(({ Action }) => Action);
  };
  const all = await actions('Import Too');
  assert.ok(all.includes('iam:PassRole') && all.includes('cognito-idp:StopUserImportJob'));
  assert.deepEqual(await actions('Watch and Stop Only'), [
    'cognito-idp:ListUserPools',
    'cognito-idp:ListUserImportJobs',
    'cognito-idp:DescribeUserImportJob',
    'cognito-idp:StopUserImportJob',
    'cognito-idp:DescribeUserPool',
    'logs:GetLogEvents',
  ]);
  assert.ok((await actions('Import Too, with Log Roles')).includes('iam:CreateRole'));
});
