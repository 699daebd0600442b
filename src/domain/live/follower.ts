// Follows jobs until they end, across reloads, and announces the end of each once.
import type { Connection } from '../connections/connection.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import { Emitter, type OnDefect } from '../base/emitter.ts';
import { isStarted, isTerminal, jobKey, type ImportJob, type JobRef, type JobStatus } from '../jobs/job.ts';
import type { Store } from './store.ts';

/** A followed job as it is stored across reloads: enough to find it again and to tell whether it has ended since. */
export interface FollowedJob {
  readonly ref: JobRef;
  readonly connection: Connection;
  /** The job's account, where it was known: another account behind the same profile has no such job. */
  readonly accountId?: string;
  readonly poolName: string;
  readonly jobName: string;
  readonly lastSeen: JobStatus;
}

/** Stores followed jobs, one entry each, shared by the windows of a machine. */
export interface FollowMemory {
  load(): readonly FollowedJob[];
  /** Stores a job, replacing its earlier entry. */
  remember(job: FollowedJob): void;
  forget(ref: JobRef): void;
}

/** How followed jobs are read. */
interface FollowReading {
  /** Adds a connection. */
  connect(connection: Connection): void;
  /** Polls a job, whether it is on screen or not. */
  watch(ref: JobRef): Disposable;
}

/** A followed job that has ended. */
export interface Completion {
  readonly followed: FollowedJob;
  readonly job: ImportJob;
}

/** The latest announced ends: an answer from before an end may still arrive. */
const rememberedEnds = 100;

export class Follower extends Owner {
  readonly #store: Store;
  readonly #memory: FollowMemory;
  readonly #reading: FollowReading;
  readonly #followed = new Map<string, { readonly job: FollowedJob; readonly watch: Disposable }>();
  readonly #ended = new Set<string>();
  readonly #completions: Emitter<Completion>;
  readonly #changes: Emitter<JobRef>;

  /** Once for each followed job that has ended, in this window. The job stays stored until `told`. */
  readonly onCompletion: Emitter<Completion>['subscribe'];
  /** A job was followed or unfollowed. */
  readonly onChange: Emitter<JobRef>['subscribe'];

  constructor(store: Store, memory: FollowMemory, reading: FollowReading, onDefect?: OnDefect) {
    super();
    this.#store = store;
    this.#memory = memory;
    this.#reading = reading;
    this.#completions = this.own(new Emitter(onDefect));
    this.#changes = this.own(new Emitter(onDefect));
    this.onCompletion = this.#completions.subscribe;
    this.onChange = this.#changes.subscribe;
    this.own(
      store.onChange((change) => {
        if (change.kind === 'job') this.#seen(change.ref, change.after);
        else if (change.kind !== 'jobs' && change.kind !== 'overlay') this.#unfollowGone();
      }),
    );
  }

  /** Follows again what an earlier window followed. */
  resume(): void {
    for (const job of this.#memory.load()) {
      // An earlier version followed jobs that had not been started.
      if (!isStarted(job.lastSeen)) {
        this.#memory.forget(job.ref);
        continue;
      }
      this.#hold(job);
      this.#changes.emit(job.ref);
    }
  }

  /** The followed jobs, in the order in which they were followed. */
  jobs(): readonly FollowedJob[] {
    return [...this.#followed.values()].map(({ job }) => job);
  }

  isFollowed(ref: JobRef): boolean {
    return this.#followed.has(jobKey(ref));
  }

  /**
   * Follows a job that is started and has not ended; does nothing for other jobs, for followed jobs, or after the end was announced.
   * A job that nobody starts stays Created for up to 48 hours: following it would poll for as long.
   */
  follow(ref: JobRef, job: ImportJob): void {
    const view = this.#store.connection(ref.connectionId);
    if (!view || !isStarted(job.status) || isTerminal(job.status)) return;
    if (this.isFollowed(ref) || this.#ended.has(jobKey(ref))) return;
    const followed: FollowedJob = {
      ref: { connectionId: ref.connectionId, userPoolId: ref.userPoolId, jobId: ref.jobId },
      connection: view.connection,
      ...(view.account ? { accountId: view.account.accountId } : {}),
      poolName: this.#store.pool(ref)?.pool.name ?? ref.userPoolId,
      jobName: job.jobName,
      lastSeen: job.status,
    };
    this.#memory.remember(followed);
    this.#hold(followed);
    this.#changes.emit(ref);
  }

  unfollow(ref: JobRef): void {
    if (!this.#release(jobKey(ref))) return;
    this.#memory.forget(ref);
    this.#changes.emit(ref);
  }

  /** The user knows how the job ended: no later window needs to announce it. */
  told(ref: JobRef): void {
    this.#memory.forget(ref);
  }

  override dispose(): void {
    for (const { watch } of this.#followed.values()) watch.dispose();
    this.#followed.clear();
    super.dispose();
  }

  #hold(job: FollowedJob): void {
    if (this.isFollowed(job.ref)) return;
    this.#reading.connect(job.connection);
    this.#store.ensurePool(job.ref, job.poolName);
    this.#followed.set(jobKey(job.ref), { job, watch: this.#reading.watch(job.ref) });
    // The window may know the end already, from a reading before the job was followed.
    const known = this.#store.job(job.ref);
    if (known) this.#seen(job.ref, known);
  }

  #release(key: string): boolean {
    const entry = this.#followed.get(key);
    entry?.watch.dispose();
    return this.#followed.delete(key);
  }

  #seen(ref: JobRef, job: ImportJob): void {
    const entry = this.#followed.get(jobKey(ref));
    if (!entry) return;
    if (!isTerminal(job.status)) {
      if (entry.job.lastSeen === job.status) return;
      const followed = { ...entry.job, lastSeen: job.status };
      this.#followed.set(jobKey(ref), { ...entry, job: followed });
      this.#memory.remember(followed);
      return;
    }
    this.#release(jobKey(ref));
    this.#rememberEnd(jobKey(ref));
    this.#completions.emit({ followed: entry.job, job });
    this.#changes.emit(ref);
  }

  #rememberEnd(key: string): void {
    this.#ended.add(key);
    const [oldest] = this.#ended;
    if (this.#ended.size > rememberedEnds && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** Unfollows jobs that cannot be seen any more. */
  #unfollowGone(): void {
    for (const job of this.jobs()) if (this.#isGone(job)) this.unfollow(job.ref);
  }

  #isGone({ ref, accountId }: FollowedJob): boolean {
    const connection = this.#store.connection(ref.connectionId);
    if (!connection) return true;
    const account = connection.account?.accountId;
    // The profile is in another account now.
    if (account !== undefined && accountId !== undefined && account !== accountId) return true;
    const pool = this.#store.pool(ref);
    if (pool) return pool.failure?.kind === 'notFound';
    return connection.phase === 'ready';
  }
}
