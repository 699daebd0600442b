// What an import tells of itself and what it works with.
import type { Clock } from '../base/clock.ts';
import type { Connection } from '../connections/connection.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { UploadProgress } from '../gateway/importGateway.ts';
import type { ImportJob, JobRef } from '../jobs/job.ts';
import type { CsvFile, ImportRun } from './run.ts';
import type { SentMark } from './uploadSpeed.ts';

/** What a run is doing right now. */
export type RunActivity =
  | { readonly kind: 'creating' }
  | ({
      readonly kind: 'uploading';
      /** What this attempt had sent when, as `uploadSpeed` takes it. */
      readonly marks: readonly SentMark[];
      /** Until when the pre-signed URL takes it; milliseconds since the epoch. */
      readonly expiresAt?: number;
    } & UploadProgress)
  /** The upload broke off, `reason` says how, and is about to be tried again. */
  | {
      readonly kind: 'reconnecting';
      readonly reason: string;
      readonly attempt: number;
      readonly attempts: number;
    }
  | { readonly kind: 'starting' }
  /** The start waits for another job's end. */
  | { readonly kind: 'waiting'; readonly blocker: Blocker };

/** An active job that keeps every other of its account from starting. */
export interface Blocker {
  readonly ref: JobRef;
  readonly jobName: string;
  readonly poolName: string;
}

export interface RunServices {
  readonly clock: Clock;
  /** Makes known a connection that an earlier window or a remembered import has used; does nothing where it is known. */
  readonly addConnection: (connection: Connection) => void;
  /** @throws FailureError when the connection cannot be used. */
  readonly gateway: (connectionId: string) => Promise<CognitoGateway>;
  /** Whether the connection whose gateway has cancelled a call goes on with another one: it was neither removed nor given up. */
  readonly isRenewed: (connectionId: string) => boolean;
  /** Whether the file still is what it was when the import began. */
  readonly isUnchanged: (csv: CsvFile) => Promise<boolean>;
  /** Told of every job that a step has read or changed. */
  readonly onJob: (run: ImportRun, job: ImportJob) => void;
  /** The account's active job, if there is one. */
  readonly findActive: (connectionId: string, signal: AbortSignal) => Promise<Blocker | undefined>;
  /** Resolves when the job is over. */
  readonly over: (ref: JobRef, signal: AbortSignal) => Promise<void>;
}
