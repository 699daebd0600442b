// Simulates a day of a busy account: jobs run, calls fail, focus changes, the laptop sleeps, and no change is missed.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Disposable } from '../../../../src/domain/base/disposable.ts';
import type { PollOutcome } from '../../../../src/domain/live/poller.ts';
import { PollWorld } from '../../../support/worlds/pollWorld.ts';

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
const pools = Array.from({ length: 12 }, (_, index) => `pool ${index}`);

/** A pool's state in the service, the number of its changes, and the time of the last one. */
interface Truth {
  state: 'quiet' | 'active' | 'urgent';
  version: number;
  changedAt: number;
}

it('sees every change of a day within the current interval, despite faults and sleeps, and leaves no timers', async () => {
  const world = new PollWorld(24);
  const { clock, poller } = world;
  const truths = new Map(
    pools.map((pool): [string, Truth] => [pool, { state: 'quiet', version: 0, changedAt: 0 }]),
  );
  const seen = new Map<string, number>();
  const watches = new Map<string, Disposable>();
  let faulty = false;
  let transitions = 0;
  /** The longest time in ms that a change stayed unseen, and the time until which a fault or a sleep excuses that. */
  let worst = 0;
  let excusedAt = 0;

  const answer = (pool: string): PollOutcome => {
    if (faulty && clock.random() < 0.5) {
      excusedAt = clock.steady() + 30 * second;
      return { kind: 'backOff' };
    }
    const truth = truths.get(pool);
    assert.ok(truth);
    if (seen.get(pool) !== truth.version && excusedAt < truth.changedAt) {
      worst = Math.max(worst, clock.steady() - truth.changedAt);
    }
    seen.set(pool, truth.version);
    return { kind: 'ok', pace: truth.state };
  };
  world.next = (pool) => ({ outcome: answer(pool), takes: Math.floor(clock.random() * 400) });

  for (const pool of pools) watches.set(pool, world.watch(pool, 'followed'));
  const changePace = (): void => {
    const pool = pools[Math.floor(clock.random() * pools.length)] ?? '';
    const truth = truths.get(pool);
    // A state changes only after it was seen: two changes between two readings would look like one.
    if (!truth || seen.get(pool) !== truth.version) return;
    truth.state = truth.state === 'quiet' ? 'active' : truth.state === 'active' ? 'urgent' : 'quiet';
    truth.version++;
    truth.changedAt = clock.steady();
    transitions++;
  };
  const changeInterest = (): void => {
    const pool = pools[Math.floor(clock.random() * pools.length)] ?? '';
    const before = watches.get(pool);
    watches.set(pool, world.watch(pool, clock.random() < 0.5 ? 'seen' : 'followed'));
    before?.dispose();
  };

  while (clock.steady() < day) {
    await clock.advance(Math.floor(clock.random() * 10 * second));
    const dice = clock.random();
    if (dice < 0.8) changePace();
    else if (dice < 0.86) changeInterest();
    else if (dice < 0.9) poller.setFocused(clock.random() < 0.6);
    else if (dice < 0.94) faulty = clock.random() < 0.3;
    else if (dice < 0.95) poller.hurry(pools[0] ?? '');
    else if (dice < 0.96) poller.wake(() => true);
    else if (dice < 0.961) {
      const asleep = Math.floor(clock.random() * hour);
      excusedAt = clock.steady() + asleep;
      await clock.jump(asleep);
    } else if (dice < 0.962) clock.correct((clock.random() - 0.5) * hour);
  }

  faulty = false;
  await clock.advance(minute(1));
  assert.deepEqual(
    pools.map((pool) => seen.get(pool)),
    pools.map((pool) => truths.get(pool)?.version),
    'a last change was not seen',
  );
  assert.ok(transitions > 5_000, `${transitions} transitions`);
  assert.ok(
    worst > 20 * second && worst <= 32 * second,
    `the longest a change stayed unseen was ${worst} ms`,
  );
  const perMinute = world.calls.length / (day / minute(1));
  assert.ok(perMinute <= pools.length * 12, `${perMinute} calls a minute`);

  for (const watch of watches.values()) watch.dispose();
  await clock.advance(second);
  assert.equal(clock.pending, 0);
  const calls = world.calls.length;
  await clock.advance(hour);
  assert.equal(world.calls.length, calls);
});

function minute(count: number): number {
  return count * 60 * second;
}
