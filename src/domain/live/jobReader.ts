// Reads the jobs of pools into the store. The outcome of each reading says when the next one is due.
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import type { OnDefect } from '../base/emitter.ts';
import { failureOf, isConnectionWide, isDefect, isPassing, type Failure } from '../connections/failure.ts';
import { superseded, type Session, type Sessions } from '../connections/sessions.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { Page } from '../gateway/page.ts';
import { isActive, isTerminal, type ImportJob, type JobRef } from '../jobs/job.ts';
import type { Samples } from '../jobs/samples.ts';
import { poolKey, type PoolRef, type UserPool } from '../jobs/userPool.ts';
import type { PollOutcome } from './poller.ts';
import type { ServiceClock } from './serviceClock.ts';
import type { Store } from './store.ts';

/** Jobs on the newest page, which a poll reads. Few, because each has a long URL. */
const newestPageSize = 20;
/** Jobs that Load More reads: the API's upper bound. */
const olderPageSize = 60;
/** How long rows count as current while the service does not answer. Milliseconds. */
const patience = 15_000;

const noAnswer: Failure = {
  kind: 'offline',
  short: 'no answer',
  message: 'AWS has not answered for 15 seconds. Still waiting.',
  action: { type: 'retry' },
};

/** What readers of pools and jobs work with. */
export interface ReaderParts {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly samples: Samples;
  readonly clock: Clock;
  readonly serviceClock: ServiceClock;
  readonly onDefect: OnDefect;
}

