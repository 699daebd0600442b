// The gateway against the emulator: its answers, cancelled calls, and what the log must and must not contain.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { sandboxConnection } from '../../../src/domain/connections/connection.ts';
import type { ImportJob } from '../../../src/domain/jobs/job.ts';
import {
  assertNothingSecret,
  awsWorld,
  exampleKeys,
  failsWith,
  noAbort,
  type World,
} from '../support/world.ts';

let world: World;
let poolId: string;

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
  poolId = world.emulator.control.pools[0]?.id ?? '';
});
after(() => world.close());
afterEach(() => world.emulator.faults.clear());

describe('pools and jobs', () => {
  test('a pool has its name, id and dates in milliseconds', async () => {
    const before = Date.now();
    const pool = world.emulator.control.createPool({ name: 'Ünïcode <b>pool</b>' });
    const { items } = await world.profile('it').listUserPools({}, noAbort);
    const found = items.find((item) => item.userPoolId === pool.id);
    assert.equal(found?.name, 'Ünïcode <b>pool</b>');
    assert.ok(Math.abs((found.creationDate ?? 0) - before) < 5_000, String(found.creationDate));
  });

  test('the clock offset is known from the first answer on', async () => {
    const gateway = world.profile('it');
    assert.deepEqual([gateway.clockOffset], [undefined]);
    await gateway.listUserPools({}, noAbort);
    assert.ok(Math.abs(gateway.clockOffset ?? NaN) <= 2_000, String(gateway.clockOffset));
  });

  test('pages are read by token to the end', async () => {
    for (let i = 0; i < 7; i++) world.emulator.control.createJob({ userPoolId: poolId, jobName: `job-${i}` });
    const gateway = world.profile('it');
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await gateway.listUserImportJobs(
        poolId,
        { maxResults: 3, ...(nextToken !== undefined && { nextToken }) },
        noAbort,
      );
      assert.ok(page.items.length <= 3);
      names.push(...page.items.map((job) => job.jobName));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    assert.deepEqual(names, ['job-6', 'job-5', 'job-4', 'job-3', 'job-2', 'job-1', 'job-0']);
  });

  test('an unstarted job has only its creation date, and hides its URL in a handle', async () => {
    const created = world.emulator.control.createJob({ userPoolId: poolId, jobName: 'fresh' });
    const job = await world.profile('it').describeUserImportJob(poolId, created.id, noAbort);
    assert.equal(job.status, 'Created');
    assert.deepEqual([job.importedUsers, job.skippedUsers, job.failedUsers], [0, 0, 0]);
    assert.ok(!('startDate' in job) && !('completionDate' in job) && !('completionMessage' in job));
    assert.ok((job.preSignedUrl?.expiresAt ?? 0) > Date.now());
    assert.match(job.preSignedUrl?.reveal() ?? '', /X-Amz-Signature=/);
    assertNothingSecret([
      JSON.stringify(job),
      inspect(job, { depth: 9, showHidden: true }),
      String(job.preSignedUrl),
    ]);
  });

  test('a running job is stopped, and the answer is its new state', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, i) => `user${i}@example.com,true,user${i}@example.com,false`,
    );
    const csv = `email,email_verified,cognito:username,cognito:mfa_enabled\n${rows.join('\n')}\n`;
    const { id } = world.emulator.control.startImport({ userPoolId: poolId, jobName: 'big', csv });
    const gateway = world.profile('it');
    const job: ImportJob = await gateway.stopUserImportJob(poolId, id, noAbort);
    assert.ok(['Stopping', 'Stopped'].includes(job.status), job.status);
    assert.equal(job.jobId, id);
  });
});

describe('the sandbox', () => {
  test('uses one endpoint for everything and no credential of the user', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';
    const gateway = world.connect(sandboxConnection, world.emulator.url);
    await gateway.listUserPools({}, noAbort);
    assert.equal(world.emulator.calls.recent.at(-1)?.accessKeyId, 'sandbox');
    assert.equal((await gateway.getCallerIdentity(noAbort)).accountId, '111122223333');
    process.env['AWS_ENDPOINT_URL'] = world.emulator.url;
  });

  test('ignores FIPS in the environment', async () => {
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'true';
    await world.connect(sandboxConnection, world.emulator.url).listUserPools({}, noAbort);
    delete process.env['AWS_USE_FIPS_ENDPOINT'];
  });
});

