// Imports with several parts, from a CSV to all its users in the pool: split by the worker, with the real gateway, the emulator and the disk.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { wholeLine } from '../../../src/csv/read/split.ts';
import { originOfJob } from '../../../src/ui/imports/importOrigin.ts';
import { connection, control, jobsNamed, newImport, openWindow, poolId, usersNamed } from './partsWorld.ts';

test('three parts are imported one after another and wait for a foreign job', async () => {
  const { driver, store, close } = await openWindow();
  const other = control().createPool({ name: 'staff' });
  const foreign = 5_000;
  let hasWaited = false;
  let hasStartedForeign = false;
  driver.onProgress(({ activity }) => {
    if (!activity || activity.kind === 'splitting' || activity.part !== 2) return;
    if (activity.kind === 'waiting') hasWaited = true;
    if (activity.kind !== 'uploading' || hasStartedForeign) return;
    hasStartedForeign = true;
    // Enough users to outlast this test on a busy machine: the import also advances with real time.
    const rows = Array.from({ length: foreign }, (_, n) => `foreign${n},foreign${n}@example.com,TRUE`);
    const csv = ['cognito:username,email,email_verified', ...rows].join('\n');
    control().startImport({ userPoolId: other.id, jobName: 'foreign', csv });
  });
  const { state, failure } = await driver.begin(newImport('split'));
  close();
  assert.equal(failure, undefined);
  assert.equal(state.status, 'finished');
  assert.ok(hasWaited, 'the second part did not wait for the foreign job');
  assert.equal(other.userCount, foreign);
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
  // The second row of the second part is line 3 of the part: row 14, line 15 of the file.
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
  control().configure({ usersPerSecond: 0 });
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
  control().configure({ usersPerSecond: 31 });
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

test('removing the connection pauses the import, which can be resumed once the connection is back', async () => {
  control().configure({ usersPerSecond: 0 });
  const { driver, jobs, close } = await openWindow();
  const removing = driver.onProgress(({ activity }) => {
    if (activity?.kind !== 'importing') return;
    removing.dispose();
    setImmediate(() => jobs.removeConnection(connection.id));
  });
  const paused = await driver.begin(newImport('removed'));
  assert.deepEqual([paused.failure?.kind, paused.state.status], ['cancelled', 'paused']);
  control().configure({ usersPerSecond: 31 });
  jobs.addConnection(connection);
  assert.equal((await driver.resume(paused.state)).state.status, 'finished');
  close();
  assert.equal(usersNamed('removed'), 27);
});
