// Facade over the domain: connections, polling, following, stopping. Views use nothing else to read or change anything in AWS.
import type { Clock } from '../base/clock.ts';
import { unhandled, type OnDefect } from '../base/emitter.ts';
import type { Account, Connection, ConnectionId } from '../connections/connection.ts';
import { failureOf } from '../connections/failure.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import { Follower, type FollowMemory } from '../live/follower.ts';
import type { SearchProgress, SearchSummary } from '../live/findActive.ts';
import { globalJobKey, isActive, isTerminal, type ImportJob, type JobRef } from './job.ts';
import { waitUntilFinished } from './jobEnd.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import { JobReader } from '../live/jobReader.ts';
import { Polling } from '../live/polling.ts';
import { PoolReader } from '../live/poolReader.ts';
import { ServiceClock } from '../live/serviceClock.ts';
import { Samples, type CounterSample } from './samples.ts';
import { Sessions, type Connect } from '../connections/sessions.ts';
import { Store } from '../live/store.ts';
import type { PoolRef } from './userPool.ts';

/** Interest in a job. */
export interface JobWatching extends Disposable {
  /** Resolves when the search for a job that was not known has ended. */
  readonly read: Promise<void>;
}

/** How a stop ended: the service accepted it, or the job had ended before the request arrived. */
export type StopOutcome =
  | { readonly kind: 'accepted'; readonly job: ImportJob }
  | { readonly kind: 'alreadyOver'; readonly job: ImportJob };

export interface JobServiceOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly memory: FollowMemory;
  /** Receives exceptions of our own code: a view that throws, a defect in a reading. Without it, they are unhandled rejections. */
  readonly onDefect?: OnDefect;
}

export class JobService extends Owner {
  readonly store: Store;
  readonly follower: Follower;
  readonly #sessions: Sessions;
  readonly #jobReader: JobReader;
  readonly #poolReader: PoolReader;
  readonly #polling: Polling;
  readonly #samples = new Samples();
  readonly #serviceClock: ServiceClock;

  /** A pool becomes watched or unwatched: `runningJobs` may have changed. */
  readonly onWatchChange: Polling['onWatchChange'];

  constructor({ clock, connect, memory, onDefect = unhandled }: JobServiceOptions) {
    super();
    this.store = new Store(onDefect);
    const onSwitched = (id: ConnectionId) => void this.#polling.reload(id);
    this.#sessions = this.own(new Sessions(this.store, connect, clock, onSwitched));
    this.#serviceClock = new ServiceClock(clock);
    const parts = {
      store: this.store,
      sessions: this.#sessions,
      samples: this.#samples,
      clock,
      serviceClock: this.#serviceClock,
      onDefect,
    };
    this.#jobReader = new JobReader(parts);
    this.#poolReader = new PoolReader(parts, this.#jobReader);
    this.#polling = this.own(new Polling(parts, this.#poolReader, this.#jobReader));
    this.onWatchChange = this.#polling.onWatchChange;
    const reading = {
      connect: (connection: Connection) => this.addConnection(connection),
      watch: (ref: JobRef) => this.#polling.watchJob(ref, 'followed'),
    };
    this.follower = this.own(new Follower(this.store, memory, reading, onDefect));
  }

  /** Adds a connection, unless it is known, and reads what is already watched through it. */
  addConnection(connection: Connection): void {
    if (this.store.connection(connection.id)) return;
    this.store.addConnection(connection);
    this.#polling.wake(connection.id);
  }

  /** Ends everything of a connection: calls under way, its rows, its followed jobs. */
  removeConnection(id: ConnectionId): void {
    this.#polling.drop(id);
    this.store.removeConnection(id);
  }

  /** Connections in use, including those whose readings failed or were cancelled. */
  openConnections(): readonly ConnectionId[] {
    return this.store.connections().flatMap(({ connection: { id }, failure }) => {
      return failure || this.#sessions.isOpen(id) ? [id] : [];
    });
  }

  /** Cancels what a connection waits for, such as a hanging credential process. It stays cancelled until the user retries. */
  cancelConnection(id: ConnectionId): void {
    this.#polling.cancel(id);
  }

  /** Whether the window has the focus: without it, readings are rarer. */
  setFocused(focused: boolean): void {
    this.#polling.setFocused(focused);
  }

  /** The connection is open on screen: its pools are listed, and listed again after a failure that passes. */
  watchConnection(id: ConnectionId): Disposable {
    return this.#polling.watchConnection(id);
  }

  /** The pool is open on screen: its jobs are polled. */
  watchPool(ref: PoolRef): Disposable {
    return this.#polling.watchPool(ref);
  }

