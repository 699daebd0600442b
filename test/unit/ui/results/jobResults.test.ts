// One job's results: reasons, notes, and whether the CSV is unchanged since the import.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Results } from '../../../../src/protocol/panel.ts';
import { settled } from '../../../support/virtualClock.ts';
import { ResultsWorld, users } from './resultsWorld.ts';

let world: ResultsWorld;
beforeEach(() => {
  world = new ResultsWorld();
});

const shown = (): Results => world.shown();
const read = (...rows: readonly string[]): Promise<Results> => world.read(rows);

const mixed = [
  'FAILED 1 Invalid phone number format.',
  'SUCCEEDED 2 The import succeeded.',
  'SKIPPED 3 The user already exists.',
  'FAILED 4 Email is missing.',
  'FAILED 5 Email is missing.',
];

describe('reasons', () => {
  it('are grouped and counted without imported rows, with line numbers of the file', async () => {
    assert.deepEqual((await read(...mixed)).groups, [
      { outcome: 'failed', reason: 'Email is missing.', count: 2, lines: [5, 6] },
      { outcome: 'failed', reason: 'Invalid phone number format.', count: 1, lines: [2] },
      { outcome: 'skipped', reason: 'The user already exists.', count: 1, lines: [4] },
    ]);
    const { state, failed, skipped, hiddenGroups, note } = shown();
    assert.deepEqual([state, failed, skipped, hiddenGroups, note], ['complete', 3, 1, 0, undefined]);
  });

  it('have line numbers of the whole file if the job imported a part', async () => {
    world.csv = { ...users, part: { firstLine: 500_002, rows: 9 } };
    void world.results.checkCsv();
    await read('FAILED 1 Email is missing.');
    assert.deepEqual(
      shown().groups.map(({ lines }) => lines),
      [[500_002]],
    );
  });

  it('are limited to a few hundred lines, even for half a million rows', async () => {
    for (let line = 1; line <= 500_000; line++) world.log.write(`FAILED ${line} Reason ${line % 60}.`);
    world.log.pageSize = 500_000;
    const { groups, failed, hiddenGroups } = await read();
    assert.equal(failed, 500_000);
    assert.deepEqual([groups.length, hiddenGroups], [20, 40]);
    assert.ok(groups.flatMap(({ lines }) => lines).length <= 300);
    assert.ok(groups.every(({ count }) => count >= 8_333));
  });
});

describe('a note', () => {
  const note = (): string => shown().note ?? '';

  it('appears before the job starts', () => {
    const { startDate: _, ...rest } = world.log.current;
    world.log.current = { ...rest, status: 'Created' };
    assert.deepEqual(shown().state, 'notStarted');
    assert.match(note(), /After the job starts/);
    world.log.current = { ...world.log.current, status: 'Expired' };
    assert.match(note(), /was never started/);
  });

  it('appears while the log is read, and at its end', async () => {
    world.log.write('SUCCEEDED 1 The import succeeded.');
    world.results.watch();
    assert.equal(note(), 'Reading the log of the job…');
    await world.clock.advance(1_000);
    assert.equal(note(), 'Every row so far was imported.');
    world.log.end();
    world.results.log.update();
    await world.clock.advance(10_000);
    assert.equal(note(), 'Every row was imported.');
  });

  it('says that there is no log, during and after the job', async () => {
    world.results.watch();
    await world.clock.advance(1_000);
    assert.equal(note(), 'The job has no log yet.');
    world.log.current = {
      ...world.log.current,
      failedUsers: 3,
      cloudWatchLogsRoleArn: 'arn:aws:iam::1:role/log',
    };
    world.log.end('Failed');
    world.results.log.update();
    await world.clock.advance(200_000);
    assert.equal(shown().state, 'complete');
    assert.match(
      note(),
      /^The job has no log\. .* arn:aws:iam::1:role\/log may not have been allowed to write it\.$/,
    );
    world.log.current = { ...world.log.current, failedUsers: 0 };
    assert.match(note(), /ended before its first row/);
  });

  it('says that the log has fewer rows than the job has counted', async () => {
    world.log.write('FAILED 1 Email is missing.');
    world.log.current = { ...world.log.current, failedUsers: 3 };
    world.log.end();
    world.results.watch();
    await world.clock.advance(1_000);
    assert.equal(note(), 'The log covers only 1 of 3 rows so far.');
    await world.clock.advance(200_000);
    assert.equal(note(), 'The log covers only 1 of 3 rows.');
  });

  it('names the missing permission if reading the log is denied', async () => {
    world.log.fault = { kind: 'denied', message: 'AWS does not allow profile “prod” to do this.' };
    world.results.watch();
    await world.clock.advance(1_000);
    assert.equal(shown().state, 'failed');
    assert.equal(
      note(),
      'AWS does not allow profile “prod” to do this. Reading the log of a job needs the permission logs:GetLogEvents. Everything else works without it.',
    );
  });

  it('has the reason of any other failure to read the log', async () => {
    world.log.fault = { kind: 'offline', message: 'There is no connection.' };
    world.results.watch();
    await world.clock.advance(100);
    assert.equal(note(), 'The log of the job could not be read. There is no connection.');
  });
});

describe('the CSV', () => {
  const ofCsv = (): unknown => [shown().csv, shown().csvNote?.slice(0, 25)];

  it('is available only while it has the imported content', async () => {
    await read(...mixed);
    assert.deepEqual(ofCsv(), [undefined, 'To open lines and export ']);
    world.csv = users;
    void world.results.checkCsv();
    assert.deepEqual(ofCsv(), [undefined, undefined]);
    world.looks.shift()?.(true);
    await settled();
    assert.deepEqual(ofCsv(), ['users.csv', undefined]);
    void world.results.checkCsv();
    assert.deepEqual(ofCsv(), ['users.csv', undefined], 'it stays known during a check');
    world.looks.shift()?.(false);
    await settled();
    assert.deepEqual(ofCsv(), [undefined, 'users.csv has changed sin']);
    void world.results.checkCsv();
    world.looks.shift()?.(new Error('gone'));
    await settled();
    assert.equal(world.results.csv.kind, 'changed');
  });

  it('has the state of the last check, whichever check ends last', async () => {
    world.csv = users;
    void world.results.checkCsv();
    void world.results.checkCsv();
    world.looks[1]?.(false);
    await settled();
    world.looks[0]?.(true);
    await settled();
    assert.equal(world.results.csv.kind, 'changed');
  });

  it('is not mentioned if every row was imported', async () => {
    await read('SUCCEEDED 1 The import succeeded.');
    assert.deepEqual(ofCsv(), [undefined, undefined]);
  });
});

describe('watched results', () => {
  it('watch the CSV, check it half a second after a change, and stop at the end', async () => {
    world.csv = users;
    const watch = world.results.watch();
    world.looks.shift()?.(true);
    await settled();
    world.fileChanged();
    world.fileChanged();
    await world.clock.advance(400);
    assert.equal(world.looks.length, 0);
    await world.clock.advance(200);
    assert.equal(world.looks.length, 1);
    world.looks.shift()?.(false);
    await settled();
    assert.equal(world.results.csv.kind, 'changed');
    watch.dispose();
    watch.dispose();
    assert.deepEqual(
      [world.watched, world.results.isWatched],
      [['/data/users.csv', 'not /data/users.csv'], false],
    );
  });
});
