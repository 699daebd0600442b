// Rehearsals of CSVs that need several jobs or change meanwhile, cancelled rehearsals, pools that take no import: no file is left behind.
import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, test } from 'node:test';
import type { PartsQuestion } from '../../../src/files/imports/batchSplit.ts';
import type { RunTask } from '../../../src/files/runTask.ts';
import {
  header,
  imported,
  loggedBy,
  loggedIn,
  newPool,
  rehearsalWorld,
  rehearsed,
  row,
  runTask,
  smallJobs,
  usersFile,
  type RehearsalWorld,
} from '../support/rehearsalWorld.ts';
import { failsWith } from '../support/world.ts';

let world: RehearsalWorld;
before(async () => {
  world = await rehearsalWorld();
});
after(() => world.close());

const leftBehind = (): readonly string[] => readdirSync(world.storage);

test('a CSV that is too large for one job runs as several jobs over one pool, with the lines of the whole CSV', async () => {
  const path = usersFile(world, 'large.csv', 40);
  const id = newPool(world);
  const shares: number[] = [];
  const rehearsal = await rehearsed(world, id, path, {
    runTask: smallJobs,
    onProgress: (share) => shares.push(share),
  });
  assert.deepEqual(
    rehearsal.parts.map(({ rowCount }) => rowCount),
    [12, 12, 12, 4],
  );
  // One job of all rows has the same results: duplicates are found across jobs.
  const real = imported(world, id, path);
  assert.deepEqual(loggedIn(rehearsal), loggedBy(real));
  assert.ok(real.results.skipped > 0);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.deepEqual(leftBehind(), [], 'parts of the CSV are left behind');
});

test('all CSVs of a folder run over one pool, each with its own lines, even one that is too large for one job', async () => {
  const paths = [
    usersFile(world, 'first.csv', 10),
    world.aws.home.write('nobody.csv', `${header}\n`),
    usersFile(world, 'second.csv', 30),
  ];
  const id = newPool(world);
  const { files, rows, parts } = await rehearsed(world, id, paths, { runTask: smallJobs });
  assert.equal(rows, 40);
  assert.deepEqual(
    files.map(({ content, parts: own }) => [basename(content.path), own.map(({ rowCount }) => rowCount)]),
    [
      ['first.csv', [10]],
      ['second.csv', [12, 12, 6]],
    ],
  );
  assert.equal(parts.length, 4);
  // Real jobs, one after another in the same pool: the second skips users of the first CSV.
  for (const file of files) {
    const real = imported(world, id, file.content.path);
    assert.deepEqual(loggedIn(file), loggedBy(real));
    if (file === files[1]) assert.ok(real.results.skipped > 0);
  }
  assert.deepEqual(leftBehind(), []);

  const work = rehearsed(world, id, paths, {
    onProgress: () => writeFileSync(paths[2] ?? '', `${header}\n`),
  });
  await failsWith(work, 'conflict', /^The file changed\.$/, undefined);
  assert.deepEqual(leftBehind(), []);
});

test('a CSV that changes meanwhile fails the rehearsal, also one that is split into parts', async () => {
  for (const run of [runTask, smallJobs]) {
    const path = usersFile(world, 'changing.csv', 40);
    const work = rehearsed(world, newPool(world), path, {
      runTask: run,
      onProgress: () => writeFileSync(path, `${header}\n`),
    });
    await failsWith(work, 'conflict', /^The file changed\.$/, undefined);
  }
  const early: RunTask = (kind, input, options) => {
    const planned = smallJobs(kind, input, options);
    if (kind === 'plan') appendFileSync((input as PartsQuestion).path, `${row(99)}\n`);
    return planned;
  };
  const work = rehearsed(world, newPool(world), usersFile(world, 'early.csv', 40), { runTask: early });
  await failsWith(work, 'conflict', /^The file changed\.$/, undefined);
  assert.deepEqual(leftBehind(), []);
});

test('cancelled at any point, nothing is left behind', async () => {
  const path = usersFile(world, 'cancelled.csv', 40);
  for (const at of [0, 0.1, 0.5, 0.9]) {
    const stop = new AbortController();
    const onProgress = (share: number): void => {
      if (share >= at) stop.abort(new Error('enough'));
    };
    await assert.rejects(
      rehearsed(world, newPool(world), path, { runTask: smallJobs, onProgress, signal: stop.signal }),
    );
    assert.deepEqual(leftBehind(), []);
  }
  const stopped = AbortSignal.abort(new Error('before it began'));
  await assert.rejects(rehearsed(world, newPool(world), path, { signal: stopped }), /before it began/);
});

test('a pool that verifies nothing by itself is refused with the reason why no job would start', async () => {
  const { id } = world.aws.emulator.control.createPool({ name: 'none', autoVerifiedAttributes: [] });
  const path = usersFile(world, 'nothing.csv', 2);
  await assert.rejects(rehearsed(world, id, path), /verifies neither/);
  assert.deepEqual(leftBehind(), []);
});
