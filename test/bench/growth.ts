// A part of the bench: how calls, time and memory grow, each at three sizes. Run with --expose-gc; prints JSON.
import { profileConnection } from '../../src/domain/connections/connection.ts';
import { JobService } from '../../src/domain/jobs/jobService.ts';
import type { ImportJob } from '../../src/domain/jobs/job.ts';
import { PreSignedUrl } from '../../src/domain/gateway/preSignedUrl.ts';
import { Store } from '../../src/domain/live/store.ts';
import { crowdedAccount, job, type CognitoInProcess } from '../support/cognito/cognitoInProcess.ts';
import { FollowedMemory } from '../support/worlds/jobsWorld.ts';
import { VirtualClock } from '../support/virtualClock.ts';
import { account, callsPerMinute, connection, openWindow, poolRef } from './calls.ts';
import { median, round } from './figure.ts';

/** One table: what grows, and what was measured at each size. */
export interface Growth {
  readonly of: string;
  readonly rows: readonly Readonly<Record<string, number>>[];
}

const minute = 60_000;

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

/** A job as the service lists it, with its own strings in realistic lengths. */
function listedJob(userPoolId: string, index: number): ImportJob {
  const jobId = `import-${String(index).padStart(10, '0')}`;
  return {
    ...job(jobId, { userPoolId, status: 'Succeeded', creationDate: 1_700_000_000_000 + index }),
    jobName: `nightly ${userPoolId} ${index}`,
    startDate: 1_700_000_060_000 + index,
    completionDate: 1_700_000_120_000 + index,
    completionMessage: ['Import Job Completed', 'Successfully.'].join(' '),
    cloudWatchLogsRoleArn: `arn:aws:iam::111122223333:role/service-role/Cognito-UserImport-Role-${index % 3}`,
    // As the adapter keeps it after the end of a job.
    preSignedUrl: new PreSignedUrl(
      `https://example.com/${jobId}?X-Amz-Date=20260101T000000Z&X-Amz-Expires=899`,
      false,
    ),
    importedUsers: index,
  };
}

async function pools(count: number): Promise<Record<string, number>> {
  const here = account(count);
  const { jobs, clock, gateway } = await openWindow(here);
  const calls = gateway.log.calls.length;
  const listing = ((gateway.log.calls.at(-1)?.at ?? 0) - (gateway.log.calls[0]?.at ?? 0) + 20) / 1_000;
  const before = clock.steady();
  const search = { took: NaN };
  const searching = jobs
    .findActive(connection.id, new AbortController().signal, () => undefined)
    .then(() => (search.took = clock.steady() - before));
  while (Number.isNaN(search.took)) await clock.advance(100);
  await searching;
  jobs.dispose();
  return {
    pools: count,
    'calls to list': calls,
    'seconds to list': round(listing),
    'seconds to search': round(search.took / 1_000, 1),
    'MB, pools alone': round(storeOf(count, 0)),
    'MB, 20 jobs each': round(storeOf(count, 20)),
  };
}

/** Megabytes of a store with this many pools and jobs. */
function storeOf(poolCount: number, jobsEach: number): number {
  const empty = heap();
  const store = new Store();
  store.addConnection(connection);
  for (let pool = 0; pool < poolCount; pool++) {
    const { userPoolId } = poolRef(pool);
    store.addPools(connection.id, [{ userPoolId, name: `name of pool ${pool}`, creationDate: pool }]);
    const items = Array.from({ length: jobsEach }, (_, index) => listedJob(userPoolId, index));
    if (jobsEach > 0) store.applyNewestJobs(poolRef(pool), { items }, 0);
  }
  const full = heap();
  // Keeps the store alive until after the measurement.
  if (store.pools(connection.id).length !== poolCount) throw new Error('Pools are missing.');
  return full - empty;
}

/** A store with one pool and these jobs loaded, page by page. */
function loadedPool(all: readonly ImportJob[]): Store {
  const store = new Store();
  store.addConnection(connection);
  const ref = poolRef(0);
  store.addPools(connection.id, [{ userPoolId: ref.userPoolId, name: 'customers' }]);
  store.applyNewestJobs(ref, { items: all.slice(0, 20), nextToken: '20' }, 0);
  for (let from = 20; from < all.length; from += 60)
    store.applyOlderJobs(ref, { items: all.slice(from, from + 60), nextToken: String(from) });
  return store;
}