  /** The job is open on screen, listed or not. A job that is not known may be older than the newest page: it is searched for at once. */
  watchJob(ref: JobRef): JobWatching {
    const read = this.#polling.lookFor(ref);
    // In the same turn of the event loop, so that this reading includes the job.
    return { ...this.#polling.watchJob(ref, 'seen'), read };
  }

  /** Whether the pool's jobs are being polled and the last reading has succeeded. If not, the store has only the last known state. */
  isUpToDate(ref: PoolRef): boolean {
    return this.#polling.isUpToDate(ref);
  }

  /** The active jobs that are followed or in a watched pool. A job seen through several connections is listed once. */
  runningJobs(): readonly JobRef[] {
    const running = new Map<string, JobRef>();
    for (const { ref, job } of this.store.allJobs())
      if (isActive(job.status) && this.#polling.isWatched(ref)) running.set(globalJobKey(ref), ref);
    return [...running.values()];
  }

  /**
   * Lists the pools again, and reads those that are watched. A failed connection resolves its credentials again.
   * Never rejects: failures become states.
   */
  async refreshConnection(id: ConnectionId): Promise<void> {
    await this.#polling.refreshConnection(id);
  }

  /** Reads the pool's jobs now. A failed connection resolves its credentials again. Never rejects. */
  async refreshPool(ref: PoolRef): Promise<void> {
    this.#polling.retry(ref, ref);
    await this.#polling.refreshJobs(ref);
  }

  /** Reads one job now, and its pool if that has failed. A failed connection resolves its credentials again. @throws FailureError */
  async refreshJob(ref: JobRef): Promise<ImportJob> {
    this.#polling.retry(ref);
    const job = await this.#jobReader.readJob(ref);
    if (this.store.pool(ref)?.failure) await this.#polling.refreshJobs(ref);
    return job;
  }

  /** Lists the next page of older jobs. @throws FailureError */
  async loadOlder(ref: PoolRef): Promise<void> {
    await this.#jobReader.loadOlder(ref);
  }

  /**
   * Stops a job (StopUserImportJob) and follows it to its end. Users imported so far stay; the job cannot be started again.
   * @throws FailureError, unless the job turns out to have ended already.
   */
  async stop(ref: JobRef): Promise<StopOutcome> {
    this.store.setStopping(ref, true);
    try {
      const { gateway, signal } = await this.#sessions.use(ref.connectionId);
      const job = await gateway.stopUserImportJob(ref.userPoolId, ref.jobId, signal);
      if (!signal.aborted) this.store.applyJob(ref, job);
      this.#changedByUser(ref, job);
      return { kind: 'accepted', job };
    } catch (error) {
      if (failureOf(error).kind !== 'conflict') throw error;
      const job = await this.#jobReader.readJob(ref);
      if (!isTerminal(job.status)) throw error;
      return { kind: 'alreadyOver', job };
    } finally {
      this.store.setStopping(ref, false);
    }
  }

  /** An import has created, started or read a job: it is shown at once, and followed once it is started. */
  report(ref: JobRef, poolName: string, job: ImportJob): void {
    this.store.ensurePool(ref, poolName);
    const isNew = this.store.job(ref) === undefined;
    this.store.applyJob(ref, job);
    // Only a new reading of the list shows where the new job belongs.
    if (isNew && this.store.pool(ref)?.readAt !== undefined) void this.#polling.refreshJobs(ref);
    if (isActive(job.status)) this.#changedByUser(ref, job);
  }

  /** Resolves when the job has ended, or rejects when aborted. Polls as rarely as for a followed job. */
  async untilOver(ref: JobRef, signal: AbortSignal): Promise<void> {
    if (isTerminal(this.store.job(ref)?.status ?? '')) return;
    const watch = this.#polling.watchJob(ref, 'followed');
    try {
      await waitUntilFinished(this.store, ref, signal);
    } finally {
      watch.dispose();
    }
  }

  /** The gateway for calls of imports and logs. @throws FailureError when the connection cannot be used. */
  async gateway(id: ConnectionId): Promise<CognitoGateway> {
    return (await this.#sessions.use(id)).gateway;
  }

  /** The connection's account, requested if need be; undefined where it cannot be determined. */
  async accountOf(id: ConnectionId): Promise<Account | undefined> {
    return this.#sessions.identified(id);
  }

  /** Credentials or files have changed: connections in use resolve them again, and everything paused is retried. */
  renew(ids: Iterable<ConnectionId>): void {
    this.#polling.renew(ids);
  }

  /** Searches the connection's pools for the account's active job; what is read goes into the store. Never rejects; cancelled by the signal. */
  async findActive(
    id: ConnectionId,
    signal: AbortSignal,
    onProgress: (progress: SearchProgress) => void,
  ): Promise<SearchSummary | undefined> {
    return this.#poolReader.findActive(id, signal, onProgress);
  }

  samplesOf(ref: JobRef, job: ImportJob): readonly CounterSample[] {
    return this.#samples.of(ref, job);
  }

  /** Milliseconds since the epoch, by the clock of the connection's service, to compare with the dates of jobs. */
  now(id: ConnectionId): number {
    return this.#serviceClock.now(id);
  }

  #changedByUser(ref: JobRef, job: ImportJob): void {
    if (isTerminal(job.status)) return;
    this.follower.follow(ref, job);
    this.#polling.hurry(ref);
  }
}
