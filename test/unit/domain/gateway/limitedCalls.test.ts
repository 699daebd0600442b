// Calls through the rate limiter stay in order, can be cancelled while they wait, and slow down after throttling.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FailureError, failureOf } from '../../../../src/domain/connections/failure.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const second = 1_000;
const never = new AbortController().signal;
const call = { operation: 'ListUserPools', priority: 'user' } as const;

function setUp() {
  const clock = new VirtualClock();
  return { clock, limiter: new RateLimiter(clock) };
}

describe('limited calls', () => {
  it('are made when the quota allows it, and return their answers', async () => {
    const { clock, limiter } = setUp();
    let sent = 0;
    const send = () => Promise.resolve(sent++);
    const all = Promise.all(Array.from({ length: 30 }, () => limiter.run(call, never, send)));
    await clock.advance(100);
    assert.ok(sent < 5, `${sent} calls at once`);
    await clock.advance(10 * second);
    assert.deepEqual(
      await all,
      Array.from({ length: 30 }, (_, index) => index),
    );
  });

  it('of other services do not wait', async () => {
    const { clock, limiter } = setUp();
    const send = () => Promise.resolve();
    for (const operation of ['GetCallerIdentity', 'Upload', 'ListRoles', 'GetLogEvents', 'toString']) {
      const other = { ...call, operation };
      await Promise.all(Array.from({ length: 30 }, () => limiter.run(other, never, send)));
    }
    assert.equal(clock.steady(), 0);
  });

  it('are not made once aborted while they wait', async () => {
    const { clock, limiter } = setUp();
    const stop = new AbortController();
    let sent = 0;
    const send = () => Promise.resolve(sent++);
    const all = Promise.allSettled(Array.from({ length: 30 }, () => limiter.run(call, stop.signal, send)));
    await clock.advance(10);
    const before = sent;
    stop.abort();
    const rejected = (await all).filter((one) => one.status === 'rejected');
    assert.ok(rejected.every(({ reason }) => failureOf(reason).kind === 'cancelled'));
    assert.deepEqual([sent, rejected.length, clock.pending], [before, 30 - before, 0]);
  });

  it('are slower after throttling, and after no other failure', async () => {
    const callsAfter = async (kind: 'throttled' | 'denied'): Promise<number> => {
      const { clock, limiter } = setUp();
      const fail = () => Promise.reject(new FailureError({ kind, message: 'made up' }));
      const first = limiter.run(call, never, fail).catch((error: unknown) => failureOf(error).kind);
      assert.equal(await first, kind);
      await clock.advance(100);
      let sent = 0;
      const send = () => Promise.resolve(sent++);
      for (let index = 0; index < 200; index++) void limiter.run(call, never, send);
      await clock.advance(2 * second);
      return sent;
    };
    const [slowed, full] = [await callsAfter('throttled'), await callsAfter('denied')];
    assert.ok(slowed < full * 0.6, `${slowed} after throttling, ${full} otherwise`);
  });
});
