// A user import job, its statuses, and references to one. Field names are the API's own (UserImportJobType).
import type { PreSignedUrl } from '../gateway/preSignedUrl.ts';
import { poolKey, type PoolRef } from './userPool.ts';

/** Every status the service model names; a newer one is shown as it comes. */
export const jobStatuses = [
  'Created',
  'Pending',
  'InProgress',
  'Stopping',
  'Expired',
  'Stopped',
  'Failed',
  'Succeeded',
] as const;

export type KnownStatus = (typeof jobStatuses)[number];
export type JobStatus = KnownStatus | (string & {});

/** Dates are milliseconds since the epoch. Optional members are absent until the service has set them. */
export interface ImportJob {
  readonly jobName: string;
  readonly jobId: string;
  readonly userPoolId: string;
  readonly preSignedUrl?: PreSignedUrl;
  readonly creationDate?: number;
  readonly startDate?: number;
  readonly completionDate?: number;
  readonly status: JobStatus;
  readonly cloudWatchLogsRoleArn?: string;
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
  readonly completionMessage?: string;
  readonly passwordHashingAlgorithm?: string;
}

export interface JobRef extends PoolRef {
  readonly jobId: string;
}

/** A string that is equal exactly for equal refs. */
export function jobKey(ref: JobRef): string {
  return `${poolKey(ref)} ${ref.jobId}`;
}

/**
 * A string that is equal for one job seen through several connections of its account. Pool ids are unique across accounts: they stand
 * alone in the issuer URL of tokens, https://cognito-idp.REGION.amazonaws.com/POOL_ID (Developer Guide, "Verifying JSON web tokens").
 */
export function globalJobKey({ userPoolId, jobId }: Omit<JobRef, 'connectionId'>): string {
  return `${userPoolId} ${jobId}`;
}

/** Whether the job was started, by its status; an unknown status comes after the start. */
export function isStarted(status: JobStatus): boolean {
  return status !== 'Created' && status !== 'Expired';
}

/** Started and not over. An account can have one such job at a time. */
export function isActive(status: JobStatus): boolean {
  return status === 'Pending' || status === 'InProgress' || status === 'Stopping';
}

/** Over. A job in a terminal status never changes again. */
export function isTerminal(status: JobStatus): boolean {
  return status === 'Stopped' || status === 'Failed' || status === 'Succeeded' || status === 'Expired';
}

/** StopUserImportJob is legal in Pending and InProgress only. */
export function isStoppable(status: JobStatus): boolean {
  return status === 'Pending' || status === 'InProgress';
}

/** Rows of the CSV that are done, whatever their outcome. */
export function processedUsers(
  job: Pick<ImportJob, 'importedUsers' | 'skippedUsers' | 'failedUsers'>,
): number {
  return job.importedUsers + job.skippedUsers + job.failedUsers;
}

/** How much of a known number of rows is done, 0 to 1; undefined where the number is not known. The API has no total. */
export function shareDone(
  job: Parameters<typeof processedUsers>[0],
  rows: number | undefined,
): number | undefined {
  return rows === undefined || rows <= 0 ? undefined : Math.min(1, processedUsers(job) / rows);
}

/** A share in whole percent, rounded down so that 100 means all of it; safe from binary fractions (0.29 * 100 < 29). */
export function wholePercent(share: number): number {
  return Math.floor(share * 100 + 1e-9);
}

/** Whether two readings of a job are equal, so that views need no update. */
export function sameJob(a: ImportJob, b: ImportJob): boolean {
  return (
    a.jobId === b.jobId &&
    a.userPoolId === b.userPoolId &&
    a.jobName === b.jobName &&
    a.status === b.status &&
    a.importedUsers === b.importedUsers &&
    a.skippedUsers === b.skippedUsers &&
    a.failedUsers === b.failedUsers &&
    a.creationDate === b.creationDate &&
    a.startDate === b.startDate &&
    a.completionDate === b.completionDate &&
    a.completionMessage === b.completionMessage &&
    a.cloudWatchLogsRoleArn === b.cloudWatchLogsRoleArn &&
    a.passwordHashingAlgorithm === b.passwordHashingAlgorithm &&
    a.preSignedUrl?.expiresAt === b.preSignedUrl?.expiresAt
  );
}
