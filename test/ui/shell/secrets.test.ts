// A whole run leaves no secret: no pre-signed URL, key, password or hash is in a log, page, tooltip, stored state or a tool's answer.
// The answers contain no value of a CSV either, and the issue report contains no name of anything.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { toolNames } from '../../../src/ui/agents/toolNames.ts';
import { Agent, agentExtension } from '../support/machine/agent.ts';
import { answerImport, createFrom, fileRow } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { logEverything, tracesOf } from '../support/machine/traces.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
  extensions: [agentExtension],
});
const folder = temporaryFolder('secrets');
after(() => folder.remove());

/** Parts of every pre-signed URL, and of the secret access key. */
const secret = /X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|wJalrXUtnFEMI/i;

/** A hash and its password, as a user checks them. */
const checked = {
  hash: 'pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=',
  password: 'lètmein',
};
const checkedSecret = /lètmein|l\\u00e8tmein|YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo/;

test('a whole run leaves no secret except on the clipboard, where the user asked for it', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 });
  const pool = control.createPool({ name: 'customers' });
  const waiting = control.createJob({ userPoolId: pool.id, jobName: 'waiting-for-its-file' });
  startImport(control, pool, 'nightly-import');
  writeFileSync(
    join(folder.path, 'staff.csv'),
    'cognito:username,email,email_verified\nada,ada@example.com,TRUE\n',
  );
  const window = await ui().openWindow({ folder: folder.path });
  await window.openView();
  await window.tree.row('default').appears();
  await logEverything(window);
  await window.openExplorer();
  await fileRow(window, 'staff.csv').waitFor();
  await interruptedUpload(window);
  await checkHash(window);
  await window.openView();
  await window.tree.expand('default', 'customers');

  const row = window.tree.row('waiting-for-its-file');
  await row.choose('Copy Upload Command');
  await window.notifications.text(/upload command is on the clipboard/);
  assert.match(await window.clipboard(), secret, 'the command cannot work without the signature');
  assert.match(await window.clipboard(), new RegExp(`x-amz-server-side-encryption:aws:kms.*${waiting.id}`));
  const tooltip = await row.tooltip();
  assert.match(tooltip, /waiting-for-its-file/);
  await row.choose('Copy ID');
  await row.click();
  const waitingPage = new JobPage(await window.panel('waiting-for-its-file'));
  await waitingPage.press('Copy Upload Command');
  await eventually(
    'the command is on the clipboard',
    () => window.clipboard(),
    (text) => secret.test(text),
  );
  const running = window.tree.row('nightly-import');
  await running.click();
  const page = new JobPage(await window.panel('nightly-import'));
  await running.choose('Stop Import Job');
  await window.dialog.press('Stop Import Job');
  await page.status('Stopped');
  finishImports(control);
  await window.runCommand('Cognito: Show Log');
  await eventually(
    'the log shows what was called',
    () => window.page.locator('.part.panel .view-lines').innerText(),
    (text) => text.includes('StopUserImportJob'),
  );

  const places = {
    tooltip,
    ...(await tracesOf(window, ui())),
  };
  for (const [place, text] of Object.entries(places)) {
    assert.doesNotMatch(text, secret, place);
    assert.doesNotMatch(text, checkedSecret, place);
    // Proves that the place was read at all.
    assert.match(text, place === 'printed by the server' ? /./ : /staff|waiting-for-its-file/, place);
  }
  await window.storedPanel(waiting.id);
  assert.doesNotMatch(await window.storage(), secret, 'with the panels stored');
});

/** Values of the CSVs of the test below, in any column. */
const values = /grace|hopper|tuple|zebra|perhaps|2b\$12|\+1206555|1985|example\.(?:com|org)/i;

const people = [
  'cognito:username,email,email_verified,birthdate,phone_number,phone_number_verified',
  'grace,grace@example.com,true,02/01/1985,,',
  'hopper tuple,hopper@example.org,perhaps,1985-02-01,+12065550100,zebra',
  'zebra,zebra@example,false,12/12/1985,2065550100,false',
  'grace,grace@example.com,true,02/01/1985,$2b$12$abcdefghijklmnopqrstuv,',
].join('\n');
/** A CSV without a header: its first row is taken for one. */
const headless =
  'grace@example.com,grace,zebra,cognito:username\nhopper,hopper@example.org,true,02/01/1985\n';

