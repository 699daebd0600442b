// The poller after failed readings, changes, refreshes and user actions.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { active, backOff, PollWorld, rest } from '../../../support/worlds/pollWorld.ts';
import { settled } from '../../../support/virtualClock.ts';

const second = 1_000;
const minute = 60 * second;

/** The times between calls, rounded to seconds. */
function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / second));
}

describe('poller: failures', () => {
  it('backs off with full jitter, up to 30 s, and returns to normal after a success', async () => {
    const world = new PollWorld(7);
    let failing = true;
    world.next = () => ({ outcome: failing ? backOff : active, takes: 0 });
    world.watch('a', 'seen');
    await world.clock.advance(20 * minute);
    const waits = gaps(world.times('a'));
    assert.ok(Math.max(...waits) <= 30 && Math.min(...waits) >= 1, waits.join());
    assert.ok((waits[0] ?? 99) <= 4 && (waits[1] ?? 99) <= 8 && (waits[2] ?? 99) <= 16, waits.join());
    assert.ok(new Set(waits).size > 5, `not spread: ${waits.join()}`);
    failing = false;
    await world.clock.advance(30 * second);
    const from = world.clock.steady();
    await world.clock.advance(minute);
    assert.ok(world.times('a', from).length >= 11);
    failing = true;
    await world.clock.advance(6 * second);
    const failed = world.calls.length;
    await world.clock.advance(4 * second);
    assert.ok(world.calls.length > failed, 'the first retry comes within 4 s again');
  });

  it('keeps a back-off when the focus or the interest changes', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: backOff, takes: 0 });
    let watch = world.watch('a', 'seen');
    for (let index = 0; index < 300; index++) {
      await world.clock.advance(100);
      watch.dispose();
      watch = world.watch('a', 'seen');
      world.poller.setFocused(index % 2 === 0);
    }
    assert.ok(world.calls.length <= 10, `${world.calls.length} calls in 30 s`);
  });

  it('pauses until woken, whatever the interest, and keeps no timer', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: rest, takes: 0 });
    const watch = world.watch('a', 'seen');
    await world.clock.advance(10 * minute);
    watch.dispose();
    world.watch('a', 'seen');
    world.poller.setFocused(false);
    world.poller.setFocused(true);
    await world.clock.advance(10 * minute);
    assert.equal(world.calls.length, 1);
    assert.equal(world.clock.pending, 0);
    world.poller.wake((key) => key === 'b');
    assert.equal(world.calls.length, 1);
    world.poller.wake((key) => key === 'a');
    assert.equal(world.calls.length, 2);
  });

  it('reads targets in back-off at once when woken, but not up-to-date ones', async () => {
    const world = new PollWorld();
    world.next = (key) => ({ outcome: key === 'a' ? backOff : active, takes: 0 });
    world.watch('a', 'seen');
    world.watch('b', 'seen');
    await settled();
    world.poller.wake(() => true);
    assert.equal(world.times('a').length, 2);
    assert.equal(world.times('b').length, 1);
  });

  it('ignores a failure from before the change that woke it', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: world.calls.length === 1 ? rest : active, takes: second });
    world.watch('a', 'seen');
    await world.clock.advance(500);
    world.poller.wake(() => true);
    assert.equal(world.calls.length, 1, 'the current reading continues');
    await world.clock.advance(600);
    assert.deepEqual(world.times('a'), [0, second]);
  });

  it('treats a rejected promise as a failure, reports the defect and continues', async () => {
    const world = new PollWorld();
    world.broken = () => Promise.reject(new Error('a defect'));
    world.watch('a', 'seen');
    await world.clock.advance(5 * second);
    assert.ok(world.calls.length >= 2);
    assert.match(String(world.defects[0]), /a defect/);
  });
});

describe('poller: refresh and hurry', () => {
  it('refreshes even without interest, and resolves after a reading that began after the request', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second });
    let done = false;
    void world.refresh('a').then(() => (done = true));
    await world.clock.advance(999);
    assert.equal(done, false);
    await world.clock.advance(1);
    await settled();
    assert.equal(done, true);
    assert.equal(world.clock.pending, 0);
  });

  it('shares one more reading between all refreshes during a reading', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second });
    world.watch('a', 'seen');
    await world.clock.advance(500);
    let done = 0;
    for (let index = 0; index < 3; index++) void world.refresh('a').then(() => done++);
    await world.clock.advance(600);
    assert.deepEqual(world.times('a'), [0, second]);
    assert.equal(done, 0);
    await world.clock.advance(second);
    assert.equal(done, 3);
    assert.equal(world.calls.length, 2);
  });

  it('refreshes paused targets', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: rest, takes: 0 });
    world.watch('a', 'seen');
    await settled();
    await world.refresh('a');
    assert.equal(world.calls.length, 2);
  });

  it('finishes a refresh even if the last watcher leaves', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second });
    const refreshed = world.refresh('a');
    world.watch('a', 'seen').dispose();
    await world.clock.advance(second);
    await refreshed;
    assert.equal(world.calls[0]?.aborted(), false);
  });

  it('reads every 2 s for 20 s after the user’s action, focused or not', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'followed');
    world.poller.setFocused(false);
    await world.clock.advance(5 * second);
    world.poller.hurry('a');
    await world.clock.advance(20 * second);
    assert.ok(world.calls.length >= 10 && world.calls.length <= 12, `${world.calls.length} calls`);
    await world.clock.advance(2 * second);
    const hurried = world.calls.length;
    await world.clock.advance(25 * second);
    assert.equal(world.calls.length, hurried);
  });

  it('aborts a reading that began before the action, because it would restore the old state', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 3 * second });
    world.watch('a', 'seen');
    await world.clock.advance(second);
    world.poller.hurry('a');
    assert.equal(world.calls[0]?.aborted(), true);
    await world.clock.advance(2 * second);
    assert.equal(world.calls.length, 2);
  });

  it('completes a refresh even if an action aborts its reading', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second });
    const refreshed = world.refresh('a');
    world.poller.hurry('a');
    await world.clock.advance(2 * second);
    await refreshed;
    assert.equal(world.calls.length, 2);
  });

  it('is not delayed by repeated actions', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'seen');
    for (let index = 0; index < 20; index++) {
      await world.clock.advance(second);
      world.poller.hurry('a');
    }
    assert.ok(world.calls.length >= 9, `${world.calls.length} calls`);
  });

  it('ends a pause after an action', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: rest, takes: 0 });
    world.watch('a', 'seen');
    await settled();
    world.poller.hurry('a');
    await world.clock.advance(3 * second);
    assert.equal(world.calls.length, 2);
  });
});
