// The emulator's answers to the real SDK: pages, refusals, logs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { FilterLogEventsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateUserImportJobCommand,
  DeleteUserPoolCommand,
  DescribeUserImportJobCommand,
  ListUserImportJobsCommand,
  ListUserPoolsCommand,
  paginateListUserPools,
  type CreateUserImportJobCommandOutput,
  type ListUserImportJobsCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { emulatorWorld, named, type EmulatorWorld } from '../support/emulatorWorld.ts';

const roleArn = 'arn:aws:iam::111122223333:role/import';
let world: EmulatorWorld;
before(async () => {
  world = await emulatorWorld({});
});
after(() => world.close());

describe('a listing', () => {
  test('of pools is complete through the SDK paginator', async () => {
    const large = await emulatorWorld({ seed: 'large' });
    const client = large.cognito;
    const ids = new Set<string | undefined>();
    for await (const page of paginateListUserPools({ client }, { MaxResults: 60 })) {
      for (const { Id } of page.UserPools ?? []) ids.add(Id);
    }
    assert.equal(ids.size, 1_000);
    assert.equal(large.emulator.calls.count('ListUserPools'), 17);
    await large.close();
  });

  test('of jobs is newest first, at most 50 a page, and not shifted by a new job', async () => {
    const pool = world.emulator.control.createPool({ name: 'many jobs' });
    for (let n = 1; n <= 70; n++)
      world.emulator.control.createJob({ userPoolId: pool.id, jobName: `job ${n}` });
    const page = (token?: string): Promise<ListUserImportJobsCommandOutput> =>
      world.cognito.send(
        new ListUserImportJobsCommand({ UserPoolId: pool.id, MaxResults: 60, PaginationToken: token }),
      );
    const first = await page();
    assert.deepEqual([first.UserImportJobs?.length, first.UserImportJobs?.[0]?.JobName], [50, 'job 70']);
    world.emulator.control.createJob({ userPoolId: pool.id, jobName: 'meanwhile' });
    const second = await page(first.PaginationToken);
    const names = second.UserImportJobs?.map((job) => job.JobName);
    assert.deepEqual([names?.length, names?.[0], names?.[1]], [20, 'job 20', 'job 19']);
    assert.equal(second.PaginationToken, undefined);
    await assert.rejects(page('made-up'), named('InvalidParameterException'));
  });
});

describe('a request', () => {
  test('with several mistakes gets all of them in the answer', async () => {
    const create = new CreateUserImportJobCommand({
      JobName: 'a/b',
      UserPoolId: 'no underscore',
      CloudWatchLogsRoleArn: 'short',
    });
    await assert.rejects(
      world.cognito.send(create),
      named(
        'InvalidParameterException',
        /^4 validation errors detected: Value 'a\/b' at 'jobName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\\s\+=,\.@-\]\+; Value 'no underscore' at 'userPoolId'/,
      ),
    );
    const missing = new ListUserPoolsCommand({ MaxResults: undefined });
    await assert.rejects(
      world.cognito.send(missing),
      named(
        'InvalidParameterException',
        /^1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null$/,
      ),
    );
  });

  test('for password hashes needs a pool that supports them', async () => {
    const create = (UserPoolId: string): Promise<CreateUserImportJobCommandOutput> =>
      world.cognito.send(
        new CreateUserImportJobCommand({
          JobName: 'hashes',
          UserPoolId,
          CloudWatchLogsRoleArn: roleArn,
          PasswordHashingAlgorithm: 'ARGON2ID',
        }),
      );
    await assert.rejects(
      create(world.emulator.control.createPool({ name: 'cannot' }).id),
      named('InvalidParameterException'),
    );
    const { UserImportJob } = await create(
      world.emulator.control.createPool({ name: 'can', passwordHashes: true }).id,
    );
    assert.equal(UserImportJob?.PasswordHashingAlgorithm, 'ARGON2ID');
  });

  test('to delete a pool is refused while it imports', async () => {
    const pool = world.emulator.control.createPool({ name: 'busy' });
    const csv = 'cognito:username,email,email_verified\na,a@b.c,true';
    world.emulator.control.configure({ usersPerSecond: 0 });
    const job = world.emulator.control.startImport({ userPoolId: pool.id, jobName: 'job', csv });
    const remove = (): Promise<unknown> =>
      world.cognito.send(new DeleteUserPoolCommand({ UserPoolId: pool.id }));
    await assert.rejects(remove(), named('UserImportInProgressException'));
    world.emulator.control.finishJob(pool.id, job.id);
    await remove();
    const gone = new DescribeUserImportJobCommand({ UserPoolId: pool.id, JobId: job.id });
    await assert.rejects(
      world.cognito.send(gone),
      named('ResourceNotFoundException', /^User pool us-east-1_\w{9} does not exist\.$/),
    );
  });
});

test('a log can be read forward to its end', async () => {
  const pool = world.emulator.control.createPool({ name: 'logged' });
  const rows = Array.from({ length: 25 }, (_, n) => `u${n},u${n}@b.c,${n % 5 === 4 ? 'false' : 'true'}`);
  const csv = ['cognito:username,email,email_verified', ...rows].join('\n');
  const job = world.emulator.control.startImport({ userPoolId: pool.id, jobName: 'job', csv });
  world.emulator.control.finishJob(pool.id, job.id);
  const stream = { logGroupName: pool.logGroupName, logStreamName: job.logStreamName };
  const lines: (string | undefined)[] = [];
  for (let token: string | undefined, last: string | undefined = ''; token !== last;) {
    last = token;
    const page = await world.logs.send(
      new GetLogEventsCommand({ ...stream, startFromHead: true, limit: 10, nextToken: token }),
    );
    lines.push(...(page.events ?? []).map(({ message }) => message));
    token = page.nextForwardToken;
  }
  assert.equal(lines.length, 27);
  assert.deepEqual(lines.slice(1, 3), [
    'Cognito User Pools Import - Test Log',
    '[SUCCEEDED] Line Number 2 - The import succeeded.',
  ]);
  const failed = await world.logs.send(
    new FilterLogEventsCommand({ logGroupName: pool.logGroupName, filterPattern: '"[FAILED]"' }),
  );
  assert.deepEqual(
    failed.events?.map(({ message }) => message?.slice(0, 23)),
    [6, 11, 16, 21, 26].map((n) => `[FAILED] Line Number ${n} - The`.slice(0, 23)),
  );
});
