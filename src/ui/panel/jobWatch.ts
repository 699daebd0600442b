// Polls a panel's job as long as it can change, even if its connection changes, and explains why there is no job to show.
import type { Disposable } from '../../domain/base/disposable.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import { isTerminal, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService, JobWatching } from '../../domain/jobs/jobService.ts';
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { sentence } from '../shell/failureHelp.ts';

const loading = 'Loading the job…';

export class JobWatch implements Disposable {
  readonly #jobs: JobService;
  readonly #ref: JobRef;
  readonly #onLooked: () => void;
  #isWatching = false;
  #watching: JobWatching | undefined;
  /** Whether the current watch has finished its first read. */
  #looked = false;
  #hadConnection = false;
  /** The account in which the job was last seen. */
  #accountId: string | undefined;
  #poolName: string;

  /** @param onLooked is called after the first read of each watch, whether it found the job or not. */
  constructor(jobs: JobService, ref: JobRef, onLooked: () => void) {
    this.#jobs = jobs;
    this.#ref = ref;
    this.#onLooked = onLooked;
    this.#poolName = ref.userPoolId;
  }

  /** Call this when anything has changed. @param wanted whether the panel is visible. */
  update(wanted: boolean): void {
    const { store } = this.#jobs;
    const connection = store.connection(this.#ref.connectionId);
    const isBack = connection !== undefined && !this.#hadConnection;
    this.#hadConnection = connection !== undefined;
    if (connection) this.#ensurePool(connection, isBack);
    const job = store.job(this.#ref);
    if (job) this.#accountId = connection?.account?.accountId ?? this.#accountId;
    this.#poolName = store.pool(this.#ref)?.pool.name ?? this.#poolName;
    const over = job !== undefined && isTerminal(job.status);
    if (wanted && store.pool(this.#ref) && !over) this.#watch();
    else this.dispose();
  }

  dispose(): void {
    this.#isWatching = false;
    this.#watching?.dispose();
    this.#watching = undefined;
  }

  /** Why there is no job, in words. @param failure why a refresh of the job failed. */
  whyNothing(failure: Failure | undefined): string {
    const connection = this.#jobs.store.connection(this.#ref.connectionId);
    const pool = this.#jobs.store.pool(this.#ref);
    if (!connection) return 'The connection was removed.';
    const cause = failure ?? this.#jobs.store.jobFailure(this.#ref) ?? pool?.failure ?? connection.failure;
    if (cause) return sentence(cause);
    if (!pool) return noPool(connection);
    return pool.readAt === undefined || !this.#looked
      ? loading
      : 'This job is not in the user pool any more.';
  }

  /** A connection that was just added, or is back in the job's account, knows no pools yet. */
  #ensurePool({ account, phase }: ConnectionView, isBack: boolean): void {
    const isSame = account !== undefined && account.accountId === this.#accountId;
    if (isBack || (isSame && phase !== 'ready')) this.#jobs.store.ensurePool(this.#ref, this.#poolName);
  }

  #watch(): void {
    if (this.#isWatching) return;
    // Set before the watch begins, because the beginning of its first read emits a change at once.
    this.#isWatching = true;
    const watching = this.#jobs.watchJob(this.#ref);
    this.#watching = watching;
    this.#looked = false;
    void watching.read.then(() => {
      if (this.#watching !== watching) return;
      this.#looked = true;
      this.#onLooked();
    });
  }
}

/** The profile is in another account now, or the user pool was deleted. */
function noPool({ account, phase }: ConnectionView): string {
  if (account) return `The user pool is not in account ${account.accountId}.`;
  return phase === 'ready' ? 'The user pool is not in this account.' : loading;
}
