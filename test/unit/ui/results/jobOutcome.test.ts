// One job's results: what the log says in groups and words, and whether the CSV is still what was imported.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { JobResults, type ImportedCsv } from '../../../../src/ui/results/jobOutcome.ts';
import { resultsSnapshot } from '../../../../src/ui/results/resultsSnapshot.ts';
import type { Results } from '../../../../src/protocol/panel.ts';
import { FakeLog } from '../../../support/fakeLog.ts';
import { settled, VirtualClock } from '../../../support/virtualClock.ts';

let clock: VirtualClock;
let log: FakeLog;
let csv: ImportedCsv | undefined;
/** Answers the looks at the CSV in the order they are given. */
let looks: ((isUnchanged: boolean | Error) => void)[];
let results: JobResults;

beforeEach(() => {
  clock = new VirtualClock();
  log = new FakeLog(clock);
  log.pageSize = 1_000;
  csv = undefined;
  looks = [];
  results = new JobResults({
    clock,
    read: log.read,
    job: () => log.current,
    csv: () => csv,
    isUnchanged: () =>
      new Promise((resolve, reject) =>
        looks.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
      ),
  });
});

const users: ImportedCsv = {
  content: { path: '/data/users.csv', bytes: 100, sha256: 'abc' },
  lineOf: (line) => line,
};
const shown = (): Results => resultsSnapshot(log.current, results, 'en-US');

async function read(...rows: readonly string[]): Promise<Results> {
  log.write(...rows);
  log.end();
  results.log.watch();
  await clock.advance(10_000);
  return shown();
}

const mixed = [
  'FAILED 1 Invalid phone number format.',
  'SUCCEEDED 2 The import succeeded.',
  'SKIPPED 3 The user already exists.',
  'FAILED 4 Email is missing.',
  'FAILED 5 Email is missing.',
];

describe('reasons', () => {
  it('are grouped and counted, without those of rows that became users; lines are those of the file', async () => {
    assert.deepEqual((await read(...mixed)).groups, [
      { outcome: 'failed', reason: 'Email is missing.', count: 2, lines: [5, 6] },
      { outcome: 'failed', reason: 'Invalid phone number format.', count: 1, lines: [2] },
      { outcome: 'skipped', reason: 'The user already exists.', count: 1, lines: [4] },
    ]);
    const { state, failed, skipped, hiddenGroups, note } = shown();
    assert.deepEqual([state, failed, skipped, hiddenGroups, note], ['complete', 3, 1, 0, undefined]);
  });

  it('are those of the whole file where the job imported a part of it', async () => {
    csv = { ...users, lineOf: (line) => (line === 1 ? 1 : line + 500_000) };
    void results.checkCsv();
    await read('FAILED 1 Email is missing.');
    assert.deepEqual(
      shown().groups.map(({ lines }) => lines),
      [[500_002]],
    );
  });

  it('of half a million rows are a message of a few hundred', async () => {
    for (let line = 1; line <= 500_000; line++) log.write(`FAILED ${line} Reason ${line % 60}.`);
    log.pageSize = 500_000;
    const { groups, failed, hiddenGroups } = await read();
    assert.equal(failed, 500_000);
    assert.deepEqual([groups.length, hiddenGroups], [20, 40]);
    assert.ok(groups.flatMap(({ lines }) => lines).length <= 300);
    assert.ok(groups.every(({ count }) => count >= 8_333));
  });
});

describe('what is said where no group says it', () => {
  const note = (): string => shown().note ?? '';

  it('before the job starts', () => {
    const { startDate: _, ...rest } = log.current;
    log.current = { ...rest, status: 'Created' };
    assert.deepEqual(shown().state, 'notStarted');
    assert.match(note(), /Once the job has started/);
    log.current = { ...log.current, status: 'Expired' };
    assert.match(note(), /was never started/);
  });

  it('while the log is read, and at its end', async () => {
    log.write('SUCCEEDED 1 The import succeeded.');
    results.log.watch();
    assert.equal(note(), 'Reading the log of the job…');
    await clock.advance(1_000);
    assert.equal(note(), 'So far every row became a user.');
    log.end();
    results.log.update();
    await clock.advance(10_000);
    assert.equal(note(), 'Every row became a user.');
  });

  it('where there is no log: not yet, or no more', async () => {
    results.log.watch();
    await clock.advance(1_000);
    assert.equal(note(), 'The job has no log yet.');
    log.current = { ...log.current, failedUsers: 3, cloudWatchLogsRoleArn: 'arn:aws:iam::1:role/log' };
    log.end('Failed');
    results.log.update();
    await clock.advance(200_000);
    assert.equal(shown().state, 'complete');
    assert.match(note(), /^The job has no log\. .* arn:aws:iam::1:role\/log was not allowed to write it\.$/);
    log.current = { ...log.current, failedUsers: 0 };
    assert.match(note(), /over before its first row/);
  });

  it('where the log tells of fewer rows than the job has counted', async () => {
    log.write('FAILED 1 Email is missing.');
    log.current = { ...log.current, failedUsers: 3 };
    log.end();
    results.log.watch();
    await clock.advance(1_000);
    assert.equal(note(), 'The log tells of 1 of 3 rows so far.');
    await clock.advance(200_000);
    assert.equal(note(), 'The log tells of 1 of 3 rows only.');
  });

  it('where the log may not be read: the permission by its name, and that all else works', async () => {
    log.fault = { kind: 'denied', message: 'AWS does not allow profile “prod” to do this.' };
    results.log.watch();
    await clock.advance(1_000);
    assert.equal(shown().state, 'failed');
    assert.equal(
      note(),
      'AWS does not allow profile “prod” to do this. Reading the log of a job needs the permission logs:GetLogEvents; everything else works without it.',
    );
  });

  it('where it cannot be read for another reason: that reason', async () => {
    log.fault = { kind: 'offline', message: 'There is no connection.' };
    results.log.watch();
    await clock.advance(100);
    assert.equal(note(), 'The log of the job could not be read. There is no connection.');
  });
});

describe('the CSV', () => {
  const ofCsv = (): unknown => [shown().csv, shown().csvNote?.slice(0, 25)];

  it('is at hand only while it has the content that was imported', async () => {
    await read(...mixed);
    assert.deepEqual(ofCsv(), [undefined, 'Locate the CSV of this jo']);
    csv = users;
    void results.checkCsv();
    assert.deepEqual(ofCsv(), [undefined, undefined]);
    looks.shift()?.(true);
    await settled();
    assert.deepEqual(ofCsv(), ['users.csv', undefined]);
    void results.checkCsv();
    assert.deepEqual(ofCsv(), ['users.csv', undefined], 'not unknown again while it is looked at');
    looks.shift()?.(false);
    await settled();
    assert.deepEqual(ofCsv(), [undefined, 'users.csv has changed sin']);
    void results.checkCsv();
    looks.shift()?.(new Error('gone'));
    await settled();
    assert.equal(results.csv.kind, 'changed');
  });

  it('is as the last look has found it, whichever look ends last', async () => {
    csv = users;
    void results.checkCsv();
    void results.checkCsv();
    looks[1]?.(false);
    await settled();
    looks[0]?.(true);
    await settled();
    assert.equal(results.csv.kind, 'changed');
  });

  it('is not spoken of where every row became a user', async () => {
    await read('SUCCEEDED 1 The import succeeded.');
    assert.deepEqual(ofCsv(), [undefined, undefined]);
  });
});
