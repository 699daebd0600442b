// What the import driver needs from outside, and what it reports.
import type { Clock } from '../base/clock.ts';
import type { Connection } from '../connections/connection.ts';
import { FailureError, type Failure } from '../connections/failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { UploadProgress } from '../gateway/importGateway.ts';
import type { ImportJob, JobRef } from '../jobs/job.ts';
import type { CsvFile, ImportPart, ImportState } from './import.ts';
import type { SentMark } from './uploadSpeed.ts';

/** What is being done for one part. */
export type PartActivity =
  | { readonly kind: 'creating' }
  | ({
      readonly kind: 'uploading';
      /** The progress of this attempt over time, for `uploadSpeed`. */
      readonly marks: readonly SentMark[];
      /** When the pre-signed URL expires, in milliseconds since the epoch. */
      readonly expiresAt?: number;
    } & UploadProgress)
  /** The upload failed for `reason` and is about to be retried. */
  | {
      readonly kind: 'reconnecting';
      readonly reason: string;
      readonly attempt: number;
      readonly attempts: number;
    }
  | { readonly kind: 'starting' }
  /** The start waits for another job to end. */
  | { readonly kind: 'waiting'; readonly blocker: Blocker }
  /** The part's job runs; only with several parts. */
  | { readonly kind: 'importing'; readonly job: ImportJob };

export type ImportActivity =
  /** Writing the files of cut parts; `share` of them is written, in [0, 1]. */
  | { readonly kind: 'splitting'; readonly share: number }
  /** Parts are counted from 1. */
  | (PartActivity & { readonly part: number });

/** An active job that keeps every other job of its account from starting. */
export interface Blocker {
  readonly ref: JobRef;
  readonly jobName: string;
  readonly poolName: string;
}

/** A start was refused because of another job. */
export class BlockedError extends FailureError {
  readonly blocker: Blocker;

  constructor(blocker: Blocker, cause: unknown) {
    const { jobName, poolName } = blocker;
    const message = `“${jobName}” in ${poolName} is running, and an account can run one import job at a time.`;
    super({ kind: 'conflict', message }, { cause });
    this.blocker = blocker;
  }
}

export interface ImportServices {
  readonly clock: Clock;
  /** Adds a connection that was removed, or that only an earlier window used. */
  readonly addConnection: (connection: Connection) => void;
  /** @throws FailureError when the connection cannot be used. */
  readonly gateway: (connectionId: string) => Promise<CognitoGateway>;
  /** Whether the connection got new credentials after it cancelled a call, and was neither removed nor cancelled by the user. */
  readonly isRenewed: (connectionId: string) => boolean;
  /** Whether the file still has the content that was validated. */
  readonly isUnchanged: (csv: CsvFile) => Promise<boolean>;
  /** Called with every job that a step has read or changed. */
  readonly reportJob: (state: ImportState, job: ImportJob) => void;
  /** The account's active job, read now. */
  readonly findBlocker: (connectionId: string, signal: AbortSignal) => Promise<Blocker | undefined>;
  /** Resolves when somebody else's job has ended. */
  readonly waitForEnd: (ref: JobRef, signal: AbortSignal) => Promise<void>;
  /** Follows a part's job, which may have ended long ago. @returns the ended job. @throws FailureError, also when aborted. */
  readonly followJob: (
    state: ImportState,
    ref: JobRef,
    report: (job: ImportJob) => void,
    signal: AbortSignal,
  ) => Promise<ImportJob>;
  /** Writes the CSVs that `partsToWrite` names, over earlier attempts. @returns all parts, with the new CSVs. @throws FailureError */
  readonly split: (
    state: ImportState,
    report: (share: number) => void,
    signal: AbortSignal,
  ) => Promise<readonly ImportPart[]>;
}

export const fileChanged: Failure = {
  kind: 'misconfigured',
  message: 'The CSV file was changed or removed after it was validated. Create a new import for it.',
};

/** A new job that cannot take its CSV. */
export function unusableJob({ jobName, status }: ImportJob): Failure {
  const message = `The new import job “${jobName}” is already ${status} and can no longer accept a CSV.`;
  return { kind: 'conflict', message, action: { type: 'retry', withNewJob: true } };
}

export function notStartable({ jobName, status }: ImportJob): Failure {
  return { kind: 'conflict', message: `The import job “${jobName}” is ${status} and cannot be started.` };
}
