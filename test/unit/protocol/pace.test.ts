// Computes rate, elapsed time and time left from counters and samples.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CounterSample } from '../../../src/protocol/panel.ts';
import {
  elapsed,
  isOver,
  isRunning,
  processedUsers,
  progress,
  rate,
  remaining,
  type Paced,
} from '../../../src/protocol/pace.ts';

const start = 1_000_000;
const base: Paced = {
  status: 'InProgress',
  importedUsers: 0,
  skippedUsers: 0,
  failedUsers: 0,
  startDate: start,
  samples: [],
};
const { startDate: _, ...notStarted } = base;

/** `count` readings, one every `every` milliseconds, of a job that imports `perSecond` users per second. */
function steady(perSecond: number, count: number, every = 5_000): CounterSample[] {
  return Array.from({ length: count }, (_value, index) => [
    start + index * every,
    (index * every * perSecond) / 1000,
    0,
    0,
  ]);
}

describe('elapsed', () => {
  it('increases from the start while the job runs', () => {
    assert.equal(elapsed(base, start + 4_500), 4_500);
  });
  it('stops at the completion', () => {
    assert.equal(
      elapsed({ ...base, status: 'Succeeded', completionDate: start + 60_000 }, start + 1e9),
      60_000,
    );
  });
  it('stops at the last reading while the data is stale', () => {
    assert.equal(elapsed({ ...base, stale: { since: start + 7_000, reason: '' } }, start + 99_000), 7_000);
  });
  it('is unknown before the start, and for an ended job without a completion date', () => {
    assert.equal(elapsed(notStarted, start), undefined);
    assert.equal(elapsed({ ...base, status: 'Stopped' }, start + 1), undefined);
  });
  it('is never negative if the clocks differ', () => {
    assert.equal(elapsed(base, start - 5_000), 0);
  });
});

describe('a job', () => {
  it('is over by its status or its completion date, but not by an unknown status', () => {
    assert.deepEqual(
      [
        'Created',
        'Pending',
        'InProgress',
        'Stopping',
        'Expired',
        'Stopped',
        'Failed',
        'Succeeded',
        'New',
      ].map((status) => isOver({ status })),
      [false, false, false, false, true, true, true, true, false],
    );
    assert.equal(isOver({ status: 'New', completionDate: 1 }), true);
  });
  it('runs from its start to its end', () => {
    assert.equal(isRunning(notStarted), false);
    assert.equal(isRunning(base), true);
    assert.equal(isRunning({ ...base, status: 'Failed' }), false);
  });
});

describe('the rate', () => {
  it('is unknown without readings', () => {
    assert.equal(rate(base), undefined);
    assert.equal(rate({ ...notStarted, samples: [[start, 5, 0, 0]] }), undefined);
  });
  it('counts from the start with a single reading', () => {
    assert.equal(rate({ ...base, samples: [[start + 10_000, 200, 80, 20]] }), 30);
  });
  it('covers only the last half minute', () => {
    const slowThenFast: CounterSample[] = [...steady(1, 10), [start + 75_000, 45 + 3_000, 0, 0]];
    assert.equal(rate({ ...base, samples: slowThenFast }), 100);
  });
  it('is 0 during a stall', () => {
    const stalled: CounterSample[] = [
      ...steady(50, 3),
      [start + 60_000, 500, 0, 0],
      [start + 95_000, 500, 0, 0],
    ];
    assert.equal(rate({ ...base, samples: stalled }), 0);
  });
  it('is the average for a finished job', () => {
    const job = { ...base, status: 'Succeeded', importedUsers: 90, failedUsers: 30 };
    assert.equal(rate({ ...job, completionDate: start + 4_000 }), 30);
    assert.equal(rate({ ...job, completionDate: start }), undefined);
  });
  it('is never negative, whatever the readings', () => {
    assert.equal(
      rate({
        ...base,
        samples: [
          [start, 100, 0, 0],
          [start + 1000, 10, 0, 0],
        ],
      }),
      0,
    );
  });
  it('is correct for any steady import', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 2, max: 300 }),
        fc.integer({ min: 500, max: 60_000 }),
        (perSecond, count, every) => {
          const measured = rate({ ...base, samples: steady(perSecond, count, every) });
          assert.ok(measured !== undefined && Math.abs(measured - perSecond) < 1e-6);
        },
      ),
    );
  });
});

describe('the share of the rows', () => {
  it('is unknown without a row count', () => {
    assert.equal(progress({ ...base, importedUsers: 5 }), undefined);
    assert.equal(progress({ ...base, totalRows: 0 }), undefined);
  });
  it('counts imported, skipped and failed rows, and is at most 1', () => {
    const job = { ...base, importedUsers: 10, skippedUsers: 10, failedUsers: 5 };
    assert.equal(processedUsers(job), 25);
    assert.equal(progress({ ...job, totalRows: 100 }), 0.25);
    assert.equal(progress({ ...job, totalRows: 20 }), 1);
  });
});

describe('the time left', () => {
  const job: Paced = { ...base, importedUsers: 500, totalRows: 2_000, samples: steady(10, 11) };
  it('is that of the remaining rows at the current rate', () => {
    assert.equal(remaining(job), 150_000);
  });
  it('is unknown while stopping, stale, stalled, over, or without a row count', () => {
    const { totalRows: _rows, ...unknownTotal } = job;
    const silent: Paced[] = [
      { ...job, status: 'Stopping' },
      { ...job, stale: { since: start, reason: '' } },
      { ...job, samples: steady(0, 11) },
      { ...job, status: 'Succeeded', completionDate: start + 50_000 },
      unknownTotal,
    ];
    assert.deepEqual(
      silent.map(remaining),
      silent.map(() => undefined),
    );
  });
  it('is 0 if the job has counted more rows than the file has', () => {
    assert.equal(remaining({ ...job, totalRows: 100 }), 0);
  });
});
