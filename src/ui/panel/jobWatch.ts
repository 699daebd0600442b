// Keeps a panel's job being read for as long as it can change, whatever becomes of its connection, and says why where there is no job.
import type { Disposable } from '../../domain/base/disposable.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import { isTerminal, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService, JobWatching } from '../../domain/jobs/jobService.ts';
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { sentence } from '../shell/failureHelp.ts';

const reading = 'Reading the job…';

export class JobWatch implements Disposable {
  readonly #jobs: JobService;
  readonly #ref: JobRef;
  readonly #onLooked: () => void;
  #isWatching = false;
  #watching: JobWatching | undefined;
  /** Whether a reading that looked for the job is over. */
  #looked = false;
  #hadConnection = false;
  /** Where the job was last seen. */
  #accountId: string | undefined;
  #poolName: string;

  /** @param onLooked hears when a job that was not known has been looked for. */
  constructor(jobs: JobService, ref: JobRef, onLooked: () => void) {
    this.#jobs = jobs;
    this.#ref = ref;
    this.#onLooked = onLooked;
    this.#poolName = ref.userPoolId;
  }

  /** To be called when anything has changed. @param wanted whether anybody can see the job. */
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

  /** In words. @param failure why the job could not be read on its own. */
  whyNothing(failure: Failure | undefined): string {
    const connection = this.#jobs.store.connection(this.#ref.connectionId);
    const pool = this.#jobs.store.pool(this.#ref);
    if (!connection) return 'Its connection has been removed.';
    const cause = failure ?? pool?.failure ?? connection.failure;
    if (cause) return sentence(cause);
    if (!pool) return noPool(connection);
    return pool.readAt === undefined || !this.#looked
      ? reading
      : 'There is no such job in this user pool any more.';
  }

  /** A connection that comes knows no pools, nor does one that means the job's own account again. */
  #ensurePool({ account, phase }: ConnectionView, isBack: boolean): void {
    const isSame = account !== undefined && account.accountId === this.#accountId;
    if (isBack || (isSame && phase !== 'ready')) this.#jobs.store.ensurePool(this.#ref, this.#poolName);
  }

  #watch(): void {
    if (this.#isWatching) return;
    // First of all: a reading that begins is a change that is told at once.
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

/** Its profile means another account now, or the user pool was deleted. */
function noPool({ account, phase }: ConnectionView): string {
  if (account) return `Its user pool is not in account ${account.accountId}.`;
  return phase === 'ready' ? 'Its user pool is not in this account.' : reading;
}
