// The stock AWS CLI and curl as clients of the emulator: the commands that a person types to import users.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { AwsCli, logActions, skippedWithoutCli } from '../support/awsCli.ts';

const skip = await skippedWithoutCli('the AWS CLI');

interface User {
  readonly Username: string;
  readonly UserStatus: string;
  readonly Attributes: readonly { readonly Name: string; readonly Value: string }[];
}

describe('the AWS CLI', { skip }, () => {
  let emulator: Emulator;
  let cli: AwsCli;

  before(async () => {
    emulator = await startEmulator({ randomSeed: 1, usersPerSecond: 50 });
    cli = new AwsCli(emulator.url);
    const created = await cli.run<{ UserPool: { Id: string } }>(
      'cognito-idp',
      'create-user-pool',
      '--pool-name=cli',
      '--auto-verified-attributes=email',
    );
    cli.pool = created.UserPool.Id;
    cli.role = await cli.createRole('import-log', 'cognito-idp.amazonaws.com', logActions);
  });
  after(async () => {
    await emulator.close();
    cli.remove();
  });

  const header = 'cognito:username,name,email,email_verified';
  const rows = (prefix: string, count: number): string =>
    [
      header,
      ...Array.from({ length: count }, (_, n) => `${prefix}${n},Doe\\, Jane,${prefix}${n}@example.com,TRUE`),
    ].join('\n');

  test('imports users: template, job, upload, start, describe until done, list users, read the log', async () => {
    const template = await cli.run<{ CSVHeader: string[] }>(
      'cognito-idp',
      'get-csv-header',
      `--user-pool-id=${cli.pool}`,
    );
    assert.deepEqual(template.CSVHeader.slice(-2), ['cognito:mfa_enabled', 'cognito:username']);
    const line = (values: Record<string, string>): string =>
      template.CSVHeader.map((column) => values[column] ?? '').join(',');
    const user = (name: string, verified: string): string =>
      line({
        'cognito:username': name,
        email: `${name}@example.com`,
        email_verified: verified,
        name: 'Doe\\, Jane',
      });
    const users = [
      user('ada', 'TRUE'),
      user('bob', 'FALSE'),
      user('cy', 'true'),
      user('ada', 'true'),
      user('di', 'True'),
    ];
    const csv = [template.CSVHeader.join(','), ...users].join('\n');

    const created = await cli.create('first import');
    assert.equal(created.Status, 'Created');
    assert.match(
      await cli.refusedTo('start', created),
      /\(PreconditionNotMetException\).*No csv file was uploaded for import-\w{10}/,
    );
    assert.match(await cli.upload(created, csv, []), /<Code>SignatureDoesNotMatch<\/Code>.*403$/s);
    assert.equal(await cli.upload(created, csv), '200');
    const started = await cli.start(created);
    assert.equal(started.Status, 'Pending');
    assert.ok(started.StartDate);

    const done = await cli.until(created, 'Succeeded');
    assert.equal(done.CompletionMessage, 'Import Job Completed Successfully.');
    assert.deepEqual([done.ImportedUsers, done.FailedUsers, done.SkippedUsers], [3, 1, 1]);

    const { Users } = await cli.run<{ Users: User[] }>(
      'cognito-idp',
      'list-users',
      `--user-pool-id=${cli.pool}`,
    );
    assert.deepEqual(
      Users.map(({ Username, UserStatus }) => `${Username} ${UserStatus}`),
      ['ada RESET_REQUIRED', 'cy RESET_REQUIRED', 'di RESET_REQUIRED'],
    );
    assert.equal(Users[0]?.Attributes.find(({ Name }) => Name === 'name')?.Value, 'Doe, Jane');

    const { events } = await cli.run<{ events: { message: string }[] }>(
      'logs',
      'get-log-events',
      `--log-group-name=/aws/cognito/userpools/${cli.pool}/cli`,
      `--log-stream-name=${created.JobId}/first import`,
      '--start-from-head',
    );
    assert.deepEqual(
      events.map(({ message }) => message.slice(0, 31)),
      [
        'Cognito User Pools Import - Tes',
        'Cognito User Pools Import - Tes',
        '[SUCCEEDED] Line Number 2 - The',
        '[FAILED] Line Number 3 - The Us',
        '[SUCCEEDED] Line Number 4 - The',
        '[SKIPPED] Line Number 5 - The u',
        '[SUCCEEDED] Line Number 6 - The',
      ],
    );
  });

  test('starts only one job at a time, and stops it only once: Stopping, then Stopped; its users stay', async () => {
    emulator.control.configure({ usersPerSecond: 0 });
    const [first, second] = await Promise.all([cli.create('first'), cli.create('second')]);
    await Promise.all([cli.upload(first, rows('f', 900)), cli.upload(second, rows('s', 2))]);
    await cli.start(first);
    assert.match(
      await cli.refusedTo('start', second),
      /\(PreconditionNotMetException\).*Only one import job can be active at a time per account/,
    );
    await cli.until(first, 'InProgress');
    emulator.control.configure({ usersPerSecond: 20, stoppingMs: 3_000 });
    assert.equal((await cli.stop(first)).Status, 'Stopping');
    const stopped = await cli.until(first, 'Stopped');
    assert.equal(stopped.CompletionMessage, 'The Import Job was stopped by the developer.');
    assert.ok(stopped.ImportedUsers > 0 && stopped.ImportedUsers < 900);
    assert.match(await cli.refusedTo('stop', first), /\(PreconditionNotMetException\)/);
    const { Users } = await cli.run<{ Users: User[] }>(
      'cognito-idp',
      'list-users',
      `--user-pool-id=${cli.pool}`,
      '--filter=username ^= "f"',
    );
    assert.equal(Users.length, stopped.ImportedUsers);

    emulator.control.configure({ pendingMs: 60_000 });
    assert.equal((await cli.start(second)).Status, 'Pending');
    const atOnce = await cli.stop(second);
    assert.deepEqual([atOnce.Status, atOnce.ImportedUsers], ['Stopped', 0]);
  });

  test('sees a job and its upload expire', async () => {
    const late = await cli.create('late');
    emulator.control.advance(15 * 60_000);
    assert.match(await cli.upload(late, rows('l', 1)), /<Message>Request has expired<\/Message>.*403$/s);
    emulator.control.advance(25 * 3_600_000);
    assert.match(await cli.refusedTo('start', late), /\(PreconditionNotMetException\)/);
    const expired = await cli.describe(late);
    assert.deepEqual(
      [expired.Status, expired.CompletionMessage],
      ['Expired', 'The user import job has expired.'],
    );
  });

  test('lists roles with their trust policies, and cannot create an existing role', async () => {
    const { Roles } = await cli.run<{ Roles: { RoleName: string; AssumeRolePolicyDocument: object }[] }>(
      'iam',
      'list-roles',
      '--path-prefix=/service-role/',
    );
    assert.equal(Roles[0]?.RoleName, 'import-log');
    assert.match(JSON.stringify(Roles[0].AssumeRolePolicyDocument), /"cognito-idp\.amazonaws\.com"/);
    const [policy, again, none] = await Promise.all([
      cli.run<{ PolicyDocument: { Statement: { Action: string[] }[] } }>(
        'iam',
        'get-role-policy',
        '--role-name=import-log',
        '--policy-name=logs',
      ),
      cli.refused(
        'iam',
        'create-role',
        '--role-name=import-log',
        '--assume-role-policy-document={"Statement":[{}]}',
      ),
      cli.refused('iam', 'get-role', '--role-name=nobody'),
    ]);
    assert.deepEqual(policy.PolicyDocument.Statement[0]?.Action, logActions);
    assert.match(again, /\(EntityAlreadyExists\).*Role with name import-log already exists\./);
    assert.match(none, /\(NoSuchEntity\).*The role with name nobody cannot be found\./);
  });

  test('sees a job fail whose role Cognito cannot assume, or that may not write logs', async () => {
    emulator.control.configure({ pendingMs: 0 });
    const good = cli.role;
    for (const [service, actions, message] of [
      ['lambda.amazonaws.com', logActions, /cannot assume the CloudWatch Logs role/],
      ['cognito-idp.amazonaws.com', [], /is not allowed to write logs/],
    ] as const) {
      cli.role = await cli.createRole(`bad-${actions.length}`, service, actions);
      const job = await cli.create(`bad role ${actions.length}`);
      await cli.upload(job, rows('r', 1));
      await cli.start(job);
      const failed = await cli.until(job, 'Failed');
      assert.match(failed.CompletionMessage ?? '', message);
      assert.equal(failed.ImportedUsers, 0);
    }
    cli.role = good;
  });

  test('sees a cut upload fail, one without its header refused, and a complete one accepted', async () => {
    emulator.faults.add({ kind: 'cut', operation: 'PutObject', afterBytes: 50_000, times: 1 });
    const job = await cli.create('cut');
    const csv = rows('c', 5_000);
    // 55: "Failed sending network data", 56: "Failure in receiving network data".
    await assert.rejects(cli.upload(job, csv), /\b5[56]\b/);
    assert.match(await cli.refusedTo('start', job), /No csv file was uploaded/);
    emulator.faults.add({ kind: 'strip', operation: 'PutObject', times: 1 });
    assert.match(await cli.upload(job, csv), /<Code>SignatureDoesNotMatch<\/Code>.*403$/s);
    assert.equal(await cli.upload(job, csv), '200');
  });

  test('sees the column of password hashes if the pool can import them', async () => {
    const before = cli.pool;
    cli.pool = emulator.control.createPool({ name: 'hashes', passwordHashes: true }).id;
    const template = await cli.run<{ CSVHeader: string[] }>(
      'cognito-idp',
      'get-csv-header',
      `--user-pool-id=${cli.pool}`,
    );
    assert.equal(template.CSVHeader.at(-1), 'password_hash');
    cli.pool = before;
  });

  test('gets the reason for an invalid request', async () => {
    const [noPool, tooMany, identity] = await Promise.all([
      cli.refused(
        'cognito-idp',
        'describe-user-import-job',
        '--user-pool-id=us-east-1_Nowhere00',
        '--job-id=import-0123456789',
      ),
      cli.refused('cognito-idp', 'list-user-pools', '--max-results=61'),
      cli.run<{ Account: string; Arn: string }>('sts', 'get-caller-identity'),
    ]);
    assert.match(noPool, /\(ResourceNotFoundException\).*User pool us-east-1_Nowhere00 does not exist\./);
    assert.match(
      tooMany,
      /\(InvalidParameterException\).*1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60/,
    );
    assert.deepEqual(identity.Account, '111122223333');
  });
});
