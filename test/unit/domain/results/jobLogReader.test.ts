// The reader of a job's log reads to the end and follows new rows, within the quota, and only while it is watched.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Failure } from '../../../../src/domain/connections/failure.ts';
import { JobLogReader } from '../../../../src/domain/results/jobLogReader.ts';
import { FakeLog } from '../../../support/cognito/fakeLog.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

let clock: VirtualClock;
let log: FakeLog;
let reader: JobLogReader;
let lines: Set<string>;

beforeEach(() => {
  clock = new VirtualClock();
  log = new FakeLog(clock);
  lines = new Set();
  reader = new JobLogReader({
    clock,
    read: log.read,
    job: () => log.current,
    take: (events) => {
      for (const { message } of events) lines.add(message);
      return lines.size;
    },
  });
});

const rows = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `SUCCEEDED ${from + index} The import succeeded.`);
const grow = (from: number, count: number): void => {
  log.write(...rows(from, count));
  reader.update();
};
const kind = (): string => reader.reading.kind;

describe('an existing log', () => {
  it('is read page by page to its end, and then not again', async () => {
    log.write(...rows(1, 10));
    log.end();
    reader.watch();
    assert.equal(kind(), 'reading');
    await clock.advance(10_000);
    assert.equal(kind(), 'complete');
    assert.equal(reader.rowsRead, 10);
    assert.deepEqual(
      log.calls.map(({ token }) => token),
      [undefined, '3', '6', '9', '10'],
    );
    await clock.advance(3_600_000);
    reader.update();
    reader.readAgain();
    await clock.advance(3_600_000);
    assert.equal(log.calls.length, 5);
    assert.equal(clock.pending, 0);
  });

  it('is requested at most five times a second, whatever its size', async () => {
    log.write(...rows(1, 300));
    log.end();
    reader.watch();
    await clock.advance(60_000);
    assert.equal(kind(), 'complete');
    for (const [index, { at }] of log.calls.entries())
      assert.ok(index === 0 || at - (log.calls[index - 1]?.at ?? 0) >= 200);
  });

  it('is not read without a watcher, and continues with the next watcher', async () => {
    log.write(...rows(1, 9));
    log.end();
    reader.update();
    await clock.advance(60_000);
    assert.equal(log.calls.length, 0);
    const watch = reader.watch();
    await clock.advance(300);
    watch.dispose();
    watch.dispose();
    await clock.advance(60_000);
    const seen = log.calls.length;
    assert.ok(reader.rowsRead > 0 && reader.rowsRead < 9, String(reader.rowsRead));
    reader.watch();
    await clock.advance(60_000);
    assert.equal(reader.rowsRead, 9);
    assert.notEqual(log.calls[seen]?.token, undefined);
  });
});

describe('a log that grows', () => {
  it('is read from its last token, every five seconds at most', async () => {
    grow(1, 2);
    reader.watch();
    await clock.advance(1_000);
    assert.equal(kind(), 'current');
    const first = log.calls.length;
    for (let second = 0; second < 60; second++) {
      grow(3 + second, 1);
      await clock.advance(1_000);
    }
    assert.ok(reader.rowsRead >= 57, String(reader.rowsRead));
    const ends = log.calls.slice(first);
    assert.ok(ends.every(({ token }) => token !== undefined));
    // At most 13 readings in 60 s, each of five rows: two pages of three rows and an empty one.
    assert.ok(ends.length <= 13 * 3, String(ends.length));
    log.end();
    reader.update();
    await clock.advance(10_000);
    assert.equal(reader.rowsRead, 62);
    assert.equal(kind(), 'complete');
  });

  it('is not requested while the job has no new rows', async () => {
    grow(1, 2);
    reader.watch();
    await clock.advance(1_000);
    const calls = log.calls.length;
    await clock.advance(600_000);
    assert.equal(log.calls.length, calls);
  });

  it('is requested again while the log has fewer rows than the job', async () => {
    grow(1, 2);
    log.current = { ...log.current, importedUsers: 4 };
    log.end();
    reader.watch();
    await clock.advance(20_000);
    assert.equal(kind(), 'current');
    log.current = { ...log.current, importedUsers: 2 };
    log.write(...rows(3, 2));
    await clock.advance(6_000);
    assert.equal(kind(), 'complete');
    assert.equal(reader.rowsRead, 4);
  });

  for (const [clocks, skew] of Object.entries({ agree: 0, disagree: 3_600_000 })) {
    it(`is requested again for a limited time after the end if the clocks ${clocks}; then the user can ask again`, async () => {
      grow(1, 2);
      log.current = {
        ...log.current,
        importedUsers: 4,
        status: 'Failed',
        completionDate: clock.now() + skew,
      };
      reader.watch();
      await clock.advance(120_000);
      assert.equal(kind(), 'complete');
      assert.equal(reader.rowsRead, 2);
      const calls = log.calls.length;
      assert.ok(calls >= 10 && calls <= 15, String(calls));
      reader.readAgain();
      await clock.advance(1_000);
      assert.equal(log.calls.length, calls + 1);
    });
  }

  it('is requested again if it does not exist yet', async () => {
    reader.watch();
    await clock.advance(1_000);
    assert.equal(kind(), 'current');
    assert.equal(reader.rowsRead, 0);
    grow(1, 1);
    await clock.advance(6_000);
    assert.equal(reader.rowsRead, 1);
  });
});

