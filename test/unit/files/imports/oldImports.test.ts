// Imports of earlier versions are moved into the store once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileConnection } from '../../../../src/domain/connections/connection.ts';
import { moveOldImports } from '../../../../src/files/imports/oldImports.ts';
import { ids, long, root, StoreWorld } from '../../../support/worlds/storeWorld.ts';
import { WindowProcess } from '../../../support/worlds/windowProcess.ts';

const connection = profileConnection('work', 'us-east-1');
const csv = { path: '/data/users.csv', bytes: 10, rows: 3, sha256: 'a' };
const common = {
  connection,
  userPoolId: 'us-east-1_A',
  poolName: 'customers',
  jobName: 'users',
  cloudWatchLogsRoleArn: 'arn',
};
const run = {
  ...common,
  id: 'run',
  csv,
  start: true,
  queued: false,
  stage: 'created',
  jobId: 'import-1',
  begunAt: 5,
};
const header = { start: 0, end: 5 };
const cuts = [0, 1, 2].map((part) => ({ header, start: 5 + part, end: 6 + part, firstLine: 2 + part }));
const result = { status: 'Succeeded', importedUsers: 1, skippedUsers: 0, failedUsers: 0 };
const batch = {
  ...common,
  id: 'batch',
  path: '/data/large.csv',
  state: 'paused',
  parts: cuts.map((cut, index) => ({
    source: csv,
    cut,
    rows: 1,
    csv: { ...csv, path: `/storage/batches/batch/part-${index + 1}.csv` },
    ...(index === 0 ? { jobId: 'import-2', result } : {}),
  })),
};
const partRun = { ...run, id: 'batch-2', jobId: 'import-3', batch: { id: 'batch', part: 2, parts: 3 } };

async function moved(runs: unknown, batches: unknown) {
  const world = new StoreWorld();
  const warnings: string[] = [];
  const disk = world.disk.seenBy(new WindowProcess(world.clock));
  const move = () => moveOldImports(disk, '/storage', { runs, batches }, (text) => warnings.push(text));
  await move();
  return { world, warnings, move };
}

test('an import and a batch keep their state, and are offered', async () => {
  const { world, warnings, move } = await moved([run, partRun], [batch]);
  const { store } = await world.window();
  await world.clock.advance(long);
  assert.deepEqual(warnings, []);
  assert.deepEqual(ids(store.offers()), ['run', 'batch']);
  const [one, several] = store.all();
  assert.deepEqual(one?.parts, [
    { source: csv, csv, rows: 3, stage: 'created', jobId: 'import-1', begunAt: 5 },
  ]);
  assert.deepEqual(
    several?.parts.map(({ stage, jobId, result: end, csv: file }) => [stage, jobId, end?.status, file]),
    [
      ['started', 'import-2', 'Succeeded', undefined],
      ['created', 'import-3', undefined, undefined],
      ['creating', undefined, undefined, undefined],
    ],
  );
  // Another window moves the same imports after this one has continued.
  const claim = await store.claim('run');
  assert.ok(typeof claim === 'object');
  await claim.lease.save({ ...claim.state, jobName: 'continued' });
  await move();
  await world.clock.advance(long);
  assert.equal(store.all()[0]?.jobName, 'continued');
});

test('finished imports are kept, and are not offered', async () => {
  const done = [
    { ...run, stage: 'started' },
    { ...run, id: 'ready', stage: 'uploaded', start: false },
  ];
  const { world } = await moved(done, [{ ...batch, state: 'over' }]);
  const { store } = await world.window();
  await world.clock.advance(long);
  assert.deepEqual([store.all().length, store.offers()], [3, []]);
});

test('an unreadable record is reported and skipped', async () => {
  const bad = [null, 7, {}, { ...run, connection: undefined }, { ...run, id: '../up' }];
  const { world, warnings } = await moved([...bad, run], 'none');
  const { store } = await world.window();
  assert.deepEqual([ids(store.all()), warnings.length], [['run'], bad.length]);
});

test('old locks and part files are removed', async () => {
  const world = new StoreWorld();
  for (const path of [`${root}/run.abc.lock`, '/storage/batches/batch/part-1.csv'])
    world.disk.files.set(path, { text: '', beat: 0 });
  const disk = world.disk.seenBy(new WindowProcess(world.clock));
  await moveOldImports(disk, '/storage', { runs: [], batches: undefined }, () => undefined);
  assert.deepEqual(world.disk.paths(), []);
});
