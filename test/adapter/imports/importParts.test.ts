// Imports with several parts: a file cut by the worker, the real gateway, the emulator, the disk. From a CSV to all its users in the pool.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { wholeLine } from '../../../src/csv/read/split.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { ImportDriver } from '../../../src/domain/imports/driver.ts';
import type { ImportState } from '../../../src/domain/imports/import.ts';
import { JobService } from '../../../src/domain/jobs/jobService.ts';
import type { ImportFolder } from '../../../src/files/imports/importStore.ts';
import { openImportFolder } from '../../../src/files/imports/openImportFolder.ts';
import { createImportDriver } from '../../../src/ui/imports/importServices.ts';
import { originOfJob } from '../../../src/ui/imports/importOrigin.ts';
import { toParts } from '../../../src/files/imports/toParts.ts';
import { taskRunner } from '../../../src/files/runTask.ts';
import { planParts } from '../../../src/files/imports/batchSplit.ts';
import { systemClock } from '../../../src/ui/shell/systemClock.ts';
import { hurriedClock } from '../support/hurriedClock.ts';
import { awsWorld, exampleKeys, noAbort, type World } from '../support/world.ts';

const connection = profileConnection('it', 'us-east-1');
const runTask = taskRunner(fileURLToPath(new URL('../../../src/files/worker.ts', import.meta.url)));

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

interface Window {
  readonly jobs: JobService;
  readonly driver: ImportDriver;
  readonly store: ImportFolder;
  readonly close: () => void;
}

async function openWindow(): Promise<Window> {
  const clock = hurriedClock(world.emulator.control);
  const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
  const connect = () => Promise.resolve(world.profile('it'));
  const jobs = new JobService({ clock, connect, memory });
  jobs.addConnection(connection);
  const warn = (warning: string): void => {
    throw new Error(warning);
  };
  // Its looks must not make time pass.
  const store = openImportFolder(world.home.path, systemClock, warn);
  const driver = createImportDriver(jobs, clock, store, runTask);
  await store.open();
  const close = (): void => {
    driver.dispose();
    store.dispose();
    jobs.dispose();
  };
  return { jobs, driver, store, close };
}

function row(name: string, index: number): string {
  // Every tenth user is one that the service refuses.
  return `${name}${index},Doe\\, Jane,${name}${index}@example.com,${index % 10 === 9 ? 'FALSE' : 'TRUE'}`;
}

/** The import of a CSV with 30 users, at most 12 in a job. */
function newImport(name: string): ImportState {
  const header = 'cognito:username,name,email,email_verified';
  const text = `\ufeff${[header, ...Array.from({ length: 30 }, (_, index) => row(name, index))].join('\n')}`;
  const path = world.home.write(`${name}.csv`, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const source = { path, bytes: Buffer.byteLength(text), rows: 30, sha256 };
  const parts = toParts(source, planParts(path, undefined, { rows: 12, fileBytes: 1e8 }));
  return {
    id: name,
    path,
    jobName: name,
    connection,
    userPoolId: poolId,
    poolName: 'customers',
    cloudWatchLogsRoleArn: roleArn,
    parts,
    start: true,
    queued: true,
    status: 'running',
    savedAt: 0,
  };
}

const jobsNamed = (name: string) =>
  (world.emulator.control.pools[0]?.jobs ?? []).filter((job) => job.spec.name.startsWith(name));
const usersNamed = (name: string): number =>
  [...(world.emulator.control.pools[0]?.users() ?? [])].filter(({ username }) => username.startsWith(name))
    .length;

test('three parts are imported one after another, waiting for the job of somebody else', async () => {
  const { driver, store, close } = await openWindow();
  const other = world.emulator.control.createPool({ name: 'staff' });
  let hasWaited = false;
  let isInTheWay = false;
  driver.onProgress(({ activity }) => {
    if (!activity || activity.kind === 'splitting' || activity.part !== 2) return;
    if (activity.kind === 'waiting') hasWaited = true;
    if (activity.kind !== 'uploading' || isInTheWay) return;
    isInTheWay = true;
    const csv = ['cognito:username,email,email_verified', 'foreign,foreign@example.com,TRUE'].join('\n');
    world.emulator.control.startImport({ userPoolId: other.id, jobName: 'foreign', csv });
  });
  const { state, failure } = await driver.begin(newImport('split'));
  close();
  assert.equal(failure, undefined);
  assert.equal(state.status, 'finished');
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
  assert.deepEqual(
    readdirSync(store.folderOf('split')).filter((name) => name.endsWith('.csv')),
    [],
  );
  // The second row of the second part, the part's third line, is the fourteenth of the file.
  const jobId = made[1]?.id ?? '';
  const origin = originOfJob(store.all(), { connectionId: connection.id, userPoolId: poolId, jobId });
  assert.equal(origin?.content.path, state.path);
  assert.equal(origin?.part && wholeLine(origin.part, 3), 15);
});

test('after a window closes while a part runs, the next one continues; no user is imported twice', async () => {
  const first = await openWindow();
  const begun = first.driver.begin(newImport('resumed'));
  const isImporting = new Promise<void>((resolve) => {
    first.driver.onProgress(({ activity }) => {
      if (activity?.kind === 'importing' && activity.part === 2) resolve();
    });
  });
  await Promise.race([isImporting, begun]);
  first.close();
  await begun;

  const second = await openWindow();
  const [unfinished] = second.store.offers();
  assert.equal(unfinished?.status, 'running');
  const { state } = await second.driver.resume(unfinished);
  second.close();
  assert.equal(state.status, 'finished');
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

test('a part that is stopped pauses the import; resuming imports the rest', async () => {
  // Rows wait until the job has stopped.
  world.emulator.control.configure({ usersPerSecond: 0 });
  const { driver, jobs, close } = await openWindow();
  const stops: Promise<unknown>[] = [];
  const stopping = driver.onProgress(({ activity }) => {
    if (activity?.kind !== 'importing') return;
    stopping.dispose();
    const ref = { connectionId: connection.id, userPoolId: poolId, jobId: activity.job.jobId };
    stops.push(jobs.stop(ref));
  });
  const stopped = await driver.begin(newImport('stopped'));
  await Promise.all(stops);
  world.emulator.control.configure({ usersPerSecond: 31 });
  assert.deepEqual([stopped.failure, stopped.state.status], [undefined, 'paused']);
  assert.equal(stopped.state.parts[0]?.result?.status, 'Stopped');
  const { state } = await driver.resume(stopped.state);
  close();
  assert.deepEqual(
    [state.status, ...state.parts.map(({ result }) => result?.status)],
    ['finished', 'Stopped', 'Succeeded', 'Succeeded'],
  );
  assert.equal(usersNamed('stopped'), 16);
});

test('a connection that is removed pauses the import, which can be resumed when it is back', async () => {
  world.emulator.control.configure({ usersPerSecond: 0 });
  const { driver, jobs, close } = await openWindow();
  const removing = driver.onProgress(({ activity }) => {
    if (activity?.kind !== 'importing') return;
    removing.dispose();
    setImmediate(() => jobs.removeConnection(connection.id));
  });
  const paused = await driver.begin(newImport('removed'));
  assert.deepEqual([paused.failure?.kind, paused.state.status], ['cancelled', 'paused']);
  world.emulator.control.configure({ usersPerSecond: 31 });
  jobs.addConnection(connection);
  assert.equal((await driver.resume(paused.state)).state.status, 'finished');
  close();
  assert.equal(usersNamed('removed'), 27);
});