describe('a job that has not started', () => {
  it('has no log until it starts', async () => {
    const { startDate: _, ...created } = log.current;
    log.current = { ...created, status: 'Created' };
    reader.watch();
    reader.readAgain();
    await clock.advance(60_000);
    assert.equal(kind(), 'notStarted');
    assert.equal(log.calls.length, 0);
    log.current = { ...log.current, status: 'InProgress', startDate: clock.now() };
    grow(1, 1);
    await clock.advance(1_000);
    assert.equal(reader.rowsRead, 1);
  });
});

describe('a failure', () => {
  const denied: Failure = { kind: 'denied', message: 'IAM does not allow logs:GetLogEvents.' };

  it('that is permanent stops the reading until the user asks again', async () => {
    log.write(...rows(1, 1));
    log.fault = denied;
    reader.watch();
    await clock.advance(3_600_000);
    reader.update();
    reader.watch();
    await clock.advance(3_600_000);
    assert.equal(log.calls.length, 1);
    assert.deepEqual(reader.reading, { kind: 'failed', failure: denied });
    log.fault = undefined;
    reader.readAgain();
    assert.equal(kind(), 'reading');
    await clock.advance(1_000);
    assert.equal(reader.rowsRead, 1);
  });

  it('that is temporary is retried with back-off, and the rows are kept', async () => {
    log.write(...rows(1, 4));
    reader.watch();
    await clock.advance(250);
    const reported = reader.rowsRead;
    assert.ok(reported > 0);
    log.calls.length = 0;
    log.fault = { kind: 'offline', message: 'No network.' };
    await clock.advance(600_000);
    assert.equal(kind(), 'failed');
    assert.equal(reader.rowsRead, reported);
    assert.ok(log.calls.length >= 20 && log.calls.length <= 100, String(log.calls.length));
    log.fault = undefined;
    await clock.advance(40_000);
    assert.equal(reader.rowsRead, 4);
    assert.equal(kind(), 'current');
  });

  it('of an expired token is ignored: the log is read from the beginning', async () => {
    log.write(...rows(1, 4));
    reader.watch();
    await clock.advance(1_000);
    log.fault = { kind: 'unexpected', message: 'Rejected.', code: 'InvalidParameterException' };
    grow(5, 1);
    await clock.advance(5_100);
    log.fault = undefined;
    await clock.advance(6_000);
    assert.equal(reader.rowsRead, 5);
    assert.ok(log.calls.slice(-4).some(({ token }) => token === undefined));
  });
});

it('reports every step, and nothing after its disposal', async () => {
  const reported: string[] = [];
  reader.onChange((reading) => reported.push(`${reading.kind} ${reader.rowsRead}`));
  log.write(...rows(1, 4));
  log.end();
  reader.watch();
  await clock.advance(1_000);
  assert.deepEqual(reported, ['reading 0', 'reading 3', 'reading 4', 'complete 4']);
  reader.dispose();
  reader.readAgain();
  await clock.advance(60_000);
  assert.equal(reported.length, 4);
  assert.equal(log.calls.length, 3);
});
