// Imports of one job with the real gateway, the emulator and the disk: from a CSV to users in the pool.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Clock } from '../../../src/domain/base/clock.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import type { ImportDriver, ImportView } from '../../../src/domain/imports/driver.ts';
import type { ImportState } from '../../../src/domain/imports/import.ts';
import type { ImportActivity } from '../../../src/domain/imports/services.ts';
import type { ImportFolder } from '../../../src/files/imports/importStore.ts';
import { openImportFolder } from '../../../src/files/imports/openImportFolder.ts';
import { createImportDriver } from '../../../src/ui/imports/importServices.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { toParts } from '../../../src/files/imports/toParts.ts';
import { awsWorld, exampleKeys, noAbort, type World } from '../support/world.ts';

const connection = profileConnection('it', 'us-east-1');
let world: World;
let poolId: string;
let jobs: JobService;
let driver: ImportDriver;
let store: ImportFolder;
let activities: ImportActivity[];

/** Polls fifty times as often. */
const hurried: Clock = {
  now: () => Date.now(),
  schedule: (delay, run) => {
    const timer = setTimeout(run, delay / 50);
    return { dispose: () => clearTimeout(timer) };
  },
  random: () => 0.5,
};

const unused = (): never => {
  throw new Error('No test here splits a CSV or breaks the disk.');
};

/** A pause between two attempts takes no time here, and two hundred times its length in the emulator. */
const skipping: Clock = {
  ...hurried,
  schedule: (delay, run) => {
    const timer = setImmediate(() => {
      world.emulator.control.advance(200 * delay);
      run();
    });
    return { dispose: () => clearImmediate(timer) };
  },
};

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
  poolId = world.emulator.control.pools[0]?.id ?? '';
});
after(() => world.close());

beforeEach(() => {
  world.emulator.control.configure({ usersPerSecond: 31, pendingMs: 400, uploadDelayMs: 0 });
  world.emulator.calls.clear();
  const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
  jobs = new JobService({ clock: hurried, connect: () => Promise.resolve(world.profile('it')), memory });
  jobs.addConnection(connection);
  // The real clock: looking at the folder must not advance the emulator.
  store = openImportFolder(world.home.path, systemClock, unused);
  driver = createImportDriver(jobs, skipping, store, unused);
  activities = [];
  driver.onProgress(({ activity }) => {
    if (activity) activities.push(activity);
  });
});
afterEach(() => {
  world.emulator.faults.clear();
  driver.dispose();
  store.dispose();
  jobs.dispose();
});

/** An import of a new CSV. @param users its number of rows. */
async function newImport(
  name: string,
  users: number,
  change: Partial<ImportState> = {},
): Promise<ImportState> {
  const rows = Array.from(
    { length: users },
    (_, i) => `${name}${i},Doe\\, Jane,${name}${i}@example.com,TRUE`,
  );
  const path = world.home.write(
    `${name}.csv`,
    ['cognito:username,name,email,email_verified', ...rows].join('\n'),
  );
  const bytes = readFileSync(path);
  const gateway = await jobs.gateway(connection.id);
  const [role] = await gateway.imports.listLogRoles(noAbort);
  const roleArn = role?.arn ?? (await gateway.imports.createLogRole('Cognito-UserImport-Role', noAbort)).arn;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    id: name,
    path,
    connection,
    userPoolId: poolId,
    poolName: 'customers',
    jobName: basename(path, '.csv'),
    cloudWatchLogsRoleArn: roleArn,
    parts: toParts({ path, bytes: bytes.length, rows: users, sha256 }, undefined),
    start: true,
    queued: false,
    status: 'running',
    savedAt: 0,
    ...change,
  };
}

const jobIdOf = ({ state }: ImportView): string => state.parts[0]?.jobId ?? '';
const jobOf = (view: ImportView) => world.emulator.control.job(poolId, jobIdOf(view));
const calls = (operation: string): number => world.emulator.calls.count(operation);
const usersNamed = (name: string): number =>
  [...(world.emulator.control.pools[0]?.users() ?? [])].filter(({ username }) => username.startsWith(name))
    .length;

