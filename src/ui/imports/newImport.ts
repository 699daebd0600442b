// Creates an import from the answers of Create Import Job, or for the start of an existing job.
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { defined } from '../../domain/base/defined.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { CsvFile, ImportPart, ImportState } from '../../domain/imports/import.ts';
import type { ImportJob } from '../../domain/jobs/job.ts';
import type { ValidatedCsv } from '../csv/validate/validations.ts';
import type { ImportDraft } from './draft.ts';

/** @param connection undefined if it was removed meanwhile. @throws FailureError */
export function newImport(draft: ImportDraft, connection: Connection | undefined): ImportState {
  const { path, target, jobName, roleArn, algorithm, start, trialRows } = draft;
  if (!connection) {
    const message = 'The connection was removed. Add it and create the import again.';
    throw new FailureError({ kind: 'misconfigured', message });
  }
  if (jobName === undefined || roleArn === undefined) throw new Error('Not every question was answered.');
  const parts = draft.parts ?? wholeCsv(draft);
  const isSeveral = parts.length > 1;
  return {
    id: randomUUID(),
    path,
    jobName,
    connection,
    userPoolId: target.pool.userPoolId,
    poolName: target.poolName,
    cloudWatchLogsRoleArn: roleArn,
    ...defined({ passwordHashingAlgorithm: algorithm }),
    start: isSeveral || start === true,
    // Each part waits for a job that blocks it, without a question.
    queued: isSeveral,
    parts,
    ...(isSeveral && trialRows !== undefined ? { trial: 'undecided' } : {}),
    status: 'running',
    savedAt: 0,
  };
}

/** The start of a job whose CSV was uploaded by other means, on another machine, or as one of several parts. */
export function newStart(
  job: ImportJob,
  connection: Connection,
  poolName: string,
  known: ImportPart | undefined,
): ImportState {
  return {
    id: randomUUID(),
    jobName: job.jobName,
    connection,
    userPoolId: job.userPoolId,
    poolName,
    cloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn ?? '',
    start: true,
    queued: false,
    parts: [{ rows: known?.rows ?? 0, stage: 'uploaded', jobId: job.jobId }],
    status: 'running',
    savedAt: 0,
  };
}

/**
 * The start of the only job of an import that this machine knows. The user says that its CSV is uploaded, for instance with Copy
 * Upload Command, so it is not uploaded again.
 */
export function startKnown(state: ImportState, connection: Connection): ImportState {
  const parts = state.parts.map((part): ImportPart => ({ ...part, stage: 'uploaded' }));
  return { ...state, connection, start: true, parts };
}

/** The hash of the file's bytes, in hexadecimal. */
function hashOf(path: string, { sha256 }: { readonly sha256?: string }): string {
  if (sha256 !== undefined) return sha256;
  const message = `${basename(path)} has unsaved changes. Save it and create the import again.`;
  throw new FailureError({ kind: 'misconfigured', message });
}

/** The CSV as it was validated. @throws FailureError if unsaved text was validated. */
export function sourceOf(path: string, checked: ValidatedCsv): CsvFile {
  const { bytes, rows } = checked.summary;
  return { path, bytes, rows, sha256: hashOf(path, checked) };
}

function wholeCsv({ path, checked }: ImportDraft): readonly ImportPart[] {
  if (!checked) throw new Error('No CSV was validated.');
  const csv = sourceOf(path, checked);
  return [{ source: csv, csv, rows: csv.rows, stage: 'creating' }];
}
