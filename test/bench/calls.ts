// Counts calls while nothing, one job or many jobs are watched; on a virtual clock, so minutes pass at once.
import { profileConnection } from '../../src/domain/connections/connection.ts';
import { JobService } from '../../src/domain/jobs/jobService.ts';
import { cadence } from '../../src/domain/live/cadence.ts';
import { crowdedAccount, job, type CognitoInProcess } from '../support/cognito/cognitoInProcess.ts';
import { FollowedMemory } from '../support/worlds/jobsWorld.ts';
import { VirtualClock } from '../support/virtualClock.ts';
import { round, type Figure } from './figure.ts';

const minute = 60_000;
/** Minutes; long enough that the jitter of the intervals evens out. */
const span = 10;

export interface Account {
  readonly clock: VirtualClock;
  readonly gateway: CognitoInProcess;
}

export interface World extends Account {
  readonly jobs: JobService;
}

export const connection = profileConnection('work', 'us-east-1');

export function account(pools: number): Account {
  const clock = new VirtualClock();
  return { clock, gateway: crowdedAccount(clock, pools) };
}

/** Opens a window on an account and waits until its pools are listed. */
export async function openWindow({ clock, gateway }: Account, through = connection): Promise<World> {
  const jobs = new JobService({
    clock,
    memory: new FollowedMemory(),
    connect: (_, limiter) => Promise.resolve(gateway.connect(limiter)),
  });
  jobs.addConnection(through);
  const listed = jobs.refreshConnection(through.id);
  while (jobs.store.connection(through.id)?.phase !== 'ready') await clock.advance(1_000);
  await listed;
  return { clock, gateway, jobs };
}

/** Calls per minute, measured over the next `span` minutes. */
export async function callsPerMinute({ clock, gateway }: Account): Promise<number> {
  const before = gateway.log.calls.length;
  await clock.advance(span * minute);
  return (gateway.log.calls.length - before) / span;
}

export const poolRef = (index: number): { connectionId: string; userPoolId: string } => ({
  connectionId: connection.id,
  userPoolId: `pool_${index}`,
});

export async function callFigures(): Promise<Figure[]> {
  const figure = (name: string, value: number, most: number, limit: string, note?: string): Figure => ({
    figure: `calls a minute: ${name}`,
    value: round(value),
    unit: 'calls/min',
    limit,
    goal: most === 0 ? '0' : `≤ ${most}`,
    met: value <= most,
    ...(note === undefined ? {} : { note }),
  });
  const idle = await openWindow(account(5));
  const seen = await runningSeen();
  const followed = await twentyFollowed();
  const ticks = minute / cadence.unattended;
  return [
    figure('idle', await callsPerMinute(idle), 0, 'nothing asked, nothing called'),
    figure('hidden', seen.hidden, 0, 'nothing seen, nothing called'),
    figure('1 running job seen', seen.seen, 12, 'one call each 5 s'),
    figure(
      '20 followed jobs in 5 pools',
      followed,
      5 * ticks,
      `one call per pool and tick`,
      `${round(followed / ticks)} calls a tick of ${cadence.unattended / 1_000} s, goal ≤ 5.`,
    ),
  ];
}

async function runningSeen(): Promise<{ seen: number; hidden: number }> {
  const world = await openWindow(account(5));
  world.gateway.put(job('import-1', { userPoolId: 'pool_0' }));
  const watches = [world.jobs.watchConnection(connection.id), world.jobs.watchPool(poolRef(0))];
  await world.clock.advance(minute);
  const seen = await callsPerMinute(world);
  for (const watch of watches) watch.dispose();
  return { seen, hidden: await callsPerMinute(world) };
}

async function twentyFollowed(): Promise<number> {
  const world = await openWindow(account(5));
  for (let pool = 0; pool < 5; pool++) {
    const { userPoolId } = poolRef(pool);
    const running = Array.from({ length: 4 }, (_, index) => job(`import-${pool}-${index}`, { userPoolId }));
    for (const each of running) {
      world.gateway.put(each);
      world.jobs.follower.follow({ ...poolRef(pool), jobId: each.jobId }, each);
    }
  }
  await world.clock.advance(minute);
  return callsPerMinute(world);
}
