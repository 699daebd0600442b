// How fast the import goes, how long it has run and how long it may still take: read alike by host and page. Pure.
import type { PanelSnapshot, Sample } from './panel.ts';

/** Long enough to even out the polls, short enough to show a stall. */
const rateWindow = 30_000;

/** What the pace is read from. */
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

/** Users handled so far, whatever became of them. */
export function processed(job: Pick<Paced, 'importedUsers' | 'skippedUsers' | 'failedUsers'>): number {
  return job.importedUsers + job.skippedUsers + job.failedUsers;
}

/** Statuses from which a job never changes again (UserImportJobType); one that is not known here may still change. */
const terminal: ReadonlySet<string> = new Set(['Expired', 'Stopped', 'Failed', 'Succeeded']);

/** Whether the job is over for good. */
export function isOver(job: Pick<Paced, 'status' | 'completionDate'>): boolean {
  return job.completionDate !== undefined || terminal.has(job.status);
}

/** Whether the job is started and not over, so that its time runs. */
export function isRunning(job: Pick<Paced, 'status' | 'startDate' | 'completionDate'>): boolean {
  return job.startDate !== undefined && !isOver(job);
}

/**
 * Milliseconds the job has run, or ran. Undefined where no start is known, or no end of a job that is over.
 * While the data is stale the time stands still at the last reading: nobody knows whether the job still runs.
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
  if (!isRunning(job)) return average(processed(job), elapsed(job, 0));
  const last = job.samples.at(-1);
  if (!last) return undefined;
  const base = job.samples.findLast(([at]) => at <= last[0] - rateWindow) ?? job.samples[0];
  if (base && base[0] < last[0]) return average(total(last) - total(base), last[0] - base[0]);
  return job.startDate === undefined ? undefined : average(total(last), last[0] - job.startDate);
}

/** Share of the rows handled, 0 to 1; undefined where the row count is not known. */
export function progress(job: Paced): number | undefined {
  if (job.totalRows === undefined || job.totalRows <= 0) return undefined;
  return Math.min(1, processed(job) / job.totalRows);
}

/** Milliseconds until the last row at the present rate; undefined where that cannot be said. */
export function remaining(job: Paced): number | undefined {
  const perSecond = rate(job);
  if (!isRunning(job) || job.status === 'Stopping' || job.stale) return undefined;
  if (job.totalRows === undefined || perSecond === undefined || perSecond <= 0) return undefined;
  return (Math.max(0, job.totalRows - processed(job)) / perSecond) * 1000;
}

function total([, imported, skipped, failed]: Sample): number {
  return imported + skipped + failed;
}

function average(users: number, milliseconds: number | undefined): number | undefined {
  if (milliseconds === undefined || milliseconds <= 0) return undefined;
  return (Math.max(0, users) * 1000) / milliseconds;
}
