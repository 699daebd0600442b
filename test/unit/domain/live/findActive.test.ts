// The search for active jobs reads every pool, likely ones first, stays below the quota, and ends at the first find.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  findActiveJobs,
  type ActiveJob,
  type FindActiveOptions,
  type SearchProgress,
} from '../../../../src/domain/live/findActive.ts';
import { isActive } from '../../../../src/domain/jobs/job.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { crowdedAccount, job } from '../../../support/cognito/cognitoInProcess.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const second = 1_000;
const hour = 3_600 * second;

function setUp(pools: number) {
  const clock = new VirtualClock();
  const service = crowdedAccount(clock, pools);
  const gateway = service.connect(new RateLimiter(clock), 'scan');
  const found: ActiveJob[] = [];
  const progress: SearchProgress[] = [];
  const stop = new AbortController();
  const search = (options: Partial<FindActiveOptions> = {}) =>
    findActiveJobs({
      gateway,
      clock,
      likely: [],
      signal: stop.signal,
      onPage: (pool, page) => {
        for (const one of page.items) if (isActive(one.status)) found.push({ pool, job: one });
      },
      onProgress: (one) => progress.push(one),
      ...options,
    });
  const run = (userPoolId: string, jobId = 'import-1'): void => {
    service.put(job(jobId, { userPoolId, creationDate: clock.now() }));
  };
  return { clock, service, found, progress, stop, search, run };
}

