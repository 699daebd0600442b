// The rate of an import, its elapsed time and its time left, computed alike by host and page. Pure.
import { isTerminal, processedUsers, shareDone, wholePercent } from '../domain/jobs/job.ts';
import type { CounterSample, PanelSnapshot } from './panel.ts';

export { processedUsers, wholePercent };

/** Long enough to even out the polls, short enough to show a stall. */
const rateWindow = 30_000;

/** The input of the computations. */
export type Paced = Pick<
  PanelSnapshot,
  | 'status'
  | 'importedUsers'
  | 'skippedUsers'
  | 'failedUsers'
  | 'totalRows'
  | 'startDate'
  | 'completionDate'
  | 'samples'
  | 'stale'
>;

/** Whether the job has ended; one of an unknown status may still change. */
export function isOver(job: Pick<Paced, 'status' | 'completionDate'>): boolean {
  return job.completionDate !== undefined || isTerminal(job.status);
}

/** Whether the job has been started and has not ended. */
export function isRunning(job: Pick<Paced, 'status' | 'startDate' | 'completionDate'>): boolean {
  return job.startDate !== undefined && !isOver(job);
}

/**
 * Milliseconds the job has run. Undefined if its start is unknown, or if it has ended and its end is unknown.
 * While the data is stale the time stands still at the last reading: it is not known whether the job still runs.
 * @param now by the service's clock, as all dates of a job.
 */
export function elapsed(job: Paced, now: number): number | undefined {
  if (job.startDate === undefined) return undefined;
  const end = job.completionDate ?? (isRunning(job) ? (job.stale?.since ?? now) : undefined);
  return end === undefined ? undefined : Math.max(0, end - job.startDate);
}

/**
 * Users per second: of a running job over the last half minute of samples, of a finished one over its whole run.
 * Undefined while there is nothing to compute it from.
 */
export function rate(job: Paced): number | undefined {
  if (!isRunning(job)) return average(processedUsers(job), elapsed(job, 0));
  const last = job.samples.at(-1);
  if (!last) return undefined;
  const base = job.samples.findLast(([at]) => at <= last[0] - rateWindow) ?? job.samples[0];
  if (base && base[0] < last[0]) return average(total(last) - total(base), last[0] - base[0]);
  return job.startDate === undefined ? undefined : average(total(last), last[0] - job.startDate);
}

/** Share of the rows that is done, 0 to 1; undefined if the row count is not known. */
export function progress(job: Paced): number | undefined {
  return shareDone(job, job.totalRows);
}

/** Milliseconds until the last row at the present rate; undefined if that is not known. */
export function remaining(job: Paced): number | undefined {
  const perSecond = rate(job);
  if (!isRunning(job) || job.status === 'Stopping' || job.stale) return undefined;
  if (job.totalRows === undefined || perSecond === undefined || perSecond <= 0) return undefined;
  return (Math.max(0, job.totalRows - processedUsers(job)) / perSecond) * 1000;
}

function total([, imported, skipped, failed]: CounterSample): number {
  return imported + skipped + failed;
}

function average(users: number, milliseconds: number | undefined): number | undefined {
  if (milliseconds === undefined || milliseconds <= 0) return undefined;
  return (Math.max(0, users) * 1000) / milliseconds;
}
