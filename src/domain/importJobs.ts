// The product without a face: connections, what is watched through them, and what is done to jobs. Views stand on this.
import type { Clock } from './clock.ts';
import type { Account, Connection, ConnectionId } from './connection.ts';
import { Owner, type Disposable } from './disposable.ts';
import { Follower, type FollowMemory } from './follower.ts';
import type { SearchProgress, SearchSummary } from './findActive.ts';
import { isActive, isTerminal, type ImportJob, type JobRef } from './importJob.ts';
import { JobActions, type StopOutcome } from './jobActions.ts';
import { endOf } from './jobEnd.ts';
import type { LimitedGateway } from './limitedGateway.ts';
import { Loader } from './loader.ts';
import { Poller, type Interest, type PollOutcome } from './poller.ts';
import { Samples, type CounterSample } from './samples.ts';
import { Sessions, type Connect } from './sessions.ts';
import { Store } from './store.ts';
import { poolKey, type PoolRef } from './userPool.ts';

export interface ImportJobsOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly memory: FollowMemory;
}

/** What a poll key stands for. Pools of a connection are read under its id, jobs of a pool under the pool's key. */
type Target = { readonly id: ConnectionId } | { readonly pool: PoolRef };

export class ImportJobs extends Owner {
  readonly store = new Store();
  readonly follower: Follower;
  readonly #sessions: Sessions;
  readonly #loader: Loader;
  readonly #poller: Poller;
  readonly #actions: JobActions;
  readonly #samples = new Samples();
  readonly #targets = new Map<string, Target>();

  constructor(options: ImportJobsOptions) {
    super();
    this.#sessions = this.own(
      new Sessions(this.store, options.connect, options.clock, (id) => void this.#readAnew(id)),
    );
    this.#loader = new Loader(this.store, this.#sessions, this.#samples, options.clock);
    this.#actions = new JobActions(this.store, this.#sessions, this.#loader);
    this.#poller = this.own(
      new Poller({ clock: options.clock, read: (key, signal) => this.#read(key, signal) }),
    );
    this.follower = this.own(
      new Follower(this.store, options.memory, (ref) => this.#watchJob(ref, 'followed')),
    );
  }

  addConnection(connection: Connection): void {
    this.store.addConnection(connection);
  }

  /** Ends everything of a connection: calls under way, its rows, its followed jobs. */
  removeConnection(id: ConnectionId): void {
    this.#poller.drop((key) => belongsTo(key, id));
    this.#sessions.forget(id);
    this.#loader.startOver(id);
    this.store.removeConnection(id);
  }

  /** Connections that something has been asked through. */
  openConnections(): readonly ConnectionId[] {
    const ids = this.store.connections().map((view) => view.connection.id);
    return ids.filter((id) => this.#sessions.isOpen(id));
  }

  /** Gives up what a connection waits for, a hanging credential process for instance; it stays so until it is retried. */
  cancelConnection(id: ConnectionId): void {
    this.#sessions.end(id);
    this.#loader.startOver(id);
    this.store.setConnectionFailure(id, {
      kind: 'cancelled',
      message: 'Loading was cancelled.',
      action: { type: 'retry' },
    });
  }

  /** Whether the window has the user's attention: without it readings are rarer. */
  setFocused(focused: boolean): void {
    this.#poller.setFocused(focused);
  }

  /** The connection is open on screen: its pools are listed, and listed again after a failure that passes. */
  watchConnection(id: ConnectionId): Disposable {
    this.#targets.set(id, { id });
    return this.#poller.watch(id, 'seen');
  }

  /** The pool is open on screen: its jobs are read as often as they deserve. */
  watchPool(ref: PoolRef): Disposable {
    return this.#watchPool(ref, 'seen');
  }

  /** The job is open on screen, listed or not. */
  watchJob(ref: JobRef): Disposable {
    return this.#watchJob(ref, 'seen');
  }

  /**
   * Lists the pools again, and reads those that are watched. Where the connection has failed its credentials are resolved anew.
   * Never rejects: failures become states.
   */
  async refreshConnection(id: ConnectionId): Promise<void> {
    if (this.store.connection(id)?.failure) this.#renew(id);
    else this.#sessions.identifyAgain(id);
    await this.#loader.listPools(id);
    const read = this.#poller.refreshWatched((key) => key !== id && belongsTo(key, id));
    this.#poller.wake((key) => belongsTo(key, id));
    await read;
  }

  /** Reads the pool's jobs now. Never rejects. */
  async refreshPool(ref: PoolRef): Promise<void> {
    await this.#poller.refresh(this.#target(ref));
  }

  /** Reads one job now. @throws FailureError */
  async refreshJob(ref: JobRef): Promise<ImportJob> {
    return this.#loader.readJob(ref);
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
      this.#poller.hurry(this.#target(ref));
    }
    return outcome;
  }

  /** A job that an import has just created, started or read: shown at once, and followed from its start on. */
  report(ref: JobRef, poolName: string, job: ImportJob): void {
    this.store.ensurePool(ref, poolName);
    const isNew = this.store.job(ref) === undefined;
    this.store.applyJob(ref, job);
    // Only a reading of the list can say where in it a new job stands.
    if (isNew && this.store.pool(ref)?.readAt !== undefined) void this.refreshPool(ref);
    if (!isActive(job.status)) return;
    this.follower.follow(ref, job);
    this.#poller.hurry(this.#target(ref));
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
  async gateway(id: ConnectionId): Promise<LimitedGateway> {
    return (await this.#sessions.use(id)).gateway;
  }

  /** The connection's account, asked for if need be; undefined where it cannot be told. */
  async accountOf(id: ConnectionId): Promise<Account | undefined> {
    return this.#sessions.identified(id);
  }

  /** Credentials or files changed: connections in use resolve anew, and whatever rested tries again. */
  renew(ids: Iterable<ConnectionId>): void {
    for (const id of ids) {
      if (!this.#sessions.isOpen(id)) continue;
      this.#renew(id);
      this.#poller.wake((key) => belongsTo(key, id));
    }
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

  #renew(id: ConnectionId): void {
    this.#sessions.renew(id);
    this.#loader.startOver(id);
  }

  /** The connection means another account now: what is on screen is read again, pools before their jobs. */
  async #readAnew(id: ConnectionId): Promise<void> {
    this.#loader.startOver(id);
    await this.#poller.refreshWatched((key) => key === id);
    await this.#poller.refreshWatched((key) => key !== id && belongsTo(key, id));
  }

  #target(ref: PoolRef): string {
    const key = poolKey(ref);
    this.#targets.set(key, { pool: { connectionId: ref.connectionId, userPoolId: ref.userPoolId } });
    return key;
  }

  #watchPool(ref: PoolRef, interest: Interest): Disposable {
    return this.#poller.watch(this.#target(ref), interest);
  }

  #watchJob(ref: JobRef, interest: Interest): Disposable {
    const pin = this.#loader.pin(ref);
    const watch = this.#watchPool(ref, interest);
    return {
      dispose: () => {
        watch.dispose();
        pin.dispose();
      },
    };
  }

  async #read(key: string, signal: AbortSignal): Promise<PollOutcome> {
    const target = this.#targets.get(key);
    if (!target) return { kind: 'rest' };
    if ('pool' in target) return this.#loader.readPool(target.pool, signal);
    return this.store.connection(target.id)?.phase === 'ready'
      ? { kind: 'rest' }
      : this.#loader.listPools(target.id);
  }
}

function belongsTo(key: string, id: ConnectionId): boolean {
  return key === id || key.startsWith(`${id} `);
}
