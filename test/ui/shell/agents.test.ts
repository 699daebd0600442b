// A chat stops and starts jobs: only after the user has confirmed it in the extension's own dialog, and typed the name of a guarded pool.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { toolNames } from '../../../src/ui/agents/toolNames.ts';
import { Agent, agentExtension, type Outcome } from '../support/machine/agent.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: {
    'security.workspace.trust.enabled': false,
    'cognitoImportJobs.guardedTargets': ['*prod*'],
  },
  extensions: [agentExtension],
});
afterEach(() => finishImports(ui().emulator.control));

const connection = 'profile/default/us-east-1';

function answerOf({ text, error }: Outcome): Readonly<Record<string, unknown>> {
  assert.equal(error, undefined);
  return JSON.parse(text ?? '') as Readonly<Record<string, unknown>>;
}

test('a tool stops a job once the user has confirmed it, and says so if they have not', async () => {
  const { control, calls } = ui().emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 });
  const pool = control.createPool({ name: 'customers' });
  const job = startImport(control, pool, 'nightly-import');
  const input = { connection, userPoolId: pool.id, jobId: job.id };
  const window = await ui().openWindow();
  const agent = new Agent(window);

  const refused = await agent.begin(toolNames.stopJob, input);
  const { message, detail, buttons } = await window.dialog.text();
  assert.equal(message, 'Stop import job “nightly-import”?');
  assert.match(detail, /User pool: customers \(.*\)\nAccount: \d{12}\nRegion: us-east-1\nProfile: default/);
  assert.deepEqual(buttons.toSorted(), ['Cancel', 'Stop Import Job']);
  await window.dialog.press('Cancel');
  const declined = answerOf(await refused.outcome());
  assert.equal(declined['stopped'], false);
  assert.match(String(declined['reason']), /^The user did not confirm/);
  assert.equal(calls.count('StopUserImportJob'), 0);

  const confirmed = await agent.begin(toolNames.stopJob, input);
  await window.dialog.press('Stop Import Job');
  const stopped = answerOf(await confirmed.outcome());
  assert.equal(stopped['stopped'], true);
  assert.match(String((stopped['job'] as { status: unknown }).status), /^Stopp(?:ing|ed)$/);
  assert.equal(calls.count('StopUserImportJob'), 1);
  // A job that a chat has stopped is followed like one that the user has stopped.
  await window.statusItem.text(/nightly-import/);
});

test('a tool starts a job in a guarded pool only after its name was typed', async () => {
  const { control, calls } = ui().emulator;
  control.configure({ usersPerSecond: 0, pendingMs: 0, stoppingMs: 0 });
  const pool = control.createPool({ name: 'members-prod' });
  const job = control.createJob({ userPoolId: pool.id, jobName: 'first-wave' });
  job.upload(Buffer.from('cognito:username,email,email_verified\nada,ada@example.com,true\n'));
  const input = { connection, userPoolId: pool.id, jobId: job.id };
  const window = await ui().openWindow();
  const { dialog, quickInput } = window;
  const agent = new Agent(window);
  const before = calls.count('StartUserImportJob');

  const given = await agent.begin(toolNames.startJob, input);
  await dialog.press('Start Import Job');
  await quickInput.message(/^This target is guarded\. Type the user pool's name to continue: members-prod/);
  await quickInput.cancel();
  assert.equal(answerOf(await given.outcome())['started'], false);
  assert.equal(calls.count('StartUserImportJob'), before);

  const typed = await agent.begin(toolNames.startJob, input);
  assert.equal((await dialog.text()).message, 'Start import job “first-wave”?');
  await dialog.press('Start Import Job');
  await quickInput.message(/guarded/);
  await quickInput.type('members-prod');
  await quickInput.accept();
  const started = answerOf(await typed.outcome());
  assert.equal(started['started'], true);
  assert.match(String((started['job'] as { status: unknown }).status), /^(?:Pending|InProgress)$/);
});
