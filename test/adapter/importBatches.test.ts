// Batches as users drive them: a file cut by the worker, the real gateway, the emulator. From a CSV to all of its users in the pool.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { wholeLine } from '../../src/csv/split.ts';
import { profileConnection } from '../../src/domain/connections/connection.ts';
import type { BatchPart, ImportBatch } from '../../src/domain/imports/batch.ts';
import type { ImportBatches } from '../../src/domain/imports/batches.ts';
import { JobService } from '../../src/domain/jobs/jobService.ts';
import type { ImportRuns } from '../../src/domain/imports/runs.ts';
import { BatchFiles } from '../../src/files/imports/batchFiles.ts';
import { originOfJob } from '../../src/ui/imports/batchOrigin.ts';
import { toParts } from '../../src/ui/imports/batchParts.ts';
import { createImportBatches } from '../../src/ui/imports/batchServices.ts';
import { taskRunner } from '../../src/files/runTask.ts';
import { planParts } from '../../src/files/imports/batchSplit.ts';
import { createImportRuns } from '../../src/ui/imports/runServices.ts';
import { KeptRuns } from '../support/runWorld.ts';
import { awsWorld, exampleKeys, noAbort, type World } from './support/world.ts';

const connection = profileConnection('it', 'us-east-1');
const runTask = taskRunner(fileURLToPath(new URL('../../src/files/worker.ts', import.meta.url)));

let world: World;
let poolId: string;
let roleArn: string;

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
  poolId = world.emulator.control.pools[0]?.id ?? '';
  roleArn = (await world.profile('it').imports.createLogRole('Cognito-UserImport-Role', noAbort)).arn;
});
after(() => world.close());

/** What windows share: what was written down, and the disk. */
interface Kept {
  readonly runs: KeptRuns;
  batches: readonly ImportBatch[];
  readonly folder: string;
}

interface Window {
  readonly jobs: JobService;
  readonly runs: ImportRuns;
  readonly batches: ImportBatches;
  readonly close: () => void;
}

/** Waiting passes in no time here, and in the emulator's time as well as in the window's. */
function virtualClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    schedule: (delay: number, run: () => void) => {
      const timer = setImmediate(() => {
        ahead += delay;
        world.emulator.control.advance(delay);
        run();
      });
      return { dispose: () => clearImmediate(timer) };
    },
    random: () => 0.5,
  };
}

function openWindow(kept: Kept): Window {
  const clock = virtualClock();
  const follows = { load: () => [], remember: () => undefined, forget: () => undefined };
  const jobs = new JobService({
    clock,
    connect: () => Promise.resolve(world.profile('it')),
    memory: follows,
  });
  jobs.addConnection(connection);
  const runs = createImportRuns(jobs, kept.runs, clock, kept.folder);
  const files = new BatchFiles(join(kept.folder, 'batches'), runTask, (warning) => {
    throw new Error(warning);
  });
  const memory = {
    loadBatches: () => kept.batches,
    saveBatches: (batches: readonly ImportBatch[]) => {
      kept.batches = batches;
    },
  };
  const batches = createImportBatches(jobs, runs, files, { memory, clock, folder: kept.folder });
  const close = (): void => {
    batches.dispose();
    runs.dispose();
    jobs.dispose();
  };
  return { jobs, runs, batches, close };
}

const keep = (): Kept => ({ runs: new KeptRuns(), batches: [], folder: world.home.path });

function row(name: string, index: number): string {
  // Every tenth user is one that the service refuses.
  return `${name}${index},Doe\\, Jane,${name}${index}@example.com,${index % 10 === 9 ? 'FALSE' : 'TRUE'}`;
}

