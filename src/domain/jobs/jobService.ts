// The product without a face: connections, what is watched through them, and what is done to jobs. Views stand on this.
import type { Clock } from '../base/clock.ts';
import type { Account, Connection, ConnectionId } from '../connections/connection.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import { FreshStarts } from '../connections/connectionRestarts.ts';
import { Follower, type FollowMemory } from '../live/follower.ts';
import type { SearchProgress, SearchSummary } from '../live/findActive.ts';
import { isActive, isTerminal, type ImportJob, type JobRef } from './job.ts';
import { JobActions, type StopOutcome } from './jobActions.ts';
import { endOf } from './jobEnd.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import { Loader } from '../live/loader.ts';
import { Poller, type Interest } from '../live/poller.ts';
import { belongsTo, givenUp, Readings } from '../live/pollKeys.ts';
import { Samples, type CounterSample } from './samples.ts';
import { Sessions, type Connect } from '../connections/sessions.ts';
import { Store } from '../live/store.ts';
import type { PoolRef } from './userPool.ts';

/** Interest in a job. */
export interface JobWatching extends Disposable {
  /** Resolves when a job that was not known has been looked for. */
  readonly read: Promise<void>;
}

export interface ImportJobsOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly memory: FollowMemory;
}

export class JobService extends Owner {
  readonly store = new Store();
  readonly follower: Follower;
  readonly #sessions: Sessions;
  readonly #loader: Loader;
  readonly #readings: Readings;
  readonly #poller: Poller;
  readonly #freshStarts: FreshStarts;
  readonly #actions: JobActions;
  readonly #samples = new Samples();

