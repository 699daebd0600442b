// The counters of running jobs over time, for the panel's rate and chart: a few hundred points, however long a job runs.
import { isActive, jobKey, type ImportJob, type JobRef } from './job.ts';

/** Milliseconds since the epoch by the service's clock, then imported, skipped, failed users. */
export type CounterSample = readonly [at: number, imported: number, skipped: number, failed: number];

/** Above this number, every second point is dropped, so that a job of a week costs as little as one of a minute. */
export const maxSamples = 300;

/** Series kept, for the jobs read last. For other jobs a panel shows only the start and the end. */
export const maxSeries = 100;

interface Series {
  points: CounterSample[];
  /** The job has ended and its last reading is in: no more points are added. */
  closed: boolean;
}

export class Samples {
  readonly #series = new Map<string, Series>();

  /** Adds a reading of an active job, and the last reading of a job that was added while it was active. */
  record(ref: JobRef, job: ImportJob, now: number): void {
    const key = jobKey(ref);
    const active = isActive(job.status);
    const series = this.#series.get(key) ?? { points: begin(job), closed: !active };
    if (series.closed) return;
    this.#keep(key, series);
    series.closed = !active;
    const last = series.points.at(-1)?.[0] ?? 0;
    const at = active ? now : Math.max(job.completionDate ?? now, last + 1);
    // Not later than the last reading: a clock was corrected.
    if (at <= last) return;
    series.points.push([at, job.importedUsers, job.skippedUsers, job.failedUsers]);
    if (series.points.length > maxSamples) series.points = thin(series.points);
  }

  #keep(key: string, series: Series): void {
    this.#series.delete(key);
    this.#series.set(key, series);
    const [oldest] = this.#series.keys();
    if (this.#series.size > maxSeries && oldest !== undefined) this.#series.delete(oldest);
  }

  /** Oldest first. For a job that was never seen running: its start and its end, where they are known. */
  of(ref: JobRef, job: ImportJob): readonly CounterSample[] {
    const series = this.#series.get(jobKey(ref));
    if (series) return series.points;
    const start = begin(job);
    if (job.completionDate === undefined || start.length === 0) return start;
    return [...start, [job.completionDate, job.importedUsers, job.skippedUsers, job.failedUsers]];
  }
}

function begin(job: ImportJob): CounterSample[] {
  return job.startDate === undefined ? [] : [[job.startDate, 0, 0, 0]];
}

/** Every second point, but always the first and the last. */
function thin(series: readonly CounterSample[]): CounterSample[] {
  return series.filter((_, index) => index % 2 === 0 || index === series.length - 1);
}
