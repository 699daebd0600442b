// Polls the pools of connections and the jobs of pools, and restarts what is paused once it can be read again.
import type { ConnectionId } from '../connections/connection.ts';
import { isConnectionWide, type Failure } from '../connections/failure.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import type { JobRef } from '../jobs/job.ts';
import { poolKey, type PoolRef } from '../jobs/userPool.ts';
import type { JobReader, ReaderParts } from './jobReader.ts';
import { Poller, type Interest, type PollOutcome } from './poller.ts';
import type { PoolReader } from './poolReader.ts';

/** The user has cancelled the loading: nothing is read before the user retries. */
const cancelled: Failure = {
  kind: 'cancelled',
  message: 'Loading was cancelled.',
  action: { type: 'retry' },
};

/** The pools of a connection are polled under its id, the jobs of a pool under its `poolKey`. */
export class Polling extends Owner {
  readonly #parts: ReaderParts;
  readonly #pools: PoolReader;
  readonly #jobs: JobReader;
  readonly #poller: Poller;

  /** A connection or pool became watched or unwatched. */
  readonly onWatchChange: Poller['onWatchChange'];

  constructor(parts: ReaderParts, pools: PoolReader, jobs: JobReader) {
    super();
    this.#parts = parts;
    this.#pools = pools;
    this.#jobs = jobs;
    const { clock, onDefect } = parts;
    this.#poller = this.own(new Poller({ clock, onDefect, read: (key, signal) => this.#read(key, signal) }));
    this.onWatchChange = this.#poller.onWatchChange;
  }

  setFocused(focused: boolean): void {
    this.#poller.setFocused(focused);
  }

  watchConnection(id: ConnectionId): Disposable {
    return this.#poller.watch(id, 'seen');
  }

  watchPool(ref: PoolRef): Disposable {
    return this.#poller.watch(poolKey(ref), 'seen');
  }

  watchJob(ref: JobRef, interest: Interest): Disposable {
    const pin = this.#jobs.pin(ref);
    const watch = this.#poller.watch(poolKey(ref), interest);
    return {
      dispose: () => {
        watch.dispose();
        pin.dispose();
      },
    };
  }

  /** Reads the pool of a job that is not known yet, unless the pool rests after a failure. The next reading includes the job. */
  async lookFor(ref: JobRef): Promise<void> {
    const { store } = this.#parts;
    const isReadable = !store.pool(ref)?.failure && !store.connection(ref.connectionId)?.failure;
    if (isReadable && store.job(ref) === undefined) await this.refreshJobs(ref);
  }

  isWatched(ref: PoolRef): boolean {
    return this.#poller.isWatched(poolKey(ref));
  }

  isUpToDate(ref: PoolRef): boolean {
    const pool = this.#parts.store.pool(ref);
    return pool?.readAt !== undefined && !pool.failure && this.#poller.isUpToDate(poolKey(ref));
  }

  /** Reads the pool's jobs now. Never rejects. */
  refreshJobs(ref: PoolRef): Promise<void> {
    return this.#poller.refresh(poolKey(ref));
  }

  /** The service has just answered the user's own action in the pool: the next readings come soon. */
  hurry(ref: PoolRef): void {
    this.#poller.hurry(poolKey(ref));
  }

  /** Lists the connection's pools and reads the watched ones. A failed connection resolves its credentials again. Never rejects. */
  async refreshConnection(id: ConnectionId): Promise<void> {
    const { store, sessions } = this.#parts;
    if (store.connection(id)?.failure) this.#restart(id);
    else sessions.identifyAgain(id);
    await this.#pools.listPools(id);
    const read = this.#poller.refreshWatched((key) => key !== id && belongsTo(key, id));
    this.wake(id);
    await read;
  }

  /**
   * The user retries what failed because of its connection: the connection resolves its credentials again, and everything else that is
   * paused for the same reason is retried, too.
   * @param except is about to be read anyway.
   */
  retry(ref: PoolRef, except?: PoolRef): void {
    const { store } = this.#parts;
    const id = ref.connectionId;
    const failures = [store.connection(id)?.failure, store.pool(ref)?.failure];
    if (!failures.some((failure) => failure && isConnectionWide(failure))) return;
    this.#restart(id);
    const excepted = except && poolKey(except);
    this.#poller.wake((key) => key !== excepted && belongsTo(key, id));
  }

  /** Credentials or files have changed: connections in use resolve them again, and everything paused is retried. */
  renew(ids: Iterable<ConnectionId>): void {
    for (const id of ids) {
      if (!this.#parts.sessions.isOpen(id)) continue;
      this.#renew(id);
      this.wake(id);
    }
  }

  /** The connection is in another account now: everything watched is read again, pools before their jobs. */
  async reload(id: ConnectionId): Promise<void> {
    this.#pools.restart(id);
    await this.#poller.refreshWatched((key) => key === id);
    await this.#poller.refreshWatched((key) => key !== id && belongsTo(key, id));
  }

  /** Reads at once whatever of the connection is watched and paused. */
  wake(id: ConnectionId): void {
    this.#poller.wake((key) => belongsTo(key, id));
  }

  /** Cancels what a connection waits for, such as a hanging credential process. It stays cancelled until the user retries. */
  cancel(id: ConnectionId): void {
    this.#parts.sessions.end(id);
    this.#pools.restart(id);
    this.#parts.store.setConnectionFailure(id, cancelled);
  }

  /** Ends everything that is read through the connection. */
  drop(id: ConnectionId): void {
    this.#poller.drop((key) => belongsTo(key, id));
    this.#parts.sessions.forget(id);
    this.#pools.restart(id);
  }

  #restart(id: ConnectionId): void {
    if (this.#parts.sessions.isOpen(id)) this.#renew(id);
    else this.#parts.store.setConnectionFailure(id, undefined);
  }

  #renew(id: ConnectionId): void {
    this.#parts.sessions.renew(id);
    this.#pools.restart(id);
  }

  /** Never rejects. */
  async #read(key: string, signal: AbortSignal): Promise<PollOutcome> {
    const { store } = this.#parts;
    const [id = '', userPoolId] = key.split(' ');
    if (this.#isCancelled(id)) return { kind: 'rest' };
    if (userPoolId !== undefined) return this.#jobs.readPool({ connectionId: id, userPoolId }, signal);
    return store.connection(id)?.phase === 'ready' ? { kind: 'rest' } : this.#pools.listPools(id);
  }

  /** Where a session is open, the user has declined a question, which is asked again only if the user retries. */
  #isCancelled(id: ConnectionId): boolean {
    const { store, sessions } = this.#parts;
    return store.connection(id)?.failure?.kind === 'cancelled' && !sessions.isOpen(id);
  }
}

/** Whether what is read under the key belongs to the connection. Neither ids nor regions contain a space. */
function belongsTo(key: string, id: ConnectionId): boolean {
  return key === id || key.startsWith(`${id} `);
}
