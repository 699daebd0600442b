// The poller's rules, on a virtual clock.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { active, PollWorld, quiet, rest, urgent } from '../../../support/worlds/pollWorld.ts';
import { settled } from '../../../support/virtualClock.ts';

const second = 1_000;
const minute = 60 * second;

/** The times between calls, rounded to seconds. */
function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / second));
}

describe('poller: pace', () => {
  it('reads at once when first watched', () => {
    const world = new PollWorld();
    world.watch('a', 'seen');
    assert.deepEqual(world.times('a'), [0]);
  });

  it('reads visible active targets twelve times a minute, and never more often', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 150 });
    world.watch('a', 'seen');
    await world.clock.advance(10 * minute);
    assert.ok(world.calls.length <= 121, `${world.calls.length} calls`);
    assert.ok(world.calls.length >= 115, `${world.calls.length} calls`);
  });

  it('reads quiet targets every 30 s, seen or followed', async () => {
    for (const interest of ['seen', 'followed'] as const) {
      const world = new PollWorld();
      world.watch('a', interest);
      await world.clock.advance(2 * minute);
      assert.deepEqual(
        gaps(world.times('a')).map((gap) => gap >= 30 && gap <= 33),
        [true, true, true],
      );
    }
  });

  it('reads active targets that are only followed every 30 s', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'followed');
    await world.clock.advance(minute);
    assert.equal(world.calls.length, 2);
  });

  it('reads active targets every 30 s without focus, and at once when the focus returns', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'seen');
    world.poller.setFocused(false);
    await world.clock.advance(20 * second);
    assert.equal(world.calls.length, 1);
    world.poller.setFocused(true);
    assert.deepEqual(world.times('a'), [0, 20 * second]);
  });

  it('does not read on focus while the last reading is younger than the interval', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'seen');
    world.poller.setFocused(false);
    await world.clock.advance(3 * second);
    world.poller.setFocused(true);
    assert.equal(world.calls.length, 1);
    await world.clock.advance(2.5 * second);
    assert.equal(world.calls.length, 2);
  });

  it('reads at once when a followed target with an outdated reading becomes visible', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'followed');
    await world.clock.advance(10 * second);
    world.watch('a', 'seen');
    assert.deepEqual(world.times('a'), [0, 10 * second]);
  });

  it('reads every 2 s while urgent and on screen', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: urgent, takes: 100 });
    world.watch('a', 'seen');
    await world.clock.advance(5 * minute);
    assert.ok(world.calls.length > 140 && world.calls.length <= 151, `${world.calls.length} calls`);
  });

  it('reads a hidden urgent target at the urgent pace for only a minute', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: urgent, takes: 0 });
    world.watch('a', 'followed');
    await world.clock.advance(minute);
    const early = world.calls.length;
    assert.ok(early >= 28, `${early} calls`);
    await world.clock.advance(minute + 10 * second);
    assert.ok(world.calls.length - early <= 3, `${world.calls.length - early} calls`);
  });

  it('measures the interval from start to start, and waits after a slow answer', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 900 });
    world.watch('a', 'seen');
    await world.clock.advance(29 * second);
    assert.deepEqual(gaps(world.times('a')), [5, 5, 5, 5, 5]);

    const slow = new PollWorld();
    slow.next = () => ({ outcome: active, takes: 20 * second });
    slow.watch('a', 'seen');
    await slow.clock.advance(minute);
    assert.deepEqual(gaps(slow.times('a')), [24, 24]);
  });

  it('gives many targets different intervals, so that they drift apart', async () => {
    const world = new PollWorld();
    for (let index = 0; index < 50; index++) world.watch(`pool ${index}`, 'seen');
    await world.clock.advance(33 * second);
    const second50 = new Set(world.calls.slice(50).map((call) => call.at));
    assert.ok(second50.size > 25, `${second50.size} different moments`);
  });
});

describe('poller: interest', () => {
  it('reads nothing without interest', async () => {
    const world = new PollWorld();
    const watch = world.watch('a', 'seen');
    await settled();
    watch.dispose();
    assert.equal(world.clock.pending, 0);
    await world.clock.advance(10 * minute);
    assert.equal(world.calls.length, 1);
  });

  it('continues until the last watcher leaves; disposing a watch twice counts once', async () => {
    const world = new PollWorld();
    const first = world.watch('a', 'seen');
    world.watch('a', 'seen');
    assert.equal(world.calls.length, 1);
    await settled();
    first.dispose();
    first.dispose();
    await world.clock.advance(33 * second);
    assert.equal(world.calls.length, 2);
  });

  it('reads again when the interest returns, unless it returns within moments', async () => {
    const world = new PollWorld();
    const watch = world.watch('a', 'seen');
    await world.clock.advance(second);
    watch.dispose();
    world.watch('a', 'seen').dispose();
    assert.equal(world.calls.length, 1);
    await world.clock.advance(3 * second);
    world.watch('a', 'seen');
    assert.equal(world.calls.length, 2);
  });

  it('repeats an aborted reading', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: quiet, takes: second });
    world.watch('a', 'seen').dispose();
    await settled();
    world.watch('a', 'seen');
    assert.equal(world.calls.length, 2);
  });

  it('aborts a reading without interest, and waits for its end before the next', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: quiet, takes: 5 * second, deaf: true });
    world.watch('a', 'seen').dispose();
    assert.equal(world.calls[0]?.aborted(), true);
    world.watch('a', 'seen');
    await world.clock.advance(4 * second);
    assert.equal(world.calls.length, 1);
    await world.clock.advance(2 * second);
    assert.deepEqual(world.times('a'), [0, 5 * second]);
  });

  it('drops targets without interest, except the most recent ones', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: rest, takes: 0 });
    for (let index = 0; index < 1_000; index++) {
      const watch = world.watch(`pool ${index}`, 'seen');
      await settled();
      watch.dispose();
    }
    world.watch('pool 999', 'seen');
    assert.equal(world.calls.length, 1_000, 'the most recent target is kept and still rests');
    world.watch('pool 0', 'seen');
    assert.equal(world.calls.length, 1_001, 'the oldest target was dropped and is read again');
  });

  it('never drops targets that are watched or being refreshed', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: quiet, takes: second });
    world.watch('kept', 'seen');
    await world.clock.advance(2 * second);
    let refreshed = 0;
    for (let index = 0; index < 600; index++)
      void world.refresh(`pool ${index % 300}`).then(() => refreshed++);
    await world.clock.advance(3 * second);
    assert.equal(refreshed, 600);
    await world.clock.advance(31 * second);
    assert.equal(world.times('kept').length, 2);
  });
});
