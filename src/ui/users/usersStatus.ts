// The statuses of a job's users when they were last looked up: counts and their time, stored on this machine.
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import { mustReset } from '../../domain/users/resets.ts';
import type { State } from '../shell/sharedState.ts';

export interface UsersStatus {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Rows that were imported according to the log. */
  readonly imported: number;
  /** Users of the job by status, in the API's spelling. */
  readonly statuses: Readonly<Record<string, number>>;
}

const key = 'usersStatus';
/** The number of jobs that are remembered: those looked up last. */
const mostJobs = 200;

/** The latest counts; undefined if the users were never looked up. Does not call AWS. */
export function usersStatus(memory: Pick<State, 'get'>, ref: JobRef): UsersStatus | undefined {
  return kept(memory)[jobKey(ref)];
}

export async function keepUsersStatus(memory: State, ref: JobRef, status: UsersStatus): Promise<void> {
  const all = Object.entries({ ...kept(memory), [jobKey(ref)]: status });
  const latest = all.sort(([, a], [, b]) => b.at - a.at).slice(0, mostJobs);
  await memory.update(key, Object.fromEntries(latest));
}

/** How many of the users must set a password before they can sign in. */
export function countMustReset({ statuses }: UsersStatus): number {
  return sum(Object.entries(statuses).filter(([status]) => mustReset({ status })));
}

/** The number of the job's users who exist. */
export function countUsers({ statuses }: UsersStatus): number {
  return sum(Object.entries(statuses));
}

function sum(counts: readonly (readonly [string, number])[]): number {
  return counts.reduce((total, [, count]) => total + count, 0);
}

function kept(memory: Pick<State, 'get'>): Readonly<Record<string, UsersStatus>> {
  const all = memory.get<unknown>(key);
  if (typeof all !== 'object' || all === null) return {};
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, UsersStatus] => isStatus(entry[1])),
  );
}

function isStatus(value: unknown): value is UsersStatus {
  if (typeof value !== 'object' || value === null) return false;
  const { at, imported, statuses } = value as Readonly<Record<string, unknown>>;
  const isCounts =
    typeof statuses === 'object' &&
    statuses !== null &&
    Object.values(statuses).every((count) => typeof count === 'number');
  return typeof at === 'number' && typeof imported === 'number' && isCounts;
}
