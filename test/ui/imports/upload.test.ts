// The upload of a CSV to S3: it is dropped on a pool, refused by S3 with a reason, interrupted and paused, and in the end imported once.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, createFrom, createFromPool, dropOn } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { storedImports } from '../support/machine/storedImports.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('upload');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 0, pendingMs: 0 });
  ui().emulator.calls.clear();
});
afterEach(() => {
  ui().emulator.faults.clear();
  ui().emulator.keys.clear();
  finishImports(ui().emulator.control);
});

/** @param padding additional characters per row. */
function writeCsv(name: string, users: number, padding = 0): void {
  const note = 'n'.repeat(padding);
  const rows = Array.from(
    { length: users },
    (_, user) => `${name}${user},${name}${user}@example.com,TRUE,${note}`,
  );
  const csv = ['cognito:username,email,email_verified,name', ...rows].join('\n');
  writeFileSync(join(folder.path, `${name}.csv`), csv);
}

/** The role step: copies the policies, enters a user's ARN, which is refused, then `arn`. */
async function pasteRole(window: Workbench, arn: string): Promise<void> {
  const { quickInput, notifications } = window;
  await quickInput.pick('Copy Its Policies as JSON');
  await notifications.text('The trust and permissions policies of a log role are on the clipboard.');
  const { TrustPolicy, PermissionsPolicy } = JSON.parse(await window.clipboard()) as Readonly<
    Record<'TrustPolicy' | 'PermissionsPolicy', { readonly Statement: readonly object[] }>
  >;
  assert.deepEqual(TrustPolicy.Statement, [
    { Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
  assert.match(JSON.stringify(PermissionsPolicy.Statement), /"logs:PutLogEvents"/);
  await quickInput.pick('Enter an ARN…');
  await quickInput.message(/^The ARN of an IAM role/);
  await quickInput.type('arn:aws:iam::111122223333:user/jane');
  await quickInput.message('This is not the ARN of a role.');
  await quickInput.accept();
  await quickInput.type(arn);
  await quickInput.accept();
}

test('a CSV dropped on a pool is imported once, despite failures of S3 and the connection', async () => {
  const { control, faults, calls } = ui().emulator;
  const { arn } = control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'guild' });
  writeCsv('smiths', 3);
  writeFileSync(join(folder.path, 'notes.txt'), 'nothing to import');
  const window = await ui().openWindow({ folder: folder.path });
  const { quickInput, notifications } = window;
  await window.openView();
  await window.tree.expand('default');
  for (const name of ['notes.txt', 'smiths.csv']) {
    await window.page.keyboard.press('ControlOrMeta+Shift+E');
    await dropOn(window, name, pool.name);
    if (name === 'notes.txt') await notifications.text('Drop one CSV, or one folder of CSVs.');
  }
  await quickInput.message(/A name for the import job/);
  await quickInput.type('smiths');
  await quickInput.accept();
  await pasteRole(window, arn);

  const mend = faults.add({ kind: 'cut', operation: 'PutObject' });
  await quickInput.pick('Create and Start');
  const broken = /^Importing smiths\.csv: The connection to AWS broke off\. Trying again \([234] of 4\)$/;
  await notifications.text(broken);
  control.advance(15 * 60_000);
  mend();
  const expired =
    /^smiths: The upload URL of the job has expired: it is valid for 15 minutes, and can't be renewed\./;
  await notifications.text(expired);
  assert.equal(calls.count('CreateUserImportJob'), 1);

  const unstrip = faults.add({ kind: 'strip', operation: 'PutObject' });
  await notifications.press(expired, 'Create New Job');
  const stripped =
    /^smiths: The upload did not match the signature of its URL\. .* "x-amz-server-side-encryption: aws:kms" has to arrive/;
  await notifications.text(stripped);
  unstrip();
  await notifications.press(stripped, 'Resume');
  // After three messages in 0.8 s VS Code may show further ones in the notification centre only.
  await window.statusItem.text('smiths 0%');
  await notifications.told('smiths has started: 3 users.');
  const statuses = () => pool.jobs.map(({ status }) => status).sort();
  // A job that has just started may be Pending still.
  await eventually(
    'the new job runs',
    () => Promise.resolve(statuses().join()),
    (all) => all === 'Created,InProgress',
  );
  assert.equal(calls.count('CreateUserImportJob'), 2);
  finishImports(control);
  assert.equal(pool.userCount, 3);
  assert.ok(pool.jobs.every(({ spec }) => spec.cloudWatchLogsRoleArn === arn));

  // From the pool's row, without permission to read IAM: the role of earlier jobs is offered all the same.
  ui().emulator.keys.set('AKIAIOSFODNN7EXAMPLE', { denied: ['iam:ListRoles'] });
  writeCsv('joneses', 2);
  await window.tree.expand('guild');
  await createFromPool(window, 'guild', join(folder.path, 'joneses.csv'));
  await quickInput.message(/A name for the import job/);
  await quickInput.type('joneses');
  await quickInput.accept();
  const [role] = await quickInput.waitFor(
    'the role',
    ([first]) => first?.label === 'Cognito-UserImport-Role',
  );
  assert.deepEqual([role?.description, role?.detail], ['used by an earlier job', arn]);
  await quickInput.pick('Cognito-UserImport-Role');
  await quickInput.pick('Create');
  await notifications.text('joneses is ready to start: 2 users.');
  await window.tree.row('joneses').choose('Start Import Job');
  const { message } = await window.dialog.text();
  assert.equal(message, 'Start import job “joneses”?');
  await window.dialog.press('Start Import Job');
  await window.tree.row('joneses').description(/\d imported/);
  await notifications.told('joneses has started: 2 users.');
  finishImports(control);
  await window.tree.row('joneses').description('2 imported');
});

test('an upload that is paused, or fails after all retries, is resumed by the user', async () => {
  const { control, faults } = ui().emulator;
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'staff' });
  // More than the buffers of a connection can hold.
  writeCsv('crew', 6_000, 2_000);
  for (const name of ['trial', 'guests']) writeCsv(name, 2);
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications } = window;
  // The sandbox has an import running: another one cannot start.
  await window.runCommand('Cognito: Try the Sandbox');
  await window.tree.row('customers-staging').appears();
  await window.page.keyboard.press('ControlOrMeta+Shift+E');
  await createFrom(window, 'trial.csv');
  await answerImport(window, { pool: 'customers-staging', jobName: 'trial' });
  await notifications.text(/^trial: “.*” in customers-production is running/);

  startImport(control, control.createPool({ name: 'busy' }), 'nightly');
  await createFrom(window, 'guests.csv');
  await answerImport(window, { pool: 'staff', jobName: 'guests' });
  const inTheWay = /^guests: “nightly” in busy is running/;
  await notifications.text(inTheWay);

  const letGo = faults.add({ kind: 'stall', operation: 'PutObject', afterBytes: 1_000_000 });
  await createFrom(window, 'crew.csv');
  await answerImport(window, { pool: 'staff', jobName: 'crew' });
  const told = await notifications.text(/^Importing crew\.csv: [1-9][\d.]* MB of 12\.\d MB uploaded/);
  const [, sent = NaN] = /: ([\d.]+) MB/.exec(told) ?? [];
  assert.ok(Number(sent) < 12);
  await notifications.text(/ MB uploaded · 0 kB\/s · URL valid for /);
  await notifications.press(/^Importing crew\.csv/, 'Cancel');
  await notifications.text('crew: The import was paused.');
  letGo();
  const statuses = () => pool.jobs.map(({ spec, status }) => `${spec.name} ${status}`);
  assert.deepEqual(statuses(), ['guests Created', 'crew Created']);
  finishImports(control);

  const mend = faults.add({ kind: 'cut', operation: 'PutObject', afterBytes: 1_000_000 });
  // The first window offers to resume both, so another one does not. It can still resume them, except the sandbox's import.
  const other = await ui().openWindow({ folder: folder.path, beside: window });
  const { notifications: there } = other;
  const resumeCrew = async (): Promise<void> => {
    await other.runCommand('Cognito: Resume Import…');
    const entries = await other.quickInput.waitFor('both imports', (imports) => imports.length === 2);
    assert.deepEqual(entries.map(({ label, description, detail }) => [label, description, detail]).sort(), [
      ['crew', 'staff', 'crew.csv'],
      ['guests', 'staff', 'guests.csv'],
    ]);
    await other.quickInput.pick('crew');
  };
  await resumeCrew();
  await there.text(/Trying again \(4 of 4\)$/);
  const lost = /^crew: The connection to AWS broke off\./;
  await there.text(lost);
  await eventually(
    'the progress has gone',
    () => there.texts(),
    (texts) => texts.length === 1,
  );
  mend();
  faults.add({ kind: 'cut', operation: 'PutObject', afterBytes: 1_000_000, times: 1 });
  await resumeCrew();
  await there.text(/^Importing crew\.csv: The connection to AWS broke off\. Trying again \(2 of 4\)$/);
  await there.text('crew has started: 6,000 users.');
  finishImports(control);
  assert.equal(pool.userCount, 6_000);
  assert.deepEqual(statuses(), ['guests Created', 'crew Succeeded']);
  await notifications.press(inTheWay, 'Resume');
  await notifications.text('guests has started: 2 users.');
  finishImports(control);
  // Each window has its own sandbox, and imports into it are stored nowhere.
  await notifications.press(/^trial: “/, 'Resume');
  await notifications.text(/^trial: “.*” in customers-production is running/);
  const stored = storedImports(ui().vscode).map(({ jobName }) => jobName);
  assert.deepEqual(stored.sort(), ['crew', 'guests']);
});

test('after a failed upload, a manual one is enough: the job starts without another', async () => {
  const { control, faults, calls } = ui().emulator;
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'by-hand' });
  writeCsv('manual', 2);
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications } = window;
  const mend = faults.add({ kind: 'strip', operation: 'PutObject' });
  await createFrom(window, 'manual.csv');
  await answerImport(window, { pool: 'by-hand', jobName: 'manual' });
  await notifications.text(/^manual: The upload did not match the signature of its URL\./);
  mend();
  await window.openView();
  await window.tree.expand('default', 'by-hand');
  await window.tree.row('manual').choose('Copy Upload Command');
  const command = await eventually(
    'the command on the clipboard',
    () => window.clipboard(),
    (text) => text.includes('curl'),
  );
  // Asynchronously: the emulator runs in this process and has to answer.
  await promisify(execFile)('sh', ['-c', command.replace('users.csv', 'manual.csv')], { cwd: folder.path });
  const uploads = calls.count('PutObject');
  await window.tree.row('manual').choose('Start Import Job');
  await window.dialog.press('Start Import Job');
  await notifications.text('manual has started: 2 users.');
  assert.equal(calls.count('PutObject'), uploads);
  finishImports(control);
  assert.equal(pool.userCount, 2);
});
