// Reads pools and jobs into the store, and turns each reading into the pace at which the next one is worth making.
import type { Clock } from '../base/clock.ts';
import type { ConnectionId } from '../connections/connection.ts';
import type { Disposable } from '../base/disposable.ts';
import { failureOf, isConnectionWide, isPassing } from '../connections/failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import { findActiveJobs, type SearchProgress, type SearchSummary } from './findActive.ts';
import { isActive, isTerminal, type ImportJob, type JobRef } from '../jobs/job.ts';
import type { PollOutcome } from './poller.ts';
import type { Samples } from '../jobs/samples.ts';
import { superseded, type Session, type Sessions } from '../connections/sessions.ts';
import type { Store } from './store.ts';
import { poolKey, type PoolRef, type UserPool } from '../jobs/userPool.ts';
import type { PoolView } from '../jobs/views.ts';

/** Rows of the newest page: what a tick reads. Small, for each row carries a long URL over the wire. */
const newestPageSize = 20;
/** Rows that Load More brings: the API's own upper bound. */
const olderPageSize = 60;

export class Loader {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #samples: Samples;
  readonly #clock: Clock;
  /** Jobs somebody watches that may have left the newest page: pool key → job id → how many watch it. */
  readonly #pinned = new Map<string, Map<string, number>>();
  readonly #listings = new Map<ConnectionId, Promise<PollOutcome>>();

  constructor(store: Store, sessions: Sessions, samples: Samples, clock: Clock) {
    this.#store = store;
    this.#sessions = sessions;
    this.#samples = samples;
    this.#clock = clock;
  }

