// One pool in the store: its jobs by id, which of them are listed, and how the list grows at both ends.
import { sameFailure, type Failure } from '../connections/failure.ts';
import type { Page } from '../gateway/page.ts';
import type { ImportJob } from '../jobs/job.ts';
import type { PoolRef, UserPool } from '../jobs/userPool.ts';
import type { LoadPhase, PoolView } from '../jobs/views.ts';

/** Setters return whether anything shown by views has changed. */
export class PoolRecord {
  view: PoolView;
  /** The page token behind the oldest listed job. */
  olderToken: string | undefined;
  /** Why jobs could not be read on their own, by job id. */
  readonly failures = new Map<string, Failure>();
  readonly #jobs = new Map<string, ImportJob>();
  #order: readonly string[] = [];

  constructor(ref: PoolRef, pool: UserPool) {
    this.view = { ref, pool, phase: 'idle', hasMore: false };
  }

  job(jobId: string): ImportJob | undefined {
    return this.#jobs.get(jobId);
  }

  known(): Iterable<ImportJob> {
    return this.#jobs.values();
  }

  listed(): readonly ImportJob[] {
    return this.#order.flatMap((jobId) => this.#jobs.get(jobId) ?? []);
  }

  put(job: ImportJob): void {
    this.#jobs.set(job.jobId, job);
  }

  rename(pool: UserPool): boolean {
    const changed = this.view.pool.name !== pool.name;
    this.view = { ...this.view, pool };
    return changed;
  }

  setPhase(phase: LoadPhase): boolean {
    const changed = this.view.phase !== phase;
    this.view = { ...this.view, phase };
    return changed;
  }

  setFailure(failure: Failure | undefined): boolean {
    const { failure: before, ...rest } = this.view;
    this.view = failure ? { ...rest, failure } : rest;
    return !sameFailure(before, failure);
  }

  setRead(readAt: number): boolean {
    const recovered = this.setFailure(undefined);
    const arrived = this.setPhase('ready');
    this.view = { ...this.view, readAt };
    return recovered || arrived;
  }

  /** Returns whether the list of rows has changed. */
  mergeNewest(page: Page<ImportJob>): boolean {
    const newest = page.items.map((job) => job.jobId);
    const inPage = new Set(newest);
    const overlaps = this.#order.some((jobId) => inPage.has(jobId));
    const older = overlaps ? this.#order.filter((jobId) => !inPage.has(jobId)) : [];
    // Without an overlap there may be jobs between this page and the rows known before: start again from this page.
    if (!overlaps || older.length === 0) this.olderToken = page.nextToken;
    return this.#list([...newest, ...older]);
  }

  appendOlder(page: Page<ImportJob>): boolean {
    const listed = new Set(this.#order);
    this.olderToken = page.nextToken;
    return this.#list([
      ...this.#order,
      ...page.items.map((job) => job.jobId).filter((jobId) => !listed.has(jobId)),
    ]);
  }

  #list(order: readonly string[]): boolean {
    const hasMore = this.olderToken !== undefined;
    const changed =
      hasMore !== this.view.hasMore ||
      order.length !== this.#order.length ||
      order.some((jobId, index) => jobId !== this.#order[index]);
    this.#order = order;
    this.view = { ...this.view, hasMore };
    return changed;
  }
}
