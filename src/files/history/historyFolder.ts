// The import history on disk: a file for each job that this machine has imported.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportRecord, Logged, Reason, RecordedJob } from '../../domain/history/importRecord.ts';
import { globalJobKey } from '../../domain/jobs/job.ts';
import { has, isConnection, isCsv, isNumber, isObject, isText, optional } from '../imports/storedState.ts';
import { RecordFolder } from '../state/recordFolder.ts';

/** The limit per user pool, of any age: as many jobs as the service lists (Cognito quotas: 1,000 import jobs per user pool). */
const mostRecords = 1_000;

export type HistoryFolder = RecordFolder<ImportRecord>;

/** @param storage the extension's folder on this machine, which all windows share. */
export function openHistory(storage: string, warn: (text: string) => void): HistoryFolder {
  return new RecordFolder(historyPath(storage), {
    keyOf: ({ job }) => globalJobKey(job),
    isRecord,
    warn,
    most: mostRecords,
  });
}

export function historyPath(storage: string): string {
  return join(storage, 'history');
}

/** The number of jobs in the history. Never rejects. */
export async function countHistory(storage: string): Promise<number> {
  const names = await readdir(historyPath(storage)).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).length;
}

/** Deletes the whole history, including files that were set aside. @throws Error of the file system. */
export async function clearHistory(storage: string): Promise<void> {
  await rm(historyPath(storage), { recursive: true, force: true, maxRetries: 3 });
}

/** Whether the number is a valid date (ECMAScript, time values): within 100,000,000 days of the epoch. */
const isTime = (value: unknown): value is number => isNumber(value) && Math.abs(value) <= 8.64e15;

/** Another version of the extension or a user may have written another shape. */
export function isRecord(value: unknown): value is ImportRecord {
  return (
    isObject(value) &&
    has<ImportRecord>(value, {
      job: isJob,
      connection: isConnection,
      poolName: isText,
      account: optional((account) => isObject(account) && has(account, { accountId: isText, arn: isText })),
      csv: optional(isCsv),
      part: optional((part) => isObject(part) && has(part, { firstLine: isNumber, rows: isNumber })),
      batchId: optional(isText),
      begunAt: isTime,
      logged: optional(isLogged),
    })
  );
}

function isJob(value: unknown): value is RecordedJob {
  return (
    isObject(value) &&
    // This extension never stores a URL in a record.
    !('preSignedUrl' in value) &&
    has<RecordedJob>(value, {
      jobName: isText,
      jobId: isText,
      userPoolId: isText,
      status: isText,
      creationDate: optional(isTime),
      startDate: optional(isTime),
      completionDate: optional(isTime),
      cloudWatchLogsRoleArn: optional(isText),
      importedUsers: isNumber,
      skippedUsers: isNumber,
      failedUsers: isNumber,
      completionMessage: optional(isText),
      passwordHashingAlgorithm: optional(isText),
    })
  );
}

function isLogged(value: unknown): value is Logged {
  return (
    isObject(value) &&
    has<Logged>(value, {
      rows: isNumber,
      reasons: (reasons) => Array.isArray(reasons) && reasons.every(isReason),
    })
  );
}

function isReason(value: unknown): value is Reason {
  return (
    isObject(value) &&
    has<Reason>(value, {
      outcome: (outcome) => outcome === 'SUCCEEDED' || outcome === 'SKIPPED' || outcome === 'FAILED',
      reason: isText,
      count: isNumber,
      lines: (lines) => Array.isArray(lines) && lines.every(isNumber),
    })
  );
}
