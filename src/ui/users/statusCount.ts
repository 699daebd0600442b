// Counts the users of a job by status while they are looked up.
import type { PoolUser } from '../../domain/gateway/userGateway.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import { keepUsersStatus, type UsersStatus } from './usersStatus.ts';
import type { UserServices } from './userServices.ts';

export class StatusCount {
  readonly #statuses = new Map<string, number>();

  add({ status }: PoolUser): void {
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
  }

  /** Stores the counts with the current time. @param imported the number of rows that were looked for. */
  async keep({ memory, clock }: UserServices, ref: JobRef, imported: number): Promise<UsersStatus> {
    const status = { at: clock.now(), imported, statuses: Object.fromEntries(this.#statuses) };
    await keepUsersStatus(memory, ref, status);
    return status;
  }
}