/** The cost of a poll in which one job has changed, in a pool with `count` listed jobs. */
function jobsInPool(count: number): Record<string, number> {
  const ref = poolRef(0);
  const listed = (): ImportJob[] =>
    Array.from({ length: count }, (_, index) => listedJob(ref.userPoolId, count - index));
  const before = heap();
  const stores = Array.from({ length: 20 }, () => loadedPool(listed()));
  const held = (heap() - before) / stores.length;
  const [store = loadedPool([])] = stores;
  const newest = store.jobs(ref).slice(0, 20);
  let changes = 0;
  store.onChange(() => changes++);
  const times: number[] = [];
  const readings = 200;
  for (let reading = 1; reading <= readings; reading++) {
    const items = newest.map((each, index) =>
      index === 7 ? { ...each, importedUsers: -reading } : { ...each },
    );
    const start = performance.now();
    store.applyNewestJobs(ref, { items, nextToken: '20' }, reading);
    times.push(performance.now() - start);
  }
  return {
    jobs: store.jobs(ref).length,
    'calls to load all': 1 + Math.max(0, Math.ceil((count - 20) / 60)),
    kB: round(held * 1_000, 0),
    'ms per reading': round(median(times), 3),
    'rows rendered per reading': round(changes / readings),
  };
}

async function expandedPools(count: number): Promise<Record<string, number>> {
  const world = await openWindow(account(count));
  for (let pool = 0; pool < count; pool++) world.jobs.watchPool(poolRef(pool));
  await world.clock.advance(2 * minute);
  const calls = await callsPerMinute(world);
  world.jobs.dispose();
  return {
    'expanded pools': count,
    'calls a minute': round(calls, 1),
    'seconds between readings of one': round((count * 60) / calls, 1),
  };
}

async function connections(count: number): Promise<Record<string, number>> {
  const clock = new VirtualClock();
  const gateways = new Map<string, CognitoInProcess>();
  const jobs = new JobService({
    clock,
    memory: new FollowedMemory(),
    connect: ({ id }, limiter) => {
      const gateway = crowdedAccount(clock, 5);
      gateway.put(job('import-1', { userPoolId: 'pool_0' }));
      gateways.set(id, gateway);
      return Promise.resolve(gateway.connect(limiter));
    },
  });
  for (let index = 0; index < count; index++) {
    const through = profileConnection(`profile-${index}`, 'us-east-1');
    jobs.addConnection(through);
    jobs.watchConnection(through.id);
    await clock.advance(2_000);
    jobs.watchPool({ connectionId: through.id, userPoolId: 'pool_0' });
  }
  await clock.advance(minute);
  const made = (): number =>
    [...gateways.values()].reduce((sum, gateway) => sum + gateway.log.calls.length, 0);
  const before = made();
  await clock.advance(10 * minute);
  jobs.dispose();
  return {
    connections: count,
    'calls a minute, 1 running job seen in each': round((made() - before) / 10, 1),
  };
}

async function windows(count: number): Promise<Record<string, number>> {
  const shared = account(5);
  const running = job('import-1', { userPoolId: 'pool_0' });
  shared.gateway.put(running);
  const all: JobService[] = [];
  for (let index = 0; index < count; index++) {
    const { jobs } = await openWindow(shared);
    jobs.follower.follow({ ...poolRef(0), jobId: running.jobId }, running);
    all.push(jobs);
  }
  await shared.clock.advance(minute);
  const calls = await callsPerMinute(shared);
  for (const jobs of all) jobs.dispose();
  return { windows: count, 'calls a minute, all following one job': round(calls, 1) };
}

async function each<T>(
  of: string,
  sizes: readonly number[],
  measure: (size: number) => T | Promise<T>,
): Promise<{ of: string; rows: T[] }> {
  const rows: T[] = [];
  for (const size of sizes) rows.push(await measure(size));
  return { of, rows };
}

// Warm-up: otherwise the first size would include compilation.
jobsInPool(20);
storeOf(100, 20);
const tables: Growth[] = [
  await each('pools of a connection', [100, 1_000, 10_000], pools),
  await each('jobs listed in one pool', [20, 200, 1_000], jobsInPool),
  await each('expanded pools with nothing running', [10, 100, 1_000], expandedPools),
  await each('connections', [1, 3, 9], connections),
  await each('windows', [1, 2, 4], windows),
];
console.log(JSON.stringify(tables));
