// Every language model tool of the manifest, called as a chat calls it, against the emulator.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import { toolNames, type ToolName } from '../../src/ui/agents/toolNames.ts';
import { CsvWorld, csv, openingTime, until, user } from './csv/csvWorld.ts';
import { emulatorVariable } from './run/result.ts';

type Answer = Readonly<Record<string, unknown>>;

async function invoke(name: ToolName, input: object, token?: vscode.CancellationToken): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const [part] = content;
  assert.equal(content.length, 1);
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return part.value;
}

async function ask(name: ToolName, input: object): Promise<Answer> {
  return JSON.parse(await invoke(name, input)) as Answer;
}

/** The error message of a tool that fails. */
async function refusal(name: ToolName, input: object): Promise<string> {
  try {
    return assert.fail(await invoke(name, input));
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

async function emulator(path: string, body?: object): Promise<Answer> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const answer = await fetch(`${process.env[emulatorVariable] ?? ''}/_emulator/${path}`, init);
  assert.ok(answer.ok, await answer.clone().text());
  return (await answer.json()) as Answer;
}

async function calls(operation: string): Promise<number> {
  const { counts } = await emulator('calls');
  return (counts as Readonly<Record<string, number>>)[operation] ?? 0;
}

describe('the tools for language models', () => {
  let world: CsvWorld;
  let pool: { readonly connection: string; readonly userPoolId: string };
  before(async function () {
    this.timeout(openingTime);
    world = await CsvWorld.open();
    pool = { connection: world.pool.connectionId, userPoolId: world.pool.userPoolId };
    await emulator('settings', { usersPerSecond: 0, pendingMs: 0 });
    await finishAll();
  });
  afterEach(() => world.closeEditors());
  after(() => world.remove());

  /** Starts an import of these rows, which runs until `finish`. Resolves with its job id. */
  async function running(jobName: string, ...rows: string[]): Promise<string> {
    const { userPoolId } = world.pool;
    const { jobId } = await emulator('imports', { userPoolId, jobName, csv: csv(...rows) });
    return String(jobId);
  }

  /** Ends the sample's running import: an account runs one at a time. */
  async function finishAll(): Promise<void> {
    const { pools } = await emulator('pools');
    for (const { userPoolId } of pools as readonly Answer[]) {
      const { jobs } = await ask(toolNames.listJobs, { ...pool, userPoolId });
      for (const { jobId, status } of jobs as readonly Answer[])
        if (status === 'InProgress') await emulator('jobs/finish', { userPoolId, jobId });
    }
  }

  const finish = (jobId: string) => emulator('jobs/finish', { userPoolId: world.pool.userPoolId, jobId });

  it('are those of the manifest, each with a schema', () => {
    const ours = vscode.lm.tools.filter(({ name }) => Object.values<string>(toolNames).includes(name));
    assert.deepEqual(
      ours.map(({ name }) => name).sort(),
      manifest.contributes.languageModelTools.map(({ name }) => name).sort(),
    );
    for (const { name, inputSchema } of ours) assert.ok(inputSchema, name);
  });

  it('come with a skill, if VS Code supports skills of extensions', async () => {
    const list = '_listExtensionPromptFiles';
    if (!(await vscode.commands.getCommands()).includes(list)) {
      // This version ignores the contribution.
      assert.match(vscode.version, /^1\.104\./);
      return;
    }
    const files =
      await vscode.commands.executeCommand<readonly { type: string; uri: { path: string } }[]>(list);
    const skills = files.filter(({ type }) => type === 'skill').map(({ uri }) => uri.path);
    const [{ path } = assert.fail('No skill.')] = manifest.contributes.chatSkills;
    assert.ok(
      skills.some((each) => each.endsWith(path.slice(1))),
      skills.join(', '),
    );
  });

  it('list the connections with their user pools', async () => {
    const { connections } = await ask(toolNames.listPools, { nameContains: 'CSV-tests' });
    const [first] = connections as readonly Answer[];
    assert.equal(first?.['connection'], pool.connection);
    assert.equal(first['region'], 'us-east-1');
    assert.match(String(first['account']), /^\d{12}$/);
    const pools = first['userPools'] as readonly Answer[];
    assert.ok(pools.some(({ userPoolId }) => userPoolId === pool.userPoolId));
    assert.ok(pools.every(({ name }) => name === 'csv-tests'));
  });

  it('return what a user pool can import', async () => {
    const schema = await ask(toolNames.getSchema, pool);
    assert.match(String(schema['header']), /email,.*cognito:username,password_hash$/);
    const columns = schema['columns'] as readonly Answer[];
    const required = columns.filter((column) => column['required'] === true).map(({ name }) => name);
    assert.deepEqual(required, ['email', 'cognito:username']);
    assert.deepEqual(schema['eachUserNeedsOneVerifiedOf'], ['email_verified', 'phone_number_verified']);
  });

  it('return how a job ended and why rows failed, with lines of the CSV but none of its values', async () => {
    const jobId = await running('nightly', user('ada'), user('zoe', 'soon'), user('max', '1985-02-01'));
    await finish(jobId);
    const listed = (await ask(toolNames.listJobs, { ...pool, limit: 1 }))['jobs'] as readonly Answer[];
    assert.deepEqual(
      listed.map((job) => [job['jobId'], job['importedUsers'], job['failedUsers']]),
      [[jobId, 1, 2]],
    );
    const job = await ask(toolNames.getJob, { ...pool, jobId });
    assert.match(String(job['explanation']), /^The job (?:is complete|failed)/);
    assert.match(String(job['nextSteps']), /2 rows failed/);
    assert.deepEqual([job['canBeStopped'], job['canBeStarted']], [false, false]);
    const text = await invoke(toolNames.getFailures, { ...pool, jobId });
    assert.doesNotMatch(text, /ada|zoe|max|soon|1985|example\.com/);
    const failures = JSON.parse(text) as Answer;
    const [reason, ...others] = failures['reasons'] as readonly Answer[];
    assert.deepEqual(others, []);
    assert.deepEqual([reason?.['outcome'], reason?.['rows'], reason?.['firstLines']], ['failed', 2, [3, 4]]);
    // The CSV is unknown here, and the log alone cannot prove what its line numbers count.
    assert.equal(typeof failures['linesAreCertain'], 'boolean');
  });

  it('return failures of a job that runs faster than its log is read', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      user(`user${index}`, index % 2 ? 'soon' : undefined),
    );
    await emulator('settings', { usersPerSecond: 100 });
    const jobId = await running('long-run', ...rows);
    await until(async () => {
      const { failedUsers } = await ask(toolNames.getJob, { ...pool, jobId });
      return Number(failedUsers) > 0;
    });
    const failures = await ask(toolNames.getFailures, { ...pool, jobId });
    assert.deepEqual([failures['status'], failures['logIsComplete']], ['InProgress', false]);
    assert.ok(Number(failures['failedRows']) > 0);
    await emulator('settings', { usersPerSecond: 0 });
    await finish(jobId);
  });

  it('validate an open file, locate each problem, and quote no value', async () => {
    const text = csv(user('ada'), user('zoe', 'soon'), 'grace hopper,grace@example.com,perhaps,02/01/1985');
    const { uri } = await world.open('people.csv', text);
    const answer = await invoke(toolNames.validateCsv, { ...pool, file: uri.fsPath });
    assert.doesNotMatch(answer, /ada|zoe|grace|hopper|perhaps|soon|example\.com/);
    const { everyRowWouldBeImported, rows, ready, problems } = JSON.parse(answer) as Answer;
    assert.deepEqual([everyRowWouldBeImported, rows, ready], [false, 3, 1]);
    const places = (problems as readonly Answer[])
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, places }) => [rule, (places as readonly Answer[]).map(({ line }) => line)]);
    assert.deepEqual(new Map(places as [string, number[]][]).get('birthdate-format'), [3]);
    assert.deepEqual(new Map(places as [string, number[]][]).get('boolean-value'), [4]);
  });

  it('read no file that is neither in the workspace nor open', async () => {
    const uri = world.write('secret.csv', csv(user('ada')));
    const input = { ...pool, file: uri.fsPath };
    assert.match(
      await refusal(toolNames.validateCsv, input),
      /secret\.csv is outside the workspace and not open/,
    );
    const missing = { ...pool, file: 'nowhere.csv' };
    assert.match(await refusal(toolNames.validateCsv, missing), /nowhere\.csv was not found/);
  });

  it('change nothing without the dialog, which names what is changed', async () => {
    const jobId = await running('long-import', user('one'), user('two'));
    const changes = async () => [await calls('StopUserImportJob'), await calls('StartUserImportJob')];
    const before = await changes();
    // In a test VS Code opens no dialog; its error names the dialog.
    const words = await refusal(toolNames.stopJob, { ...pool, jobId });
    assert.match(words, /dialog/i);
    await finish(jobId);
    const ended = await ask(toolNames.stopJob, { ...pool, jobId });
    assert.equal(ended['stopped'], false);
    assert.match(String(ended['reason']), /^The job is (?:Succeeded|Failed)\. Only jobs that are/);
    const again = await ask(toolNames.startJob, { ...pool, jobId });
    assert.equal(again['started'], false);
    const made = await emulator('jobs', { userPoolId: pool.userPoolId, jobName: 'ready' });
    assert.match(await refusal(toolNames.startJob, { ...pool, jobId: made['jobId'] }), /dialog/i);
    assert.deepEqual(await changes(), before);
  });

  it('say what is wrong with an ID, and what to do', async () => {
    const unknown = await refusal(toolNames.listJobs, { ...pool, connection: 'profile/nobody/us-east-1' });
    assert.match(unknown, /no such connection\. Those that exist: profile\/default\/us-east-1/);
    const noPool = await refusal(toolNames.listJobs, { ...pool, userPoolId: 'us-east-1_Nothing00' });
    assert.match(noPool, /no such user pool\. Call list_cognito_user_pools/);
    const noJob = await refusal(toolNames.getJob, { ...pool, jobId: 'import-Nothing000' });
    assert.match(noJob, /Call list_cognito_user_pools and list_cognito_import_jobs/);
  });

  it('end when they are cancelled', async () => {
    await emulator('faults', { kind: 'latency', operation: 'ListUserImportJobs', delayMs: 60_000 });
    const stop = new vscode.CancellationTokenSource();
    const asked = await calls('ListUserImportJobs');
    const listing = invoke(toolNames.listJobs, pool, stop.token);
    const ended = assert.rejects(async () => listing);
    await until(async () => (await calls('ListUserImportJobs')) > asked);
    stop.cancel();
    await ended;
    await emulator('faults/clear', {});
  });
});