describe('find active jobs', () => {
  it('searches 1,000 pools in 1.1 times the time the quota allows, and never exceeds it', async () => {
    const { clock, service, progress, search } = setUp(1_000);
    const searched = search();
    await clock.advance((1.1 * 1_000 * second) / categoryQuota.UserPoolResourceRead);
    assert.deepEqual(await searched, {
      end: 'complete',
      searched: 1_000,
      known: 1_000,
      listed: true,
      found: [],
      unread: [],
    });
    assert.ok(service.log.busiestSecond('UserPoolResourceRead') <= categoryQuota.UserPoolResourceRead);
    assert.ok(service.log.busiestSecond('UserPoolRead') <= categoryQuota.UserPoolRead);
    assert.deepEqual(progress.at(-1), { searched: 1_000, known: 1_000, listed: true, found: [] });
    assert.ok(progress.every((one, index) => one.searched >= (progress[index - 1]?.searched ?? 0)));
    assert.equal(clock.pending, 0);
  });

  it('uses the full quota even with a latency of one second', async () => {
    const { clock, service, search } = setUp(200);
    service.latency = () => [second, 0];
    const searched = search();
    await clock.advance(20 * second);
    assert.equal((await searched).searched, 200);
  });

  it('begins with the likely pools and stops at the one active job an account can have', async () => {
    const { clock, service, found, search, run } = setUp(1_000);
    run('pool_900');
    const searched = search({ likely: [{ userPoolId: 'pool_900', name: 'Pool 900' }] });
    await clock.advance(100);
    assert.equal((await searched).end, 'found');
    assert.equal(found[0]?.pool.userPoolId, 'pool_900');
    assert.ok(service.log.calls.length <= 4, `${service.log.calls.length} calls`);
    assert.equal(clock.pending, 0);
  });

  it('searches each pool once, whether it is likely, listed or both', async () => {
    const { clock, service, search } = setUp(5);
    const searched = search({ likely: service.pools.slice(2, 4) });
    await clock.advance(5 * second);
    await searched;
    const searchedPools = service.log.calls.flatMap((made) => made.userPoolId ?? []);
    assert.deepEqual(searchedPools, ['pool_2', 'pool_3', 'pool_0', 'pool_1', 'pool_4']);
  });

  it('reads beyond the newest page only as far back as a job can be active', async () => {
    const { clock, service, found, search } = setUp(2);
    const jobs = (userPoolId: string, age: number) =>
      Array.from({ length: 200 }, (_, index) => {
        const creationDate = clock.now() - index * age;
        return job(`import-${index}`, { userPoolId, status: 'Created', creationDate });
      });
    const old = { userPoolId: 'pool_0', status: 'Pending', creationDate: clock.now() - 4 * hour };
    service.jobs = [...jobs('pool_0', 60_000), job('import-old', old), ...jobs('pool_1', 12 * hour)];
    const searched = search();
    await clock.advance(10 * second);
    assert.deepEqual(
      (await searched).found.map((one) => one.job.jobId),
      ['import-old'],
    );
    assert.equal(found.length, 1);
    assert.equal(service.log.calls.filter((made) => made.userPoolId === 'pool_1').length, 1);
  });

  it('ends when cancelled: no further call, no timer left', async () => {
    const { clock, service, stop, search } = setUp(1_000);
    const searched = search();
    await clock.advance(5 * second);
    stop.abort();
    const { end, searched: searchedPools } = await searched;
    assert.equal(end, 'cancelled');
    assert.ok(searchedPools > 50 && searchedPools < 110);
    assert.equal(clock.pending, 0);
    const calls = service.log.calls.length;
    await clock.advance(5 * second);
    assert.equal(service.log.calls.length, calls);
  });

  it('ends when cancelled between two attempts, and reports no job found after that', async () => {
    const { clock, service, stop, search } = setUp(1);
    service.fault = () => 'offline';
    const searched = search();
    await clock.advance(100);
    stop.abort();
    assert.equal((await searched).end, 'cancelled');
    assert.equal(clock.pending, 0);

    const late = setUp(1);
    late.run('pool_0');
    late.service.fault = (operation) => {
      if (operation === 'ListUserImportJobs') late.stop.abort();
      return undefined;
    };
    const searchedLate = late.search();
    await late.clock.advance(second);
    assert.equal((await searchedLate).end, 'cancelled');
    assert.deepEqual(late.found, []);
  });

  it('lists the pools it could not read, and skips pools that were deleted in the meantime', async () => {
    const { clock, service, search } = setUp(10);
    service.fault = (_, pool) => (pool === 'pool_3' ? 'denied' : pool === 'pool_4' ? 'notFound' : undefined);
    const searched = search();
    await clock.advance(5 * second);
    const { end, searched: searchedPools, unread } = await searched;
    assert.deepEqual({ end, searchedPools }, { end: 'complete', searchedPools: 10 });
    assert.deepEqual(
      unread.map((one) => [one.pool.userPoolId, one.failure.kind]),
      [['pool_3', 'denied']],
    );
  });

  it('searches the likely pools although the listing is denied', async () => {
    const { clock, service, search } = setUp(10);
    service.fault = (operation) => (operation === 'ListUserPools' ? 'denied' : undefined);
    const searched = search({ likely: service.pools.slice(0, 2) });
    await clock.advance(5 * second);
    const { end, searched: searchedPools, failure } = await searched;
    assert.deepEqual([end, searchedPools, failure?.kind], ['failed', 2, 'denied']);
  });

  it('fails at once when the login has expired', async () => {
    const { clock, service, search } = setUp(1_000);
    service.fault = (_, pool) => (pool === undefined ? undefined : 'expired');
    const searched = search();
    await clock.advance(second);
    const { end, failure } = await searched;
    assert.deepEqual([end, failure?.kind], ['failed', 'expired']);
    assert.ok(service.log.calls.length < 10);
  });

  it('completes despite throttling and short network failures', async () => {
    const { clock, service, search } = setUp(50);
    let faults = 0;
    service.fault = () => {
      faults++;
      return faults % 3 === 0 ? 'throttled' : faults > 20 && faults < 30 ? 'offline' : undefined;
    };
    const searched = search();
    await clock.advance(300 * second);
    const { end, searched: searchedPools, unread } = await searched;
    assert.deepEqual([end, searchedPools, unread.length], ['complete', 50, 0]);
  });

  it('fails when the network stays down', async () => {
    const { clock, service, search } = setUp(50);
    service.fault = () => 'offline';
    const searched = search();
    await clock.advance(120 * second);
    const { end, failure } = await searched;
    assert.deepEqual([end, failure?.kind], ['failed', 'offline']);
    assert.equal(clock.pending, 0);
  });
});
