// Two windows on a busy account, with failures, sleeps, delays and reloads: the end of each followed job is announced once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryObjects } from 'node:v8';
import fc from 'fast-check';
import { JobService } from '../../../../src/domain/jobs/jobService.ts';
import { PollTarget } from '../../../../src/domain/live/pollTarget.ts';
import { PoolRecord } from '../../../../src/domain/live/poolRecord.ts';
import { runDay, type Day } from '../../../support/worlds/virtualDay.ts';

/** The number of live objects of a class after a full garbage collection; exact, unlike the heap size. */
function countLive(kind: new (...args: never[]) => object): number {
  return queryObjects(kind, { format: 'count' });
}

function assertKept(day: Day): void {
  const { missed, doubled, overQuota, leftBehind, pendingTimers } = day;
  const nothing = { missed: [], doubled: [], overQuota: [], leftBehind: [], pendingTimers: 0 };
  assert.deepEqual({ missed, doubled, overQuota, leftBehind, pendingTimers }, nothing);
}

test('a day with 10,000 transitions: no end is missed or announced twice, no call over quota, no leak', async () => {
  const retained: Record<string, number>[] = [];
  const day = await runDay({
    seed: 4,
    hours: 24,
    lookAtHeap: () => {
      retained.push({
        windows: countLive(JobService),
        polled: countLive(PollTarget),
        pools: countLive(PoolRecord),
        signals: countLive(AbortSignal),
      });
    },
  });
  assertKept(day);
  assert.ok(day.transitions >= 10_000, `${day.transitions} transitions`);
  assert.ok(day.ended >= 800, `${day.ended} followed jobs ended`);
  // Each of two open windows, and of two closed ones that a pending call still holds, has six pools and one connection; a pending reading has
  // a few signals.
  const bounds = { windows: 4, polled: 28, pools: 24, signals: 300 };
  for (const [kind, bound] of Object.entries(bounds)) {
    const most = Math.max(...retained.map((look) => look[kind] ?? NaN));
    assert.ok(most > 0 && most <= bound, `${kind}: ${retained.map((look) => look[kind]).join(' ')}`);
  }
});

test('any hour: no end is missed or announced twice, no call over quota', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 - 1 }), async (seed) => {
      assertKept(await runDay({ seed, hours: 1 }));
    }),
    { numRuns: 6, endOnFailure: true },
  );
});