test('no answer of a tool contains a secret or a value of a CSV, and the issue report contains no names', async () => {
  const { emulator } = ui();
  const { control } = emulator;
  control.configure({ usersPerSecond: 0, pendingMs: 0, stoppingMs: 0 });
  finishImports(control);
  const pool = control.createPool({ name: 'secret-agents' });
  const waiting = control.createJob({ userPoolId: pool.id, jobName: 'waiting' });
  const failed = control.startImport({ userPoolId: pool.id, jobName: 'failed', csv: people });
  finishImports(control);
  const told = control.createJob({
    userPoolId: pool.id,
    jobName: 'told',
    status: 'Failed',
    completionMessage:
      'User "grace" (hopper@example.org, +12065550100) with $2b$12$abc at https://zebra.example.com/?X-Amz-Signature=1 failed.',
  });
  for (const [name, text] of Object.entries({ 'people.csv': people, 'headless.csv': headless }))
    writeFileSync(join(folder.path, name), text);
  const window = await ui().openWindow({ folder: folder.path });
  const agent = new Agent(window);
  const inPool = { connection: 'profile/default/us-east-1', userPoolId: pool.id };
  const calls: readonly (readonly [Parameters<Agent['call']>[0], object, RegExp])[] = [
    [toolNames.listPools, {}, /secret-agents/],
    [toolNames.listJobs, inPool, /waiting/],
    [toolNames.getJob, { ...inPool, jobId: waiting.id }, /"canBeStarted":true/],
    [toolNames.getJob, { ...inPool, jobId: told.id }, /"completionMessage":"User \[value\]/],
    [toolNames.getJob, { ...inPool, jobId: 'import-X-Amz-Signature=1' }, /./],
    [toolNames.getFailures, { ...inPool, jobId: failed.id }, /"outcome":"failed"/],
    [toolNames.getSchema, inPool, /cognito:username/],
    [toolNames.validateCsv, { ...inPool, file: 'people.csv' }, /"wouldFail":[1-9]/],
    [toolNames.validateCsv, { ...inPool, file: 'headless.csv' }, /"everyRowWouldBeImported":false/],
    [toolNames.validateCsv, { ...inPool, file: '../people.csv' }, /outside the workspace/],
    [toolNames.stopJob, { ...inPool, jobId: failed.id }, /"stopped":false/],
    [toolNames.startJob, { ...inPool, jobId: failed.id }, /"started":false/],
  ];
  for (const [name, input, expected] of calls) {
    const { text, error } = await agent.call(name, input);
    const answer = text ?? error ?? '';
    assert.match(answer, expected, name);
    assert.doesNotMatch(answer, secret, name);
    assert.doesNotMatch(answer, values, name);
    assert.doesNotMatch(answer, /:\/\//, name);
  }

  await window.runCommand('Cognito: Report Issue…');
  await window.notifications.press(/^The report names no profile/, 'Copy Report');
  const report = await eventually(
    'the report is on the clipboard',
    () => window.clipboard(),
    (text) => text.includes('## Facts'),
  );
  assert.match(report, /Connections: 1 profile\n/);
  assert.match(report, /Runs .*: linux /);
  for (const name of [
    'secret-agents',
    'waiting',
    'default',
    'us-east',
    pool.id,
    waiting.id,
    folder.path,
    '127.0.0.1',
  ])
    assert.ok(!report.includes(name), name);
  assert.doesNotMatch(report, values);
  assert.doesNotMatch(report, secret);
});

/** An import whose upload fails: its stored state and its messages must not contain the URL. */
async function interruptedUpload(window: Workbench): Promise<void> {
  ui().emulator.faults.add({ kind: 'reset', operation: 'PutObject' });
  await createFrom(window, 'staff.csv');
  await answerImport(window, { pool: 'customers', jobName: 'staff' });
  await window.notifications.text(/^staff: The connection to/);
  ui().emulator.faults.clear();
}

/** Types a hash and its password: nothing may keep them. */
async function checkHash(window: Workbench): Promise<void> {
  const { quickInput, notifications } = window;
  await window.runCommand('Cognito: Check a Hash with a Password…');
  await quickInput.pick('Paste a Hash…');
  await quickInput.message(/^The hash of a user whose password you know/);
  await quickInput.type(checked.hash);
  await quickInput.accept();
  await quickInput.message(/^The password of the user/);
  await quickInput.type(checked.password);
  await quickInput.accept();
  await notifications.text(/^The password fits: /);
}