export class JobReader {
  readonly #parts: ReaderParts;
  readonly #store: Store;
  /** Watched jobs, which may not be on the newest page: pool key → job id → number of watchers. */
  readonly #pinned = new Map<string, Map<string, number>>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#store = parts.store;
  }

  /** Reads the newest page of a pool's jobs, and running or watched jobs that are not on it. Never rejects. */
  async readPool(ref: PoolRef, signal: AbortSignal): Promise<PollOutcome> {
    this.#store.setPoolLoading(ref);
    const late = this.#parts.clock.schedule(patience, () => {
      if (this.#store.pool(ref)?.readAt !== undefined) this.#store.setPoolFailure(ref, noAnswer);
    });
    let session: Session | undefined;
    try {
      session = await this.#parts.sessions.use(ref.connectionId);
      // The user waits for the first reading; later ones only keep it up to date.
      const isFirst = this.#store.pool(ref)?.readAt === undefined;
      const gateway = session.gateway.withPriority(isFirst ? 'user' : 'background');
      const either = AbortSignal.any([signal, session.signal]);
      const request = { maxResults: newestPageSize };
      const page = await gateway.listUserImportJobs(ref.userPoolId, request, either);
      if (either.aborted) return { kind: 'rest' };
      late.dispose();
      this.#answered(ref, gateway);
      this.#applyNewest(ref, page);
      return await this.#readOthers(ref, page, gateway, either);
    } catch (error) {
      return this.#failed(ref, error, signal.aborted || session?.signal.aborted === true);
    } finally {
      late.dispose();
    }
  }

  /** Adds the next page of older jobs. @throws FailureError */
  async loadOlder(ref: PoolRef): Promise<void> {
    const nextToken = this.#store.olderToken(ref);
    if (nextToken === undefined) return;
    const { gateway, signal } = await this.#parts.sessions.use(ref.connectionId);
    const request = { maxResults: olderPageSize, nextToken };
    const page = await gateway.listUserImportJobs(ref.userPoolId, request, signal);
    if (!signal.aborted && this.#store.olderToken(ref) === nextToken) this.#store.applyOlderJobs(ref, page);
  }

  /** Reads one job on its own. @throws FailureError */
  async readJob(ref: JobRef): Promise<ImportJob> {
    const { gateway, signal } = await this.#parts.sessions.use(ref.connectionId);
    const job = await gateway.describeUserImportJob(ref.userPoolId, ref.jobId, signal);
    if (signal.aborted) return job;
    this.#answered(ref, gateway);
    this.#apply(ref, job);
    return job;
  }

  /** Keeps reading a job until it is over, even if it is not on the newest page. */
  pin(ref: JobRef): Disposable {
    const key = poolKey(ref);
    const jobs = this.#pinned.get(key) ?? new Map<string, number>();
    this.#pinned.set(key, jobs.set(ref.jobId, (jobs.get(ref.jobId) ?? 0) + 1));
    this.#store.setJobFailure(ref, undefined);
    let released = false;
    return {
      dispose: () => {
        if (released) return;
        released = true;
        const left = (jobs.get(ref.jobId) ?? 1) - 1;
        if (left > 0) jobs.set(ref.jobId, left);
        else jobs.delete(ref.jobId);
        if (jobs.size === 0 && this.#pinned.get(key) === jobs) this.#pinned.delete(key);
      },
    };
  }

  /** Stores a page that was read during a search. */
  apply(ref: PoolRef, pool: UserPool, page: Page<ImportJob>, isNewest: boolean): void {
    if (isNewest && this.#store.pool(ref)?.readAt !== undefined) this.#applyNewest(ref, page);
    else this.#applyKnown(ref, pool, page);
  }

  /** Reads the jobs that are running or watched, but not on the newest page, each on its own. @throws what affects the whole connection. */
  async #readOthers(
    ref: PoolRef,
    page: Page<ImportJob>,
    gateway: CognitoGateway,
    signal: AbortSignal,
  ): Promise<PollOutcome> {
    const onPage = new Set(page.items.map((job) => job.jobId));
    const failures = await Promise.all(
      this.#othersOf(ref, onPage).map((jobId) => this.#readOther({ ...ref, jobId }, gateway, signal)),
    );
    if (signal.aborted || !failures.some((failure) => failure && isPassing(failure)))
      return { kind: 'ok', pace: this.#paceOf(ref) };
    return { kind: 'backOff' };
  }

  #othersOf(ref: PoolRef, onPage: ReadonlySet<string>): readonly string[] {
    const running = [...this.#store.knownJobs(ref)].filter((job) => isActive(job.status));
    const pinned = this.#pinned.get(poolKey(ref))?.keys() ?? [];
    const wanted = new Set([...running.map((job) => job.jobId), ...pinned]);
    return [...wanted].filter((jobId) => {
      const job = { ...ref, jobId };
      const failure = this.#store.jobFailure(job);
      const isOver = isTerminal(this.#store.job(job)?.status ?? '');
      return !onPage.has(jobId) && !isOver && (!failure || isPassing(failure));
    });
  }

  /** Returns why the job could not be read: that says nothing about its pool. @throws what affects the whole connection. */
  async #readOther(ref: JobRef, gateway: CognitoGateway, signal: AbortSignal): Promise<Failure | undefined> {
    try {
      const job = await gateway.describeUserImportJob(ref.userPoolId, ref.jobId, signal);
      if (!signal.aborted) this.#apply(ref, job);
      return undefined;
    } catch (error) {
      const failure = this.#failureOf(error);
      if (isConnectionWide(failure)) throw error;
      if (failure.kind === 'notFound') return undefined;
      if (!signal.aborted) this.#store.setJobFailure(ref, failure);
      return failure;
    }
  }

  #failed(ref: PoolRef, error: unknown, isAborted: boolean): PollOutcome {
    const failure = this.#failureOf(error);
    if (isAborted || failure.code === superseded) return { kind: 'rest' };
    this.#store.setPoolFailure(ref, failure);
    if (isConnectionWide(failure)) this.#store.setConnectionFailure(ref.connectionId, failure);
    return { kind: isPassing(failure) ? 'backOff' : 'rest' };
  }

  /** An exception that carries no failure is a defect, which must be logged. */
  #failureOf(error: unknown): Failure {
    if (isDefect(error)) this.#parts.onDefect(error);
    return failureOf(error);
  }

  /** An answer shows that the credentials and the network work, but not that the pools can be listed. */
  #answered({ connectionId }: PoolRef, { clockOffset }: CognitoGateway): void {
    this.#parts.serviceClock.answered(connectionId, clockOffset);
    const failure = this.#store.connection(connectionId)?.failure;
    if (failure && isConnectionWide(failure)) this.#store.setConnectionFailure(connectionId, undefined);
  }

  #applyNewest(ref: PoolRef, page: Page<ImportJob>): void {
    this.#store.applyNewestJobs(ref, page, this.#parts.serviceClock.now(ref.connectionId));
    for (const job of page.items) this.#sample(ref, job);
  }

  /** Takes the jobs of a page that are active or known; the others would only use memory. */
  #applyKnown(ref: PoolRef, pool: UserPool, page: Page<ImportJob>): void {
    for (const job of page.items) {
      const isKnown = this.#store.job({ ...ref, jobId: job.jobId }) !== undefined;
      if (!isKnown && !isActive(job.status)) continue;
      this.#store.ensurePool(ref, pool.name);
      this.#apply(ref, job);
    }
  }

  #apply(ref: PoolRef, job: ImportJob): void {
    this.#store.applyJob({ ...ref, jobId: job.jobId }, job);
    this.#sample(ref, job);
  }

  #sample(ref: PoolRef, job: ImportJob): void {
    const now = this.#parts.serviceClock.now(ref.connectionId);
    this.#parts.samples.record({ ...ref, jobId: job.jobId }, job, now);
  }

  #paceOf(ref: PoolRef): 'urgent' | 'active' | 'quiet' {
    const jobs = [...this.#store.knownJobs(ref)];
    if (jobs.some((job) => job.status === 'Stopping')) return 'urgent';
    return jobs.some((job) => isActive(job.status)) ? 'active' : 'quiet';
  }
}
