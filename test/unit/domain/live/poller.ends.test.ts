// The poller with jumping clocks and removed connections, and its disposal.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { active, PollWorld } from '../../../support/worlds/pollWorld.ts';
import { settled } from '../../../support/virtualClock.ts';

const second = 1_000;
const minute = 60 * second;

describe('poller: clocks, removals and disposal', () => {
  it('reads once after a night of sleep, not once per missed interval', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'seen');
    await world.clock.advance(minute);
    const before = world.calls.length;
    await world.clock.jump(8 * 60 * minute);
    world.poller.setFocused(false);
    world.poller.setFocused(true);
    assert.equal(world.calls.length, before + 1);
    await world.clock.advance(11 * second);
    assert.equal(world.calls.length, before + 3);
  });

  it('keeps its interval when the clock is set back or forward', async () => {
    for (const hours of [-24, 24]) {
      const world = new PollWorld();
      world.next = () => ({ outcome: active, takes: 0 });
      world.watch('a', 'seen');
      world.poller.hurry('a');
      await world.clock.advance(minute);
      world.clock.correct(hours * 60 * minute);
      world.poller.setFocused(false);
      world.poller.setFocused(true);
      const from = world.clock.steady();
      await world.clock.advance(minute);
      const calls = world.times('a', from).length;
      assert.ok(calls >= 11 && calls <= 13, `${calls} calls after ${hours} hours`);
    }
  });

  it('does not restart the interval at each focus change after the clock was set back', async () => {
    const world = new PollWorld();
    world.watch('a', 'seen');
    await world.clock.advance(second);
    world.clock.correct(-60 * minute);
    for (let index = 0; index < 40; index++) {
      await world.clock.advance(second);
      world.poller.setFocused(index % 2 === 0);
    }
    assert.ok(world.calls.length >= 2 && world.calls.length <= 3, `${world.calls.length} calls`);
  });

  it('drops a connection with its readings and ignores their answers', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second });
    world.watch('one a', 'seen');
    world.watch('two a', 'seen');
    const refreshed = world.poller.refresh('one a');
    world.poller.drop((key) => key.startsWith('one '));
    await refreshed;
    assert.equal(world.calls[0]?.aborted(), true);
    await world.clock.advance(minute);
    assert.equal(world.times('one a').length, 1);
    assert.ok(world.times('two a').length > 10);
  });

  it('does not read a target that is dropped while others are read', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: 0 });
    world.watch('a', 'seen');
    world.watch('b', 'seen');
    world.poller.setFocused(false);
    await world.clock.advance(10 * second);
    world.next = () => {
      world.drop('b');
      return { outcome: active, takes: 0 };
    };
    world.poller.setFocused(true);
    assert.deepEqual(world.times('b'), [0]);
  });

  it('ignores the disposal of a watch from before a drop', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second });
    const old = world.watch('a', 'seen');
    world.drop('a');
    await settled();
    world.watch('a', 'seen');
    old.dispose();
    assert.deepEqual(
      world.calls.map((call) => call.aborted()),
      [true, false],
    );
    await world.clock.advance(6 * second);
    assert.equal(world.calls.length, 3);
  });

  it('leaves nothing behind when disposed during a reading', async () => {
    const world = new PollWorld();
    world.next = () => ({ outcome: active, takes: second, deaf: true });
    world.watch('a', 'seen');
    world.watch('b', 'followed');
    const asked = world.poller.refresh('a');
    world.poller.dispose();
    await asked;
    assert.deepEqual(
      world.calls.map((call) => call.aborted()),
      [true, true],
    );
    await world.clock.advance(minute);
    assert.equal(world.clock.pending, 0);
    world.watch('a', 'seen').dispose();
    world.poller.hurry('a');
    await world.poller.refresh('a');
    assert.equal(world.calls.length, 2);
  });
});
