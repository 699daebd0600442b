// When a job ran, which distinguishes its users from others of the same name.
import type { PoolUser } from '../gateway/userGateway.ts';
import type { ImportJob } from '../jobs/job.ts';

/** A run of a job. */
export interface ImportRun {
  /** Milliseconds since the epoch, by the service's clock: when the job first read its file, and its last row. */
  readonly startDate: number;
  readonly completionDate: number;
  /** Whether its users came with password hashes, so that they can sign in without a trace. */
  readonly hasHashes: boolean;
}

/** Undefined where the service does not say when it ran. */
export function runOf({
  startDate,
  completionDate,
  passwordHashingAlgorithm,
}: ImportJob): ImportRun | undefined {
  if (startDate === undefined || completionDate === undefined) return undefined;
  return { startDate, completionDate, hasHashes: passwordHashingAlgorithm !== undefined };
}

/** One job runs at a time in an account, so a user created during the run under the name of one of its rows is the job's. */
export function wasCreatedIn({ startDate, completionDate }: ImportRun, { created }: PoolUser): boolean {
  return created >= startDate && created <= completionDate;
}
