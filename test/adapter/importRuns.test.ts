// The life of an import as users drive it: the runs, the real gateway, the emulator. From a CSV to users in the pool.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Clock } from '../../src/domain/base/clock.ts';
import { profileConnection } from '../../src/domain/connections/connection.ts';
import { JobService } from '../../src/domain/jobs/jobService.ts';
import type { ImportRun } from '../../src/domain/imports/run.ts';
import type { ImportRuns, RunView } from '../../src/domain/imports/runs.ts';
import type { RunActivity } from '../../src/domain/imports/runServices.ts';
import { createImportRuns } from '../../src/ui/imports/runServices.ts';
import { KeptRuns } from '../support/runWorld.ts';
import { awsWorld, exampleKeys, noAbort, type World } from './support/world.ts';

const connection = profileConnection('it', 'us-east-1');
let world: World;
let poolId: string;
let jobs: JobService;
let runs: ImportRuns;
let activities: RunActivity[];

/** Polls fifty times as often. */
const hurried: Clock = {
  now: () => Date.now(),
  schedule: (delay, run) => {
    const timer = setTimeout(run, delay / 50);
    return { dispose: () => clearTimeout(timer) };
  },
  random: () => 0.5,
};

/** Waiting between two attempts takes no time here, and two hundred times its time in the emulator. */
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
  runs = createImportRuns(jobs, new KeptRuns(), skipping, world.home.path);
  activities = [];
  runs.onChange(({ activity }) => {
    if (activity) activities.push(activity);
  });
});
afterEach(() => {
  world.emulator.faults.clear();
  runs.dispose();
  jobs.dispose();
});

/** An import of a CSV with so many users. */
async function newRun(name: string, users: number, change: Partial<ImportRun> = {}): Promise<ImportRun> {
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
  return {
    id: name,
    connection,
    userPoolId: poolId,
    poolName: 'customers',
    jobName: basename(path, '.csv'),
    cloudWatchLogsRoleArn: roleArn,
    csv: { path, bytes: bytes.length, rows: users, sha256: createHash('sha256').update(bytes).digest('hex') },
    start: true,
    queued: false,
    stage: 'creating',
    begunAt: Date.now(),
    ...change,
  };
}

const jobOf = ({ run }: RunView) => world.emulator.control.job(poolId, run.jobId ?? '');
const calls = (operation: string): number => world.emulator.calls.count(operation);
const usersNamed = (name: string): number =>
  [...(world.emulator.control.pools[0]?.users() ?? [])].filter(({ username }) => username.startsWith(name))
    .length;

describe('an import', () => {
  test('creates the role and the job, uploads, starts, and its users are there', async () => {
    const view = await runs.begin(await newRun('first', 40));
    assert.deepEqual([view.run.stage, view.failure], ['started', undefined]);
    world.emulator.control.advance(60_000);
    const job = jobOf(view);
    assert.deepEqual([job.status, job.results.imported, job.results.failed], ['Succeeded', 40, 0]);
    assert.equal(usersNamed('first'), 40);
    const kinds = activities.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1]);
    assert.deepEqual(kinds, ['creating', 'uploading', 'starting']);
    const last = activities.findLast((activity) => activity.kind === 'uploading');
    assert.deepEqual([last?.sentBytes, last?.totalBytes], [view.run.csv?.bytes, view.run.csv?.bytes]);
    assert.ok((last?.expiresAt ?? 0) > Date.now());
    assert.equal(calls('CreateUserImportJob'), 1);
  });

  test('tries to start again while the service does not know of the file yet', async () => {
    world.emulator.control.configure({ uploadDelayMs: 50_000 });
    const view = await runs.begin(await newRun('unseen', 3));
    assert.equal(view.failure, undefined);
    assert.equal(jobOf(view).status, 'Pending');
    assert.equal(calls('StartUserImportJob'), 3);
    world.emulator.control.finishJob(poolId, view.run.jobId ?? '');
    assert.equal(usersNamed('unseen'), 3);
  });

  test('uploads again over a broken connection, with one job', async () => {
    world.emulator.faults.add({ kind: 'cut', operation: 'PutObject', afterBytes: 10, times: 2 });
    const view = await runs.begin(await newRun('broken', 5));
    assert.equal(view.failure, undefined);
    assert.deepEqual([calls('PutObject'), calls('CreateUserImportJob')], [3, 1]);
    world.emulator.control.finishJob(poolId, view.run.jobId ?? '');
    assert.equal(usersNamed('broken'), 5);
  });

  test('goes on from where it failed, and is made once', async () => {
    world.emulator.faults.add({ kind: 'denied', operation: 'StartUserImportJob', times: 1 });
    const failed = await runs.begin(await newRun('resumed', 2));
    assert.deepEqual([failed.failure?.kind, failed.run.stage], ['denied', 'uploaded']);
    const view = await runs.resume('resumed');
    assert.equal(view.failure, undefined);
    assert.deepEqual([calls('CreateUserImportJob'), calls('PutObject')], [1, 1]);
    world.emulator.control.finishJob(poolId, view.run.jobId ?? '');
    assert.equal(usersNamed('resumed'), 2);
  });

  test('is told of the job in its way; queued, it starts when that one is over', async () => {
    world.emulator.control.configure({ usersPerSecond: 0 });
    const other = world.emulator.control.createPool({ name: 'partners' });
    const csv = 'cognito:username,email,email_verified\nx,x@example.com,true\n';
    const blocker = world.emulator.control.startImport({ userPoolId: other.id, jobName: 'in the way', csv });
    const refused = await runs.begin(await newRun('queued', 4));
    assert.deepEqual([refused.blocker?.jobName, refused.blocker?.poolName], ['in the way', 'partners']);
    assert.match(refused.failure?.message ?? '', /“in the way” in partners is running/);

    const started = runs.startWhenPossible('queued');
    await new Promise<void>((resolve) => {
      runs.onChange(({ activity }) => {
        if (activity?.kind === 'waiting') resolve();
      });
    });
    world.emulator.control.finishJob(other.id, blocker.id);
    const view = await started;
    assert.equal(view?.run.stage, 'started');
    world.emulator.control.finishJob(poolId, view.run.jobId ?? '');
    assert.equal(usersNamed('queued'), 4);
    assert.equal(calls('CreateUserImportJob'), 1);
  });

  test('whose role does not serve is created and started, and fails with the reason', async () => {
    const run = await newRun('roleless', 1, {
      cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/nobody',
    });
    const view = await runs.begin(run);
    world.emulator.control.advance(1_000);
    const job = await (
      await jobs.gateway(connection.id)
    ).describeUserImportJob(poolId, view.run.jobId ?? '', noAbort);
    assert.equal(job.status, 'Failed');
    assert.match(job.completionMessage ?? '', /cannot assume the CloudWatch Logs role/);
    assert.equal(usersNamed('roleless'), 0);
  });
});