  /** Lists every pool of a connection, page by page into the store. Never rejects: a failure becomes the connection's state. */
  async listPools(id: ConnectionId): Promise<PollOutcome> {
    const underWay = this.#listings.get(id);
    if (underWay) return underWay;
    const listing = this.#listPools(id).finally(() => {
      if (this.#listings.get(id) === listing) this.#listings.delete(id);
    });
    this.#listings.set(id, listing);
    return listing;
  }

  /** The connection was renewed or removed: a listing under way is of the past, and nobody joins it any more. */
  startOver(id: ConnectionId): void {
    this.#listings.delete(id);
    if (this.#store.connection(id)) this.#store.updateConnection(id, { phase: 'idle' });
  }

  /** Reads the newest page of a pool's jobs, and those behind it that run or are pinned. Never rejects. */
  async readPool(ref: PoolRef, signal: AbortSignal): Promise<PollOutcome> {
    this.#store.setPoolLoading(ref);
    let session: Session | undefined;
    try {
      session = await this.#sessions.use(ref.connectionId);
      // Whoever opens a pool waits for its rows; after that they are only kept up to date.
      const isFirst = this.#store.pool(ref)?.readAt === undefined;
      const gateway = session.gateway.withPriority(isFirst ? 'user' : 'background');
      const either = AbortSignal.any([signal, session.signal]);
      const request = { maxResults: newestPageSize };
      const page = await gateway.listUserImportJobs(ref.userPoolId, request, either);
      const onPage = new Set(page.items.map((job) => job.jobId));
      const apart = await this.#readApart(ref, onPage, gateway, either);
      if (either.aborted) return { kind: 'rest' };
      this.#answered(ref);
      this.#store.applyNewestJobs(ref, page, this.#clock.now());
      for (const job of page.items) this.#sample(ref, job);
      for (const job of apart) this.#apply(ref, job);
      return { kind: 'ok', pace: this.#pace(ref) };
    } catch (error) {
      const failure = failureOf(error);
      if (signal.aborted || session?.signal.aborted || failure.code === superseded) return { kind: 'rest' };
      this.#store.setPoolFailure(ref, failure);
      if (isConnectionWide(failure)) this.#store.setConnectionFailure(ref.connectionId, failure);
      return { kind: isPassing(failure) ? 'backOff' : 'rest' };
    }
  }

  /** Adds the next page of older jobs. @throws FailureError */
  async loadOlder(ref: PoolRef): Promise<void> {
    const nextToken = this.#store.olderToken(ref);
    if (nextToken === undefined) return;
    const { gateway, signal } = await this.#sessions.use(ref.connectionId);
    const request = { maxResults: olderPageSize, nextToken };
    const page = await gateway.listUserImportJobs(ref.userPoolId, request, signal);
    if (!signal.aborted && this.#store.olderToken(ref) === nextToken) this.#store.applyOlderJobs(ref, page);
  }

  /** Reads one job on its own. @throws FailureError */
  async readJob(ref: JobRef): Promise<ImportJob> {
    const { gateway, signal } = await this.#sessions.use(ref.connectionId);
    const job = await gateway.describeUserImportJob(ref.userPoolId, ref.jobId, signal);
    if (signal.aborted) return job;
    this.#answered(ref);
    this.#apply(ref, job);
    return job;
  }

  /** Looks for the account's active job; what is found goes into the store. Undefined when the connection cannot be used. */
  async findActive(
    id: ConnectionId,
    signal: AbortSignal,
    onProgress: (progress: SearchProgress) => void,
  ): Promise<SearchSummary | undefined> {
    let session: Session;
    try {
      session = await this.#sessions.use(id);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== superseded) this.#store.setConnectionFailure(id, failure);
      return undefined;
    }
    const summary = await findActiveJobs({
      gateway: session.gateway.withPriority('scan'),
      clock: this.#clock,
      remembered: this.#likelyPools(id),
      signal: AbortSignal.any([signal, session.signal]),
      onProgress,
      onFound: ({ pool, job }) => {
        const ref = { connectionId: id, userPoolId: pool.userPoolId };
        this.#store.ensurePool(ref, pool.name);
        this.#apply(ref, job);
      },
    });
    if (summary.failure && isConnectionWide(summary.failure))
      this.#store.setConnectionFailure(id, summary.failure);
    return summary;
  }

  /** Pools with an active job as far as is known, then those whose jobs were looked at before. */
  #likelyPools(id: ConnectionId): readonly UserPool[] {
    const read = this.#store.pools(id).filter((view) => view.readAt !== undefined);
    const isBusy = (view: PoolView): boolean =>
      this.#store.jobs(view.ref).some(({ status }) => isActive(status));
    return [...read.filter(isBusy), ...read.filter((view) => !isBusy(view))].map((view) => view.pool);
  }

  /** Keeps a job read while it is active, wherever in the list it stands. */
  pin(ref: JobRef): Disposable {
    const key = poolKey(ref);
    const jobs = this.#pinned.get(key) ?? new Map<string, number>();
    this.#pinned.set(key, jobs.set(ref.jobId, (jobs.get(ref.jobId) ?? 0) + 1));
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

  async #listPools(id: ConnectionId): Promise<PollOutcome> {
    let session: Session | undefined;
    if (this.#store.connection(id)?.phase === 'idle') this.#store.updateConnection(id, { phase: 'loading' });
    try {
      session = await this.#sessions.use(id);
      const { gateway, signal } = session;
      const seen = new Set<string>();
      let nextToken: string | undefined;
      do {
        const request = { maxResults: 60, ...(nextToken === undefined ? {} : { nextToken }) };
        const page = await gateway.listUserPools(request, signal);
        if (signal.aborted) return { kind: 'rest' };
        for (const pool of page.items) seen.add(pool.userPoolId);
        this.#store.setConnectionFailure(id, undefined);
        this.#store.addPools(id, page.items);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      this.#store.keepPools(id, seen);
      this.#store.updateConnection(id, { phase: 'ready' });
      return { kind: 'rest' };
    } catch (error) {
      const failure = failureOf(error);
      // A newer generation lists anew; this one's end says nothing of it.
      if (session?.signal.aborted || failure.code === superseded) return { kind: 'rest' };
      this.#store.updateConnection(id, { phase: 'idle' });
      this.#store.setConnectionFailure(id, failure);
      return { kind: isPassing(failure) ? 'backOff' : 'rest' };
    }
  }

  async #readApart(
    ref: PoolRef,
    onPage: ReadonlySet<string>,
    gateway: CognitoGateway,
    signal: AbortSignal,
  ): Promise<readonly ImportJob[]> {
    const running = [...this.#store.knownJobs(ref)].filter((job) => isActive(job.status));
    const pinned = [...(this.#pinned.get(poolKey(ref))?.keys() ?? [])].filter((jobId) => {
      const known = this.#store.job({ ...ref, jobId });
      return !(known && isTerminal(known.status));
    });
    const wanted = new Set(
      [...running.map((job) => job.jobId), ...pinned].filter((jobId) => !onPage.has(jobId)),
    );
    const reads = [...wanted].map(async (jobId) => {
      try {
        return await gateway.describeUserImportJob(ref.userPoolId, jobId, signal);
      } catch (error) {
        // One job that is not there says nothing of its pool.
        if (failureOf(error).kind === 'notFound') return undefined;
        throw error;
      }
    });
    return (await Promise.all(reads)).filter((job) => job !== undefined);
  }

  /** An answer disproves what keeps every call from having one, but not that the pools cannot be listed. */
  #answered({ connectionId }: PoolRef): void {
    const failure = this.#store.connection(connectionId)?.failure;
    if (failure && isConnectionWide(failure)) this.#store.setConnectionFailure(connectionId, undefined);
  }

  #apply(ref: PoolRef, job: ImportJob): void {
    this.#store.applyJob({ ...ref, jobId: job.jobId }, job);
    this.#sample(ref, job);
  }

  #sample(ref: PoolRef, job: ImportJob): void {
    this.#samples.record({ ...ref, jobId: job.jobId }, job, this.#clock.now());
  }

  #pace(ref: PoolRef): 'urgent' | 'active' | 'quiet' {
    const jobs = [...this.#store.knownJobs(ref)];
    if (jobs.some((job) => job.status === 'Stopping')) return 'urgent';
    return jobs.some((job) => isActive(job.status)) ? 'active' : 'quiet';
  }
}
