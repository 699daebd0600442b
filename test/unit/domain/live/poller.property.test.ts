// Whatever the order of events: one reading per key at a time, no reading without interest, always a next reading.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Disposable } from '../../../../src/domain/base/disposable.ts';
import {
  active,
  backOff,
  PollWorld,
  quiet,
  rest,
  urgent,
  type Reading,
} from '../../../support/worlds/pollWorld.ts';

const keys = ['one a', 'one b', 'two a'] as const;
/** In ms: the longest interval with jitter, and twice the slowest reading (one that is discarded, one that counts). */
const longestWait = 31_500 + 2 * 40_000;

type Step =
  | { readonly do: 'watch'; readonly key: string; readonly interest: 'seen' | 'followed' }
  | { readonly do: 'release'; readonly index: number }
  | { readonly do: 'focus'; readonly focused: boolean }
  | { readonly do: 'hurry' | 'refresh' | 'wake' | 'drop'; readonly key: string }
  | { readonly do: 'advance' | 'jump' | 'correct'; readonly ms: number };

const key = fc.constantFrom(...keys);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('watch'), key, interest: fc.constantFrom('seen', 'followed') }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release'), index: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('focus'), focused: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('hurry', 'refresh', 'wake', 'drop'), key }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('advance'), ms: fc.integer({ min: 0, max: 60_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('jump'), ms: fc.integer({ min: 0, max: 30_000_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('correct'),
      ms: fc.integer({ min: -90_000_000, max: 90_000_000 }),
    }),
  },
);
const reading: fc.Arbitrary<Reading> = fc.record({
  outcome: fc.constantFrom(active, quiet, urgent, backOff, rest),
  takes: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 2_000 }),
    fc.integer({ min: 2_000, max: 40_000 }),
  ),
  deaf: fc.boolean(),
});

class Story {
  readonly world: PollWorld;
  readonly watches: Disposable[] = [];
  /** The tick of each key's last event that ends a rest. */
  readonly roused = new Map<string, number>();
  refreshes = 0;
  refreshed = 0;

  constructor(seed: number, readings: readonly Reading[]) {
    this.world = new PollWorld(seed);
    let index = 0;
    this.world.next = () => readings[index++ % readings.length] ?? { outcome: quiet, takes: 0 };
  }

  async play(step: Step): Promise<void> {
    const { world } = this;
    switch (step.do) {
      case 'watch':
        this.watches.push(world.watch(step.key, step.interest));
        break;
      case 'release':
        this.watches.splice(step.index, 1)[0]?.dispose();
        break;
      case 'focus':
        world.poller.setFocused(step.focused);
        break;
      case 'hurry':
        this.roused.set(step.key, world.tick());
        world.poller.hurry(step.key);
        break;
      case 'refresh':
        this.refreshes++;
        void world.refresh(step.key).then(() => this.refreshed++);
        break;
      case 'wake':
        this.roused.set(step.key, world.tick());
        world.poller.wake((other) => other === step.key);
        break;
      case 'drop':
        this.roused.set(step.key, world.tick());
        world.drop(step.key);
        break;
      case 'advance':
        await world.clock.advance(step.ms);
        break;
      case 'jump':
        await world.clock.jump(step.ms);
        break;
      case 'correct':
        world.clock.correct(step.ms);
        break;
    }
  }

  /** Whether the key's last valid reading returned `rest`, and no event has ended that rest. */
  rests(key: string): boolean {
    const counted = this.world.calls.filter(
      (call) => call.key === key && call.outcome !== undefined && !call.aborted(),
    );
    const last = counted.at(-1);
    return last?.outcome?.kind === 'rest' && last.tick > (this.roused.get(key) ?? -1);
  }
}

it('keeps every rule whatever the order of events', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.array(reading, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      async (steps, readings, seed) => {
        const story = new Story(seed, readings);
        const { world } = story;
        // At each call, the world checks that the key has interest and no other reading in flight.
        for (const step of steps) await story.play(step);
        assert.deepEqual(world.defects, []);

        const resting = keys.filter((key) => !world.inFlight(key) && story.rests(key));
        const before = new Map(
          keys.map((key) => [key, world.times(key).length + (world.inFlight(key) ? -1 : 0)]),
        );
        await world.clock.advance(longestWait);
        for (const key of keys) {
          const more = world.times(key).length > (before.get(key) ?? 0);
          if (world.interest(key) > 0 && !resting.includes(key)) assert.ok(more, `${key} was not read again`);
          if (world.interest(key) > 0 && resting.includes(key)) assert.ok(!more, `${key} was read at rest`);
        }

        for (const watch of story.watches) watch.dispose();
        await world.clock.advance(2 * 40_000);
        assert.equal(story.refreshed, story.refreshes, 'a refresh was never resolved');
        assert.equal(world.clock.pending, 0, 'timers are left without any interest');
      },
    ),
    { numRuns: 400 },
  );
});

it('never reads a key more often than the shortest interval, except after user actions and changes', async () => {
  // Without clock corrections, which look to the poller like passed time.
  const calm = step.filter((step) => ['focus', 'advance', 'jump'].includes(step.do));
  await fc.assert(
    fc.asyncProperty(
      fc.array(calm, { maxLength: 40 }),
      fc.array(reading, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      async (steps, readings, seed) => {
        const story = new Story(seed, readings);
        for (const key of keys) story.watches.push(story.world.watch(key, 'seen'));
        for (const step of steps) await story.play(step);
        for (const key of keys) {
          const times = story.world.times(key);
          const least = Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
          assert.ok(least >= 1_000, `${key} was read twice within ${least} ms`);
        }
      },
    ),
    { numRuns: 200 },
  );
});