/** A batch of a CSV with 30 users, 12 at most to a job. */
function newBatch(name: string): ImportBatch {
  const header = 'cognito:username,name,email,email_verified';
  const text = `\ufeff${[header, ...Array.from({ length: 30 }, (_, index) => row(name, index))].join('\n')}`;
  const path = world.home.write(`${name}.csv`, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const source = { path, bytes: Buffer.byteLength(text), rows: 30, sha256 };
  const parts: readonly BatchPart[] = toParts(
    source,
    planParts(path, undefined, { rows: 12, fileBytes: 1e8 }),
  );
  return {
    id: name,
    path,
    jobName: name,
    connection,
    userPoolId: poolId,
    poolName: 'customers',
    cloudWatchLogsRoleArn: roleArn,
    parts,
    state: 'running',
  };
}

const jobsNamed = (name: string) =>
  (world.emulator.control.pools[0]?.jobs ?? []).filter((job) => job.spec.name.startsWith(name));
const usersNamed = (name: string): number =>
  [...(world.emulator.control.pools[0]?.users() ?? [])].filter(({ username }) => username.startsWith(name))
    .length;

test('three parts are imported one after another, past a job of somebody else', async () => {
  const kept = keep();
  const { batches, runs, close } = openWindow(kept);
  const other = world.emulator.control.createPool({ name: 'staff' });
  let hasWaited = false;
  let isInTheWay = false;
  batches.onChange(({ activity }) => {
    if (activity?.kind !== 'preparing' || activity.part !== 2) return;
    if (activity.step.kind === 'waiting') hasWaited = true;
    if (activity.step.kind !== 'uploading' || isInTheWay) return;
    isInTheWay = true;
    const csv = ['cognito:username,email,email_verified', 'foreign,foreign@example.com,TRUE'].join('\n');
    world.emulator.control.startImport({ userPoolId: other.id, jobName: 'foreign', csv });
  });
  const { batch, failure } = await batches.begin(newBatch('split'));
  close();
  assert.equal(failure, undefined);
  assert.equal(batch.state, 'over');
  assert.ok(hasWaited, 'the second part did not wait for the foreign job');
  assert.equal(other.userCount, 1);
  assert.equal(usersNamed('split'), 27);
  const made = jobsNamed('split');
  assert.deepEqual(
    made.map(({ spec, results }) => [spec.name, results.imported, results.failed]),
    [
      ['split-1', 11, 1],
      ['split-2', 11, 1],
      ['split-3', 5, 1],
    ],
  );
  assert.ok(!existsSync(join(kept.folder, 'batches', 'split')));
  // The second row of the second part, the part's third line, is the fourteenth of the file.
  const origin = originOfJob(runs, batches, {
    connectionId: connection.id,
    userPoolId: poolId,
    jobId: made[1]?.id ?? '',
  });
  assert.equal(origin?.content.path, batch.path);
  assert.equal(origin.part && wholeLine(origin.part, 3), 15);
});

test('a window that closes while a part runs leaves the batch to the next one; nobody is imported twice', async () => {
  const kept = keep();
  const first = openWindow(kept);
  const begun = first.batches.begin(newBatch('resumed'));
  const isImporting = new Promise<void>((resolve) => {
    first.batches.onChange(({ activity }) => {
      if (activity?.kind === 'importing' && activity.part === 2) resolve();
    });
  });
  await Promise.race([isImporting, begun]);
  first.close();
  await begun;

  const second = openWindow(kept);
  const [unfinished] = await second.batches.unfinished();
  assert.equal(unfinished?.state, 'running');
  const { batch } = await second.batches.resume(unfinished.id);
  second.close();
  assert.equal(batch.state, 'over');
  assert.equal(usersNamed('resumed'), 27);
  assert.deepEqual(
    jobsNamed('resumed').map(({ spec, results }) => [spec.name, results.skipped]),
    [
      ['resumed-1', 0],
      ['resumed-2', 0],
      ['resumed-3', 0],
    ],
  );
});

test('a part that is stopped pauses the batch; going on imports the rest', async () => {
  // Rows wait where they are until the job has stopped.
  world.emulator.control.configure({ usersPerSecond: 0 });
  const { batches, jobs, close } = openWindow(keep());
  const stops: Promise<unknown>[] = [];
  const stopping = batches.onChange(({ activity }) => {
    if (activity?.kind !== 'importing') return;
    stopping.dispose();
    const ref = { connectionId: connection.id, userPoolId: poolId, jobId: activity.job.jobId };
    stops.push(jobs.stop(ref));
  });
  const stopped = await batches.begin(newBatch('stopped'));
  await Promise.all(stops);
  world.emulator.control.configure({ usersPerSecond: 31 });
  assert.equal(stopped.failure, undefined);
  assert.equal(stopped.batch.state, 'paused');
  assert.equal(stopped.batch.parts[0]?.result?.status, 'Stopped');
  const { batch } = await batches.resume('stopped');
  close();
  assert.equal(batch.state, 'over');
  assert.deepEqual(
    batch.parts.map(({ result }) => result?.status),
    ['Stopped', 'Succeeded', 'Succeeded'],
  );
  assert.equal(usersNamed('stopped'), 16);
});

test('a connection that is removed pauses the batch; with it back the batch goes on', async () => {
  world.emulator.control.configure({ usersPerSecond: 0 });
  const { batches, jobs, close } = openWindow(keep());
  const removing = batches.onChange(({ activity }) => {
    if (activity?.kind !== 'importing') return;
    removing.dispose();
    setImmediate(() => jobs.removeConnection(connection.id));
  });
  const paused = await batches.begin(newBatch('removed'));
  assert.equal(paused.failure?.kind, 'cancelled');
  assert.equal(paused.batch.state, 'paused');
  world.emulator.control.configure({ usersPerSecond: 31 });
  jobs.addConnection(connection);
  assert.equal((await batches.resume('removed')).batch.state, 'over');
  close();
  assert.equal(usersNamed('removed'), 27);
});