describe('a cancelled call', () => {
  const cancelled = /cancelled/;

  test('ends at once although the service never answers', async () => {
    world.emulator.faults.add({ kind: 'hang' });
    const calls = world.emulator.calls.recent.length;
    const stop = new AbortController();
    const work = world.profile('it').listUserPools({}, stop.signal);
    while (world.emulator.calls.recent.length === calls) await new Promise(setImmediate);
    stop.abort();
    await failsWith(work, 'cancelled', cancelled, undefined);
  });

  test('is not sent if it is cancelled before', async () => {
    const calls = world.emulator.calls.recent.length;
    const work = world.profile('it').listUserPools({}, AbortSignal.abort());
    await failsWith(work, 'cancelled', cancelled, undefined);
    assert.equal(world.emulator.calls.recent.length, calls);
  });

  test('ends with its gateway, which makes no later calls', async () => {
    world.emulator.faults.add({ kind: 'hang' });
    const gateway = world.profile('it');
    const work = gateway.listUserPools({}, noAbort);
    gateway.dispose();
    gateway.dispose();
    await failsWith(work, 'cancelled', cancelled, undefined);
    await failsWith(gateway.listUserPools({}, noAbort), 'cancelled', cancelled, undefined);
  });

  test('causes no unhandled rejection if its gateway is disposed while it is being built', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    world.home.config(
      `[profile it]\n${exampleKeys}\n[profile wrong]\n${exampleKeys}ca_bundle = /nowhere.pem\n`,
    );
    const gateway = world.profile('wrong');
    const work = gateway.listUserPools({}, noAbort);
    gateway.dispose();
    await failsWith(work, 'cancelled', cancelled, undefined);
    // This call fails because of the certificates: by then the first gateway has failed too, with nobody listening.
    await failsWith(world.profile('wrong').listUserPools({}, noAbort), 'misconfigured', /nowhere/, {
      type: 'openConfig',
      profile: 'wrong',
      file: join(world.home.path, '.aws/config'),
    });
    await new Promise(setImmediate);
    process.off('unhandledRejection', listener);
    assert.deepEqual(unhandled, []);
  });

  test('leaves others alone', async () => {
    world.emulator.faults.add({ kind: 'hang', operation: 'ListUserPools' });
    const gateway = world.profile('it');
    const stop = new AbortController();
    const hanging = gateway.listUserPools({}, stop.signal);
    const page = await gateway.listUserImportJobs(poolId, {}, noAbort);
    assert.ok(page.items.length > 0);
    stop.abort();
    await failsWith(hanging, 'cancelled', cancelled, undefined);
  });

  test('leaves nothing in the log', async () => {
    const lines = world.log.length;
    await failsWith(
      world.profile('it').listUserPools({}, AbortSignal.abort()),
      'cancelled',
      cancelled,
      undefined,
    );
    assert.equal(world.log.length, lines);
  });
});

describe('the log', () => {
  test('has connection, operation, pool, status, request id, attempts and time', async () => {
    await world.profile('it').listUserImportJobs(poolId, {}, noAbort);
    assert.match(
      world.log.at(-1) ?? '',
      new RegExp(
        `^\\[profile/it/us-east-1\\] ListUserImportJobs ${poolId} HTTP 200 request [0-9a-f-]{36} attempts 1 \\d+ ms$`,
      ),
    );
  });

  test('has the reason of a failure and its request id', async () => {
    world.emulator.faults.add({ kind: 'denied' });
    await world
      .profile('it')
      .listUserPools({}, noAbort)
      .catch(() => undefined);
    assert.match(
      world.log.at(-1) ?? '',
      /ListUserPools HTTP 400 request [0-9a-f-]{36} attempts 1 \d+ ms failed \(denied AccessDeniedException\): AccessDeniedException: User: /,
    );
  });
});

test('building a gateway makes no call and starts no process', async () => {
  const calls = world.emulator.calls.recent.length;
  const script = world.home.script('marks.cjs', `require('fs').writeFileSync(process.env.HOME + '/ran', '')`);
  world.home.config(`[profile marks]\ncredential_process = ${script}\n`);
  const gateway = world.profile('marks');
  assert.deepEqual(
    (await world.aws.listProfiles()).map(({ name, kind }) => [name, kind]),
    [['marks', 'credentialProcess']],
  );
  assert.equal(existsSync(join(world.home.path, 'ran')), false);
  assert.equal(world.emulator.calls.recent.length, calls);
  // Only the first call runs the script, which shows that this test would notice a run.
  await gateway.listUserPools({}, noAbort).catch(() => undefined);
  assert.equal(existsSync(join(world.home.path, 'ran')), true);
});
