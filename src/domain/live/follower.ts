// Follows jobs until they are over, across reloads, and says once of each how it ended.
import type { Connection } from '../connections/connection.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { isTerminal, jobKey, type ImportJob, type JobRef, type JobStatus } from '../jobs/job.ts';
import type { Store } from './store.ts';
import { poolKey, type PoolRef } from '../jobs/userPool.ts';

/** A followed job as it is kept across reloads: enough to find it again and to tell whether it has ended since. */
export interface FollowedJob {
  readonly ref: JobRef;
  readonly connection: Connection;
  /** The account the job is in, where it was known: another account behind the same profile has no such job. */
  readonly accountId?: string;
  readonly poolName: string;
  readonly jobName: string;
  readonly lastSeen: JobStatus;
}

/** Where followed jobs are kept: each by itself, shared by the windows of a machine. */
export interface FollowMemory {
  load(): readonly FollowedJob[];
  /** Keeps a job, in place of what was kept of it before. */
  remember(job: FollowedJob): void;
  forget(ref: JobRef): void;
}

/** How followed jobs come to be read. */
interface FollowReading {
  /** Makes a connection known. */
  connect(connection: Connection): void;
  /** Keeps a job being read while nothing shows it. */
  watch(ref: JobRef): Disposable;
}

/** A followed job that has come to its end. */
export interface Completion {
  readonly followed: FollowedJob;
  readonly job: ImportJob;
}

/** Ends of which it is known that they were announced, the latest: an answer is not under way for longer than a few of them. */
const rememberedEnds = 100;

export class Follower extends Owner {
  readonly #store: Store;
  readonly #memory: FollowMemory;
  readonly #reading: FollowReading;
  readonly #followed = new Map<string, { readonly job: FollowedJob; readonly watch: Disposable }>();
  readonly #ended = new Set<string>();
  readonly #completions = this.own(new Emitter<Completion>());
  readonly #changes = this.own(new Emitter<JobRef>());

  /** Once for each followed job that has ended, in this window. It stays remembered until it was `told`. */
  readonly onCompletion = this.#completions.subscribe;
  /** A job began or ceased to be followed. */
  readonly onChange = this.#changes.subscribe;

  constructor(store: Store, memory: FollowMemory, reading: FollowReading) {
    super();
    this.#store = store;
    this.#memory = memory;
    this.#reading = reading;
    this.own(
      store.onChange((change) => {
        if (change.kind === 'job') this.#seen(change.ref, change.after);
        else if (change.kind === 'connections') this.#dropOrphans();
        else if (change.kind === 'connection') this.#dropOtherAccounts(change.id);
        else if (change.kind === 'pool') this.#dropDeleted(change.ref);
      }),
    );
  }

  /** Takes up again what an earlier window followed. */
  resume(): void {
    for (const job of this.#memory.load()) {
      this.#hold(job);
      this.#changes.emit(job.ref);
    }
  }

  /** The jobs being followed, in the order they were taken up. */
  jobs(): readonly FollowedJob[] {
    return [...this.#followed.values()].map(({ job }) => job);
  }

  isFollowed(ref: JobRef): boolean {
    return this.#followed.has(jobKey(ref));
  }

  /** Follows a job that is not over; asking twice is fine, and so is an answer from before the end that was announced. */
  follow(ref: JobRef, job: ImportJob): void {
    const view = this.#store.connection(ref.connectionId);
    if (!view || isTerminal(job.status) || this.isFollowed(ref) || this.#ended.has(jobKey(ref))) return;
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

  /** The user knows how the job ended: no later window needs to say so. */
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
    // The window may know the end already: a reading that came before the following.
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
    this.#end(jobKey(ref));
    this.#completions.emit({ followed: entry.job, job });
    this.#changes.emit(ref);
  }

  #end(key: string): void {
    this.#ended.add(key);
    const [oldest] = this.#ended;
    if (this.#ended.size > rememberedEnds && oldest !== undefined) this.#ended.delete(oldest);
  }

  #dropOrphans(): void {
    for (const job of this.jobs()) if (!this.#store.connection(job.ref.connectionId)) this.unfollow(job.ref);
  }

  /** The profile means another account now: its jobs are not ours to follow any more. */
  #dropOtherAccounts(connectionId: string): void {
    const accountId = this.#store.connection(connectionId)?.account?.accountId;
    if (accountId === undefined) return;
    for (const job of this.jobs()) {
      const other = job.accountId !== undefined && job.accountId !== accountId;
      if (job.ref.connectionId === connectionId && other) this.unfollow(job.ref);
    }
  }

  /** The pool is gone, and its jobs with it: nothing more will be heard of them. */
  #dropDeleted(pool: PoolRef): void {
    if (this.#store.pool(pool)?.failure?.kind !== 'notFound') return;
    for (const { ref } of this.jobs()) if (poolKey(ref) === poolKey(pool)) this.unfollow(ref);
  }
}