describe('an import', () => {
  test('creates the role and the job, uploads, starts, and imports its users', async () => {
    const view = await driver.begin(await newImport('first', 40));
    assert.deepEqual([view.state.parts[0]?.stage, view.failure], ['started', undefined]);
    world.emulator.control.advance(60_000);
    const job = jobOf(view);
    assert.deepEqual([job.status, job.results.imported, job.results.failed], ['Succeeded', 40, 0]);
    assert.equal(usersNamed('first'), 40);
    const kinds = activities.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1]);
    assert.deepEqual(kinds, ['creating', 'uploading', 'starting']);
    const last = activities.findLast((activity) => activity.kind === 'uploading');
    assert.deepEqual(
      [last?.sentBytes, last?.totalBytes],
      [view.state.parts[0]?.csv?.bytes, view.state.parts[0]?.csv?.bytes],
    );
    assert.ok((last?.expiresAt ?? 0) > Date.now());
    assert.equal(calls('CreateUserImportJob'), 1);
  });

  test('retries the start until the service sees the file', async () => {
    world.emulator.control.configure({ uploadDelayMs: 50_000 });
    const view = await driver.begin(await newImport('unseen', 3));
    assert.equal(view.failure, undefined);
    assert.equal(jobOf(view).status, 'Pending');
    assert.equal(calls('StartUserImportJob'), 3);
    world.emulator.control.finishJob(poolId, jobIdOf(view));
    assert.equal(usersNamed('unseen'), 3);
  });

  test('uploads again over a broken connection, with one job', async () => {
    world.emulator.faults.add({ kind: 'cut', operation: 'PutObject', afterBytes: 10, times: 2 });
    const view = await driver.begin(await newImport('broken', 5));
    assert.equal(view.failure, undefined);
    assert.deepEqual([calls('PutObject'), calls('CreateUserImportJob')], [3, 1]);
    world.emulator.control.finishJob(poolId, jobIdOf(view));
    assert.equal(usersNamed('broken'), 5);
  });

  test('continues where it failed, with one job', async () => {
    world.emulator.faults.add({ kind: 'denied', operation: 'StartUserImportJob', times: 1 });
    const failed = await driver.begin(await newImport('resumed', 2));
    assert.deepEqual([failed.failure?.kind, failed.state.parts[0]?.stage], ['denied', 'uploaded']);
    const view = await driver.resume(failed.state);
    assert.equal(view.failure, undefined);
    assert.deepEqual([calls('CreateUserImportJob'), calls('PutObject')], [1, 1]);
    world.emulator.control.finishJob(poolId, jobIdOf(view));
    assert.equal(usersNamed('resumed'), 2);
  });

  test('names the job that blocks it; queued, it starts when that job has ended', async () => {
    world.emulator.control.configure({ usersPerSecond: 0 });
    const other = world.emulator.control.createPool({ name: 'partners' });
    const csv = 'cognito:username,email,email_verified\nx,x@example.com,true\n';
    const blocker = world.emulator.control.startImport({ userPoolId: other.id, jobName: 'in the way', csv });
    const refused = await driver.begin(await newImport('queued', 4));
    assert.deepEqual([refused.blocker?.jobName, refused.blocker?.poolName], ['in the way', 'partners']);
    assert.match(refused.failure?.message ?? '', /“in the way” in partners is running/);

    const started = driver.resume(refused.state, (state) => ({ ...state, queued: true }));
    await new Promise<void>((resolve) => {
      driver.onProgress(({ activity }) => {
        if (activity?.kind === 'waiting') resolve();
      });
    });
    world.emulator.control.finishJob(other.id, blocker.id);
    const view = await started;
    assert.equal(view.state.status, 'finished');
    world.emulator.control.finishJob(poolId, jobIdOf(view));
    assert.equal(usersNamed('queued'), 4);
    assert.equal(calls('CreateUserImportJob'), 1);
  });

  test('with an unsuitable role is created and started, and fails with the reason', async () => {
    const state = await newImport('roleless', 1, {
      cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/nobody',
    });
    const view = await driver.begin(state);
    world.emulator.control.advance(1_000);
    const job = await (
      await jobs.gateway(connection.id)
    ).describeUserImportJob(poolId, jobIdOf(view), noAbort);
    assert.equal(job.status, 'Failed');
    assert.match(job.completionMessage ?? '', /cannot assume the CloudWatch Logs role/);
    assert.equal(usersNamed('roleless'), 0);
  });
});
