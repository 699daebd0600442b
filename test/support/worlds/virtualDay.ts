// A simulated day of two windows on one account, with failing calls, suspended machines and reloads. Counts what went wrong.
import type { FailureKind } from '../../../src/domain/connections/failure.ts';
import { isTerminal, jobKey } from '../../../src/domain/jobs/job.ts';
import { categoryQuota, perPoolQuota, type Category } from '../../../src/domain/gateway/quotas.ts';
import type { CallLog } from '../cognito/callLog.ts';
import { VirtualClock } from '../virtualClock.ts';
import { VirtualService } from '../cognito/virtualService.ts';
import { connection, VirtualStorage, VirtualWindow, type SharedWorld } from './virtualWindow.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export interface DayOptions {
  readonly seed: number;
  readonly hours: number;
  /** Windows stay open all the time, instead of being closed and reloaded now and then. */
  readonly longLived?: boolean;
  /** Called every 12 virtual hours, and once more when all windows are closed, to look at what is retained. */
  readonly lookAtHeap?: () => void | Promise<void>;
}

export interface Day {
  readonly transitions: number;
  readonly calls: number;
  /** Followed jobs that are over. */
  readonly ended: number;
  readonly told: number;
  /** Ends that nobody told, and those told more than once or wrongly. */
  readonly missed: readonly string[];
  readonly doubled: readonly string[];
  /** Quotas that a window has exceeded in some second. */
  readonly overQuota: readonly string[];
  /** Followed jobs that are still remembered although they are over. */
  readonly leftBehind: readonly string[];
  /** Timers left once all windows are closed. */
  readonly pendingTimers: number;
}

const kinds: readonly FailureKind[] = [
  'throttled',
  'offline',
  'unexpected',
  'expired',
  'denied',
  'misconfigured',
  'cancelled',
];

/** Runs until the hours are over and everything had time to settle. */
export async function runDay({ seed, hours, longLived = false, lookAtHeap }: DayOptions): Promise<Day> {
  const clock = new VirtualClock({ seed });
  const service = new VirtualService(clock, 6);
  const storage = new VirtualStorage();
  const world: SharedWorld = {
    clock,
    service,
    storage,
    claims: new Set(),
    notices: [],
    repeated: [],
    followed: new Map(),
  };
  const windows = [new VirtualWindow('first', world), new VirtualWindow('second', world)] as const;
  windows[0].open();
  if (longLived) windows[1].open();
  let nextLook = 12 * hour;
  while (clock.steady() < hours * hour) {
    await clock.advance(Math.floor(clock.random() * 12 * second));
    await happen(world, windows, longLived);
    if (clock.steady() < nextLook) continue;
    await lookAtHeap?.();
    nextLook += 12 * hour;
  }
  const transitions = service.transitions;
  service.weather = { failing: 0, kind: 'offline' };
  for (const window of windows) {
    window.jobs?.renew([connection.id]);
  }
  await clock.advance(40 * minute);
  for (const window of windows) window.close();
  // Whatever a closed window had not got round to telling is told by the next one.
  windows[0].open();
  await clock.advance(2 * minute);
  windows[0].close();
  await clock.advance(minute);
  await lookAtHeap?.();
  return { transitions, ...countedDay(world) };
}

async function happen(
  world: SharedWorld,
  windows: readonly VirtualWindow[],
  longLived: boolean,
): Promise<void> {
  const { clock, service } = world;
  const random = (): number => clock.random();
  const window = windows[Math.floor(random() * windows.length)];
  const dice = random();
  if (dice < 0.18) window?.create();
  else if (dice < 0.3) service.create(service.pools[Math.floor(random() * service.pools.length)] ?? '');
  else if (dice < 0.9) window?.act();
  else if (dice < 0.96) {
    const calm = random() < 0.7;
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'offline';
    service.weather = { failing: calm ? 0 : random(), kind };
    // A login or a file has put things right: the extension sees the file change.
    if (calm) for (const { jobs } of windows) jobs?.renew([connection.id]);
  } else if (dice < 0.975) {
    if (longLived) return;
    window?.close();
    if (window !== windows[1] || random() < 0.7) window?.open();
  } else if (dice < 0.98) clock.correct((random() - 0.5) * hour);
  else if (dice < 0.981) await clock.jump(random() * hour);
}

function countedDay({
  clock,
  service,
  storage,
  notices,
  repeated,
  followed,
}: SharedWorld): Omit<Day, 'transitions'> {
  const over = [...followed].filter(([, ref]) => service.endOf(ref.userPoolId, ref.jobId) !== undefined);
  const told = new Map<string, number>();
  const wrong: string[] = [];
  for (const { ref, status } of notices) {
    const key = jobKey(ref);
    told.set(key, (told.get(key) ?? 0) + 1);
    if (service.job(ref.userPoolId, ref.jobId)?.status !== status) wrong.push(`${key} ${status}`);
  }
  return {
    calls: [...service.logs.values()].reduce((sum, { calls }) => sum + calls.length, 0),
    ended: over.length,
    told: notices.length,
    missed: over.flatMap(([key]) => (told.has(key) ? [] : [key])),
    doubled: [...told].flatMap(([key, count]) => (count > 1 ? [key] : [])).concat(repeated, wrong),
    overQuota: [...service.logs].flatMap(([name, log]) => exceeded(log).map((quota) => `${name}: ${quota}`)),
    leftBehind: storage.kept
      .filter(({ ref }) => isTerminal(service.job(ref.userPoolId, ref.jobId)?.status ?? ''))
      .map(({ ref }) => jobKey(ref)),
    pendingTimers: clock.pending,
  };
}

function exceeded(log: CallLog): readonly string[] {
  const categories = Object.keys(categoryQuota) as Category[];
  const crowded = categories.filter((category) => log.busiestSecond(category) > categoryQuota[category]);
  return log.busiestSecondOfAPool() > perPoolQuota ? [...crowded, 'one operation on one pool'] : crowded;
}
