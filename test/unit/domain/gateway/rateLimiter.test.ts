// The limiter keeps every second below the quotas, serves the user first, and loses no call.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import {
  categoryOf,
  categoryQuota,
  perPoolQuota,
  priorities,
  type Category,
  type Operation,
  type Priority,
} from '../../../../src/domain/gateway/quotas.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { CallLog } from '../../../support/cognito/callLog.ts';
import { settled, VirtualClock } from '../../../support/virtualClock.ts';

const second = 1_000;
const operations = Object.keys(categoryOf) as Operation[];
const categories = Object.keys(categoryQuota) as Category[];

function setUp() {
  const clock = new VirtualClock();
  const limiter = new RateLimiter(clock);
  const log = new CallLog(clock);
  const never = new AbortController().signal;
  const call = async (
    operation: Operation,
    pool?: string,
    priority: Priority = 'user',
    signal = never,
  ): Promise<void> => {
    await limiter.acquire(operation, pool, signal, priority);
    log.add(operation, pool);
  };
  return { clock, limiter, log, call };
}

describe('rate limiter', () => {
  it('allows a first call at once', async () => {
    for (const operation of operations) {
      const { clock, call } = setUp();
      await call(operation, 'pool');
      assert.equal(clock.steady(), 0);
      assert.equal(clock.pending, 0);
    }
  });

  it('reads 1,000 pools in at most 1.1 times the minimum of the quota, without exceeding it', async () => {
    const { clock, log, call } = setUp();
    const walk = Promise.all(
      Array.from({ length: 1_000 }, (_, index) => call('ListUserImportJobs', `pool ${index}`, 'scan')),
    );
    await clock.advance((1.1 * 1_000 * second) / categoryQuota.UserPoolResourceRead);
    assert.equal(log.calls.length, 1_000);
    await walk;
    assert.ok(log.busiestSecond('UserPoolResourceRead') <= categoryQuota.UserPoolResourceRead);
  });

  it('leaves most of the quota to other clients while it only refreshes views', async () => {
    const { clock, log, call } = setUp();
    void Promise.all(
      Array.from({ length: 1_000 }, (_, index) => call('ListUserImportJobs', `pool ${index}`, 'background')),
    );
    await clock.advance(10 * second);
    assert.ok(log.calls.length >= 118 && log.calls.length <= 122, `${log.calls.length} calls in 10 s`);
  });

  it('reads one pool no more often than its own quota allows, and lets others overtake', async () => {
    const { clock, log, call } = setUp();
    for (let index = 0; index < 20; index++) void call('ListUserImportJobs', 'busy');
    void call('ListUserImportJobs', 'other');
    await clock.advance(second);
    const place = log.calls.findIndex((made) => made.userPoolId === 'other');
    assert.ok(place > 0 && place <= 3, `in place ${place}`);
    await clock.advance(20 * second);
    assert.equal(log.calls.length, 21);
    assert.ok(log.busiestSecondOfAPool() <= perPoolQuota, `${log.busiestSecondOfAPool()} in a second`);
  });

  it('serves the user before the background, and the background before a scan, each in order of arrival', async () => {
    const { clock, log, call } = setUp();
    for (let index = 0; index < 3; index++) void call('ListUserPools', undefined, 'scan');
    for (const priority of priorities.filter((each) => each !== 'rows').reverse()) {
      for (const place of [1, 2]) void call('DescribeUserPool', `${priority} ${place}`, priority);
    }
    await clock.advance(5 * second);
    assert.deepEqual(
      log.calls.map((made) => made.userPoolId).filter((pool) => pool !== undefined),
      ['user 1', 'user 2', 'background 1', 'background 2', 'scan 1', 'scan 2'],
    );
  });

  it('does not let a busy category hold up another', async () => {
    const { clock, log, call } = setUp();
    for (let index = 0; index < 50; index++) void call('ListUserImportJobs', `pool ${index}`, 'scan');
    await call('StopUserImportJob', 'pool 1');
    assert.equal(clock.steady(), 0);
    assert.equal(log.calls.at(-1)?.operation, 'StopUserImportJob');
  });

  it('drops calls that are aborted before or while they wait, and serves the next', async () => {
    const { clock, limiter, log, call } = setUp();
    const aborted = AbortSignal.abort();
    await assert.rejects(limiter.acquire('ListUserPools', undefined, aborted, 'user'), isCancelled);
    await call('ListUserPools');
    const controller = new AbortController();
    const given = limiter.acquire('ListUserPools', undefined, controller.signal, 'user');
    const next = call('ListUserPools');
    controller.abort();
    await assert.rejects(given, isCancelled);
    await clock.advance(100);
    await next;
    assert.equal(log.calls.length, 2);
  });

  it('keeps no timer when the last waiting call is aborted', async () => {
    const { clock, limiter, call } = setUp();
    await call('ListUserPools');
    const controller = new AbortController();
    const given = limiter.acquire('ListUserPools', undefined, controller.signal, 'user');
    assert.equal(clock.pending, 1);
    controller.abort();
    await assert.rejects(given, isCancelled);
    assert.equal(clock.pending, 0);
  });

  it('rejects waiting and later calls when disposed', async () => {
    const { clock, limiter, call } = setUp();
    const outcomes = Promise.allSettled(Array.from({ length: 10 }, () => call('ListUserPools')));
    await settled();
    limiter.dispose();
    assert.equal((await outcomes).filter(({ status }) => status === 'rejected').length, 9);
    await assert.rejects(call('ListUserPools'), isCancelled);
    assert.equal(clock.pending, 0);
  });

  it('halves a category once for calls throttled together, leaves other categories alone, and recovers', async () => {
    const { clock, limiter, log, call } = setUp();
    const rate = async (operation: Operation): Promise<number> => {
      const stop = new AbortController();
      const from = log.calls.length;
      void Promise.allSettled(
        Array.from({ length: 100 }, (_, index) => call(operation, `pool ${index}`, 'user', stop.signal)),
      );
      await clock.advance(4 * second);
      stop.abort();
      await settled();
      return (log.calls.length - from) / 4;
    };
    const full = await rate('ListUserImportJobs');
    for (let index = 0; index < 8; index++) limiter.slowDown('ListUserImportJobs');
    const halved = await rate('ListUserImportJobs');
    assert.ok(halved > full * 0.4 && halved < full * 0.65, `${halved} of ${full} a second`);
    assert.ok((await rate('DescribeUserPool')) > 13);
    await clock.advance(60 * second);
    assert.ok((await rate('ListUserImportJobs')) >= full - 1);
    for (let index = 0; index < 20; index++) {
      limiter.slowDown('ListUserImportJobs');
      await clock.advance(second);
    }
    const least = await rate('ListUserImportJobs');
    assert.ok(least >= 1.5 && least < 5, `${least} a second at the least`);
  });

  it('keeps its rate after the clock was set back', async () => {
    const { clock, log, call } = setUp();
    for (let index = 0; index < 100; index++) void call('ListUserImportJobs', `pool ${index}`);
    await clock.advance(second);
    clock.correct(-3_600 * second);
    await clock.advance(2 * second);
    assert.ok(log.calls.length > 50, `${log.calls.length} calls`);
  });

  it('leaves no listener on a long-lived signal', async () => {
    const { clock, call } = setUp();
    const { signal } = new AbortController();
    const all = Promise.all(
      Array.from({ length: 50 }, () => call('ListUserPools', undefined, 'user', signal)),
    );
    await clock.advance(10 * second);
    await all;
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('never exceeds a quota in any second, and serves every call that is not aborted, in any interleaving', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('call' as const),
        operation: fc.constantFrom(...operations),
        pool: fc.nat(4),
        priority: fc.constantFrom(...priorities),
        times: fc.integer({ min: 1, max: 40 }),
      }),
      fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 3_000 }) }),
      fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 10_000_000 }) }),
      fc.record({ do: fc.constant('abort' as const), every: fc.integer({ min: 2, max: 5 }) }),
      fc.record({ do: fc.constant('throttled' as const), operation: fc.constantFrom(...operations) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { clock, limiter, log, call } = setUp();
        const waiting: { readonly stop: AbortController; readonly end: Promise<unknown> }[] = [];
        for (const step of steps) {
          if (step.do === 'pass') await clock.advance(step.ms);
          else if (step.do === 'sleep') await clock.jump(step.ms);
          else if (step.do === 'throttled') limiter.slowDown(step.operation);
          else if (step.do === 'abort')
            waiting.filter((_, index) => index % step.every === 0).forEach(({ stop }) => stop.abort());
          else {
            for (let index = 0; index < step.times; index++) {
              const stop = new AbortController();
              const end = call(step.operation, `pool ${step.pool}`, step.priority, stop.signal);
              waiting.push({
                stop,
                end: end.catch(() => stop.signal.aborted || Promise.reject(new Error('not aborted'))),
              });
            }
          }
        }
        await clock.advance(3_000 * second);
        await Promise.all(waiting.map(({ end }) => end));
        for (const category of categories) {
          const most = log.busiestSecond(category);
          assert.ok(most <= categoryQuota[category], `${most} calls of ${category} in one second`);
        }
        assert.ok(log.busiestSecondOfAPool() <= perPoolQuota);
        assert.equal(clock.pending, 0);
      }),
      { numRuns: 100 },
    );
  });
});

function isCancelled(error: unknown): boolean {
  return failureOf(error).kind === 'cancelled';
}
