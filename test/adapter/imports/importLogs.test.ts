// Log roles and logs of import jobs, through the real SDK against the emulator's IAM and CloudWatch Logs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent } from '../../../src/domain/gateway/importGateway.ts';
import { poolWorld } from '../support/poolWorld.ts';
import { failsWith, noAbort } from '../support/world.ts';

const { world, poolId, gateway, deny } = await poolWorld();
const calls = (operation: string): number => world.emulator.calls.count(operation);

describe('log roles', () => {
  const lambda = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  });
  const roles = () => world.emulator.control.roles;

  test('are the roles of all pages, those that Cognito may assume first, without service-linked ones', async () => {
    for (let i = 0; i < 150; i++) roles().create({ name: `a-${String(i).padStart(3, '0')}`, trust: lambda });
    roles().create({ name: 'linked', path: '/aws-service-role/x.amazonaws.com/', trust: lambda });
    roles().create({
      name: 'z-last',
      trust: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::1:root' }, Action: 'sts:AssumeRole' },
          {
            Effect: 'Allow',
            Principal: { Service: ['lambda.amazonaws.com', 'cognito-idp.amazonaws.com'] },
            Action: ['sts:AssumeRole'],
          },
        ],
      }),
    });
    roles().ensureConsoleRole();
    const before = calls('ListRoles');
    const found = await gateway.imports.listLogRoles(noAbort);
    assert.equal(calls('ListRoles') - before, 2);
    assert.deepEqual(found.slice(0, 3), [
      {
        name: 'Cognito-UserImport-Role',
        arn: 'arn:aws:iam::111122223333:role/service-role/Cognito-UserImport-Role',
        trustsCognito: true,
      },
      { name: 'z-last', arn: 'arn:aws:iam::111122223333:role/z-last', trustsCognito: true },
      { name: 'a-000', arn: 'arn:aws:iam::111122223333:role/a-000', trustsCognito: false },
    ]);
    assert.equal(found.length, 152);
  });

  test('may not be readable', async () => {
    deny('iam:ListRoles');
    const message = /IAM does not allow profile "it" to call iam:ListRoles/;
    await failsWith(gateway.imports.listLogRoles(noAbort), 'denied', message, { type: 'copyIamPolicy' });
  });

  test('are created as the console does, and work', async () => {
    const made = await gateway.imports.createLogRole('new-role', noAbort);
    assert.deepEqual(made, {
      name: 'new-role',
      arn: 'arn:aws:iam::111122223333:role/service-role/new-role',
      trustsCognito: true,
    });
    const policy = [...roles().get('new-role').policies.values()].join();
    assert.match(policy, /"arn:aws:logs:us-east-1:111122223333:log-group:\/aws\/cognito\/\*"/);
    const csv = 'cognito:username,email,email_verified\nb,b@example.com,true\n';
    const spec = { userPoolId: poolId, jobName: 'with new role', roleArn: made.arn };
    const job = world.emulator.control.createJob(spec);
    job.upload(Buffer.from(csv));
    world.emulator.control.startJob(poolId, job.id);
    assert.equal(
      world.emulator.control.finishJob(poolId, job.id).completionMessage,
      'Import Job Completed Successfully.',
    );
  });

  test('with an existing name are not created again', async () => {
    roles().create({ name: 'taken', trust: lambda });
    const message = /A role of this name exists already/;
    await failsWith(gateway.imports.createLogRole('taken', noAbort), 'conflict', message, { type: 'retry' });
    assert.equal(roles().get('taken').trust, lambda);
  });

  test('whose policy cannot be added are deleted', async () => {
    deny('iam:PutRolePolicy');
    const message = /^IAM does not allow profile "it" to call iam:PutRolePolicy/;
    await failsWith(gateway.imports.createLogRole('half', noAbort), 'denied', message, {
      type: 'copyIamPolicy',
    });
    assert.throws(() => roles().get('half'), /cannot be found/);
  });

  test('that cannot be deleted either are reported', async () => {
    deny('iam:PutRolePolicy', 'iam:DeleteRole');
    const message =
      /^The role "stays" was created, but without permission to write logs: IAM does not allow .*PutRolePolicy/;
    await failsWith(gateway.imports.createLogRole('stays', noAbort), 'denied', message, {
      type: 'copyIamPolicy',
    });
    assert.equal(roles().get('stays').policies.size, 0);
  });
});