  constructor(options: ImportJobsOptions) {
    super();
    this.#sessions = this.own(
      new Sessions(this.store, options.connect, options.clock, (id) => void this.#freshStarts.readAgain(id)),
    );
    this.#loader = new Loader(this.store, this.#sessions, this.#samples, options.clock);
    this.#actions = new JobActions(this.store, this.#sessions, this.#loader);
    this.#readings = new Readings(this.store, this.#sessions, this.#loader);
    this.#poller = this.own(
      new Poller({ clock: options.clock, read: (key, signal) => this.#readings.read(key, signal) }),
    );
    this.#freshStarts = new FreshStarts(this.store, this.#sessions, this.#loader, this.#poller);
    this.follower = this.own(
      new Follower(this.store, options.memory, {
        connect: (connection) => this.addConnection(connection),
        watch: (ref) => this.#watchJob(ref, 'followed'),
      }),
    );
  }

  /** Makes a connection known, unless it is. What somebody has been looking at for longer is read now. */
  addConnection(connection: Connection): void {
    if (this.store.connection(connection.id)) return;
    this.store.addConnection(connection);
    this.#poller.wake((key) => belongsTo(key, connection.id));
  }

  /** Ends everything of a connection: calls under way, its rows, its followed jobs. */
  removeConnection(id: ConnectionId): void {
    this.#poller.drop((key) => belongsTo(key, id));
    this.#sessions.forget(id);
    this.#loader.startOver(id);
    this.store.removeConnection(id);
  }

  /** Connections that something was to be asked through, also where that failed or was cancelled. */
  openConnections(): readonly ConnectionId[] {
    return this.#readings.connections();
  }

  /** Gives up what a connection waits for, a hanging credential process for instance; it stays so until it is retried. */
  cancelConnection(id: ConnectionId): void {
    this.#sessions.end(id);
    this.#loader.startOver(id);
    this.store.setConnectionFailure(id, givenUp);
  }

  /** Whether the window has the user's attention: without it readings are rarer. */
  setFocused(focused: boolean): void {
    this.#poller.setFocused(focused);
  }

  /** The connection is open on screen: its pools are listed, and listed again after a failure that passes. */
  watchConnection(id: ConnectionId): Disposable {
    return this.#poller.watch(this.#readings.ofConnection(id), 'seen');
  }

  /** The pool is open on screen: its jobs are read as often as they deserve. */
  watchPool(ref: PoolRef): Disposable {
    return this.#poller.watch(this.#readings.ofPool(ref), 'seen');
  }

  /** The job is open on screen, listed or not. One that is not known may stand behind the newest page: it is looked for at once. */
  watchJob(ref: JobRef): JobWatching {
    const key = this.#readings.ofPool(ref);
    const read = this.#readings.isWanted(ref) ? this.#poller.refresh(key) : Promise.resolve();
    // In the same turn, so that this reading knows of the interest.
    return { ...this.#watchJob(ref, 'seen'), read };
  }

  /**
   * Lists the pools again, and reads those that are watched. Where the connection has failed its credentials are resolved anew.
   * Never rejects: failures become states.
   */
  async refreshConnection(id: ConnectionId): Promise<void> {
    if (this.store.connection(id)?.failure) this.#freshStarts.begin(id);
    else this.#sessions.identifyAgain(id);
    await this.#loader.listPools(id);
    const read = this.#poller.refreshWatched((key) => key !== id && belongsTo(key, id));
    this.#poller.wake((key) => belongsTo(key, id));
    await read;
  }

  /** Reads the pool's jobs now; where credentials have failed they are resolved anew. Never rejects. */
  async refreshPool(ref: PoolRef): Promise<void> {
    const key = this.#readings.ofPool(ref);
    this.#freshStarts.retry(ref, key);
    await this.#poller.refresh(key);
  }

  /** Reads one job now, and its pool where that could not be read; where credentials have failed they are resolved anew. @throws FailureError */
  async refreshJob(ref: JobRef): Promise<ImportJob> {
    this.#freshStarts.retry(ref);
    const job = await this.#loader.readJob(ref);
    if (this.store.pool(ref)?.failure) await this.#poller.refresh(this.#readings.ofPool(ref));
    return job;
  }

  /** Lists the next page of older jobs. @throws FailureError */
  async loadOlder(ref: PoolRef): Promise<void> {
    await this.#loader.loadOlder(ref);
  }

  /** Stops a job and follows it to its end. @throws FailureError */
  async stop(ref: JobRef): Promise<StopOutcome> {
    const outcome = await this.#actions.stop(ref);
    if (!isTerminal(outcome.job.status)) {
      this.follower.follow(ref, outcome.job);
      this.#poller.hurry(this.#readings.ofPool(ref));
    }
    return outcome;
  }

  /** A job that an import has just created, started or read: shown at once, and followed from its start on. */
  report(ref: JobRef, poolName: string, job: ImportJob): void {
    this.store.ensurePool(ref, poolName);
    const isNew = this.store.job(ref) === undefined;
    this.store.applyJob(ref, job);
    // Only a reading of the list can say where in it a new job stands.
    if (isNew && this.store.pool(ref)?.readAt !== undefined)
      void this.#poller.refresh(this.#readings.ofPool(ref));
    if (!isActive(job.status)) return;
    this.follower.follow(ref, job);
    this.#poller.hurry(this.#readings.ofPool(ref));
  }

  /** Resolves when the job is over, or rejects when aborted. Read as seldom as a followed job. */
  async untilOver(ref: JobRef, signal: AbortSignal): Promise<void> {
    if (isTerminal(this.store.job(ref)?.status ?? '')) return;
    const watch = this.#watchJob(ref, 'followed');
    try {
      await endOf(this.store, ref, signal);
    } finally {
      watch.dispose();
    }
  }

  /** What imports call AWS through. @throws FailureError when the connection cannot be used. */
  async gateway(id: ConnectionId): Promise<CognitoGateway> {
    return (await this.#sessions.use(id)).gateway;
  }

  /** The connection's account, asked for if need be; undefined where it cannot be told. */
  async accountOf(id: ConnectionId): Promise<Account | undefined> {
    return this.#sessions.identified(id);
  }

  /** Credentials or files changed: connections in use resolve anew, and whatever rested tries again. */
  renew(ids: Iterable<ConnectionId>): void {
    this.#freshStarts.renew(ids);
  }

  /**
   * Looks through the connection's pools for its active job, into the store. Never rejects; cancel by the signal.
   * An account can have one active job only (Developer Guide), so the search ends with the first.
   */
  async findActive(
    id: ConnectionId,
    signal: AbortSignal,
    onProgress: (progress: SearchProgress) => void,
  ): Promise<SearchSummary | undefined> {
    return this.#loader.findActive(id, signal, onProgress);
  }

  samplesOf(ref: JobRef, job: ImportJob): readonly CounterSample[] {
    return this.#samples.of(ref, job);
  }

  #watchJob(ref: JobRef, interest: Interest): Disposable {
    const pin = this.#loader.pin(ref);
    const watch = this.#poller.watch(this.#readings.ofPool(ref), interest);
    return {
      dispose: () => {
        watch.dispose();
        pin.dispose();
      },
    };
  }
}
