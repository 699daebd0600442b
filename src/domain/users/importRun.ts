// When a job ran, by which its users are told from others of the same name.
import type { PoolUser } from '../gateway/userGateway.ts';
import type { ImportJob } from '../jobs/job.ts';

/** What is known of the job. */
export interface ImportRun {
  /** Milliseconds since the epoch, by the service's clock, as of the job's first look at its file and its last row. */
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

/** One job runs at a time in an account, so that a user who was created meanwhile under the name of its row is the job's. */
export function wasCreatedIn({ startDate, completionDate }: ImportRun, { created }: PoolUser): boolean {
  return created >= startDate && created <= completionDate;
}
