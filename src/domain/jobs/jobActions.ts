// What a user does to a job. The answer is shown at once, and the next readings come quickly.
import { failureOf } from '../connections/failure.ts';
import { isTerminal, type ImportJob, type JobRef } from './job.ts';
import type { Loader } from '../live/loader.ts';
import type { Sessions } from '../connections/sessions.ts';
import type { Store } from '../live/store.ts';

/** How a stop ended: the service accepted it, or the job was over before the request arrived. */
export type StopOutcome =
  | { readonly kind: 'accepted'; readonly job: ImportJob }
  | { readonly kind: 'alreadyOver'; readonly job: ImportJob };

export class JobActions {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #loader: Loader;

  constructor(store: Store, sessions: Sessions, loader: Loader) {
    this.#store = store;
    this.#sessions = sessions;
    this.#loader = loader;
  }

  /**
   * Stops a job (StopUserImportJob). Users imported so far stay; the job cannot be started again.
   * @throws FailureError unless the job turns out to be over already.
   */
  async stop(ref: JobRef): Promise<StopOutcome> {
    this.#store.setStopping(ref, true);
    try {
      const { gateway, signal } = await this.#sessions.use(ref.connectionId);
      try {
        const job = await gateway.stopUserImportJob(ref.userPoolId, ref.jobId, signal);
        if (!signal.aborted) this.#store.applyJob(ref, job);
        return { kind: 'accepted', job };
      } catch (error) {
        if (failureOf(error).kind !== 'conflict') throw error;
        const job = await this.#loader.readJob(ref);
        if (isTerminal(job.status)) return { kind: 'alreadyOver', job };
        throw error;
      }
    } finally {
      this.#store.setStopping(ref, false);
    }
  }
}