describe('the log of a job', () => {
  const events = (jobId: string, jobName: string, nextToken?: string) =>
    gateway.imports.listLogEvents(
      { userPoolId: poolId, name: 'customers' },
      { jobId, jobName },
      nextToken,
      noAbort,
    );

  test('is read page by page to its end', async () => {
    const told = { status: 'Failed', importedUsers: 20_100, skippedUsers: 2, failedUsers: 900 } as const;
    const { id } = world.emulator.control.createJob({ userPoolId: poolId, jobName: 'many', ...told });
    const all: LogEvent[] = [];
    const sizes: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await events(id, 'many', nextToken);
      all.push(...page.items);
      sizes.push(page.items.length);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    assert.deepEqual(sizes, [10_000, 10_000, 1_004, 0]);
    assert.match(all[2]?.message ?? '', /^\[FAILED\] Line Number 2 - /);
    assert.match(all.at(-1)?.message ?? '', /^\[SUCCEEDED\] Line Number 21003 - /);
    assert.ok(Math.abs((all[0]?.timestamp ?? 0) - Date.now()) < 60_000);
  });

  test('is empty until it exists, and continues where it ended', async () => {
    assert.deepEqual(await events('import-0123456789', 'none'), { items: [] });
    // So slow that the job does not end by itself, even on a busy machine.
    world.emulator.control.configure({ usersPerSecond: 1, pendingMs: 0 });
    const rows = Array.from({ length: 40 }, (_, i) => `l${i},l${i}@example.com,true`);
    const csv = ['cognito:username,email,email_verified', ...rows].join('\n');
    const { id } = world.emulator.control.startImport({ userPoolId: poolId, jobName: 'live', csv });
    world.emulator.control.advance(11_000);
    world.emulator.control.configure({ usersPerSecond: 0 });
    const first = await events(id, 'live');
    assert.ok(first.items.length >= 12 && first.items.length < 42, String(first.items.length));
    const end = await events(id, 'live', first.nextToken);
    assert.deepEqual(end, { items: [] });
    world.emulator.control.finishJob(poolId, id);
    const rest = await events(id, 'live', first.nextToken);
    assert.equal(first.items.length + rest.items.length, 42);
  });

  test('may not be readable', async () => {
    const { id } = world.emulator.control.createJob({
      userPoolId: poolId,
      jobName: 'shut',
      status: 'Succeeded',
      importedUsers: 1,
    });
    deny('logs:GetLogEvents');
    const message = /IAM does not allow profile "it" to call logs:GetLogEvents/;
    await failsWith(events(id, 'shut'), 'denied', message, { type: 'copyIamPolicy' });
    world.emulator.keys.clear();
    world.emulator.faults.add({ kind: 'throttle', operation: 'GetLogEvents' });
    await failsWith(events(id, 'shut'), 'throttled', /throttling requests/, { type: 'retry' });
  });
});

test('IAM and CloudWatch Logs have endpoints of their own', async () => {
  const { url } = world.emulator;
  process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';
  process.env['AWS_ENDPOINT_URL_IAM'] = url;
  process.env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'] = url;
  const other = world.profile('it');
  assert.ok((await other.imports.listLogRoles(noAbort)).length > 0);
  const job = { jobId: 'import-0123456789', jobName: 'none' };
  const pool = { userPoolId: poolId, name: 'customers' };
  assert.deepEqual(await other.imports.listLogEvents(pool, job, undefined, noAbort), { items: [] });
  process.env['AWS_ENDPOINT_URL'] = url;
  delete process.env['AWS_ENDPOINT_URL_IAM'];
  delete process.env['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'];
});

test('disposing the gateway ends these calls too', async () => {
  world.emulator.faults.add({ kind: 'hang' });
  const other = world.profile('it');
  const before = calls('ListRoles');
  const work = other.imports.listLogRoles(noAbort);
  while (calls('ListRoles') === before) await new Promise(setImmediate);
  other.dispose();
  await failsWith(work, 'cancelled', /cancelled/, undefined);
});
