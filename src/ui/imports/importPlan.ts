// The imports that the user asks for, as they are begun: what the answers of Create Import Job describe, or why it cannot be; a job's start.
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Connection } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { ImportBatch } from '../../domain/imports/batch.ts';
import type { ImportJob } from '../../domain/jobs/job.ts';
import type { ImportRun } from '../../domain/imports/run.ts';
import type { ImportDraft } from './draft.ts';

/** What one job and several have in common. */
type Plan = Pick<
  ImportBatch,
  | 'id'
  | 'connection'
  | 'userPoolId'
  | 'poolName'
  | 'jobName'
  | 'cloudWatchLogsRoleArn'
  | 'passwordHashingAlgorithm'
>;

/** @param connection undefined where it has gone meanwhile. @throws FailureError */
export function toRun(draft: ImportDraft, connection: Connection | undefined): ImportRun {
  const { path, checked, start } = draft;
  if (!checked) throw new Error('No CSV was validated.');
  return {
    ...toPlan(draft, connection),
    csv: { path, bytes: checked.summary.bytes, rows: checked.summary.rows, sha256: hashOf(path, checked) },
    start: start ?? false,
    queued: false,
    stage: 'creating',
    begunAt: Date.now(),
  };
}

/** @returns undefined where it is one job. @throws FailureError */
export function toBatch(draft: ImportDraft, connection: Connection | undefined): ImportBatch | undefined {
  const { path, parts } = draft;
  return parts && { ...toPlan(draft, connection), path, parts, state: 'running' };
}

/**
 * The start of a job that exists, through the connection on whose row the user has asked for it.
 * @param known the import that has made the job, through whichever connection.
 */
export function toStart(
  job: ImportJob,
  connection: Connection,
  poolName: string,
  known: ImportRun | undefined,
): ImportRun {
  if (known) return { ...known, connection, start: true };
  return {
    id: randomUUID(),
    connection,
    userPoolId: job.userPoolId,
    poolName,
    jobName: job.jobName,
    cloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn ?? '',
    start: true,
    queued: false,
    stage: 'uploaded',
    begunAt: Date.now(),
    jobId: job.jobId,
  };
}

/** Of the file's bytes, in hexadecimal. @throws FailureError where it was a text not saved yet that was validated. */
export function hashOf(path: string, { sha256 }: { readonly sha256?: string }): string {
  if (sha256 !== undefined) return sha256;
  const message = `${basename(path)} has unsaved changes. Save it and create the import again.`;
  throw new FailureError({ kind: 'misconfigured', message });
}

function toPlan(draft: ImportDraft, connection: Connection | undefined): Plan {
  const { target, jobName, roleArn, algorithm } = draft;
  if (!connection) {
    const message = 'The connection was removed meanwhile. Add it and create the import again.';
    throw new FailureError({ kind: 'misconfigured', message });
  }
  if (jobName === undefined || roleArn === undefined) throw new Error('Not everything was answered.');
  return {
    id: randomUUID(),
    connection,
    userPoolId: target.pool.userPoolId,
    poolName: target.poolName,
    jobName,
    cloudWatchLogsRoleArn: roleArn,
    ...(algorithm === undefined ? {} : { passwordHashingAlgorithm: algorithm }),
  };
}
