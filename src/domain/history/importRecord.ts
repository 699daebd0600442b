// What this machine remembers about a job that it imported, even after the service no longer lists the job.
import type { Connection } from '../connections/connection.ts';
import {
  hasSeveralParts,
  partAlgorithm,
  partName,
  type CsvFile,
  type ImportState,
} from '../imports/import.ts';
import { isTerminal, processedUsers, type ImportJob, type JobRef } from '../jobs/job.ts';
import type { LogOutcome } from '../results/lineBase.ts';

/** Rows of one outcome and reason. */
export interface Reason {
  readonly outcome: LogOutcome;
  readonly reason: string;
  readonly count: number;
  /** CSV line numbers, ascending; only the first ones are kept, and none for imported rows. */
  readonly lines: readonly number[];
}

/** What the job's log said. */
export interface Logged {
  /** Number of rows that the log mentions. */
  readonly rows: number;
  /** Contain no value of any row. */
  readonly reasons: readonly Reason[];
}

/** Without the pre-signed URL, which carries credentials. */
export type RecordedJob = Omit<ImportJob, 'preSignedUrl'>;

/** One job. Holds no value of any row. What is done to its users later is stored with the row passes. */
export interface ImportRecord {
  /** As it was last seen. */
  readonly job: RecordedJob;
  readonly connection: Connection;
  readonly poolName: string;
  /** Absent where the account could not be identified. */
  readonly account?: { readonly accountId: string; readonly arn: string };
  /** The CSV that the user chose. Absent where it was uploaded by other means. */
  readonly csv?: CsvFile;
  /** The part of the CSV that the job imported: the line that was the part's second line, and its rows. */
  readonly part?: { readonly firstLine: number; readonly rows: number };
  /** The import with several parts that the job belongs to. */
  readonly batchId?: string;
  /** When the import of these rows began here, in milliseconds since the epoch. */
  readonly begunAt: number;
  readonly logged?: Logged;
}

export function recordRef({ connection, job: { userPoolId, jobId } }: ImportRecord): JobRef {
  return { connectionId: connection.id, userPoolId, jobId };
}

/** The record of a part whose CSV was uploaded; undefined for other parts. */
export function recordOfPart(state: ImportState, index: number): ImportRecord | undefined {
  const part = state.parts[index];
  if (part?.jobId === undefined || (part.stage !== 'uploaded' && part.stage !== 'started')) return undefined;
  const { source, cut, rows, begunAt = state.savedAt } = part;
  const algorithm = partAlgorithm(state, index);
  return {
    job: {
      jobName: partName(state, index),
      jobId: part.jobId,
      userPoolId: state.userPoolId,
      status: 'Created',
      importedUsers: 0,
      skippedUsers: 0,
      failedUsers: 0,
      ...(state.cloudWatchLogsRoleArn === '' ? {} : { cloudWatchLogsRoleArn: state.cloudWatchLogsRoleArn }),
      ...(algorithm === undefined ? {} : { passwordHashingAlgorithm: algorithm }),
    },
    connection: state.connection,
    poolName: state.poolName,
    ...(source ? { csv: source } : {}),
    ...(cut ? { part: { firstLine: cut.firstLine, rows } } : {}),
    ...(hasSeveralParts(state) ? { batchId: state.id } : {}),
    begunAt,
  };
}

/** New facts for a record. */
export type RecordNews = Partial<Pick<ImportRecord, 'job' | 'account' | 'logged'>>;

/** Windows may add news in any order: the latest state wins. Who imported which file never changes. */
export function withNews(record: ImportRecord, { job, account, logged }: RecordNews): ImportRecord {
  const isFirstAccount = record.account === undefined && account !== undefined;
  const knowsMore =
    logged !== undefined && isLater(knowledge(logged), record.logged ? knowledge(record.logged) : []);
  return {
    ...record,
    job: job ? later(record.job, withoutUrl(job)) : record.job,
    ...(isFirstAccount ? { account } : {}),
    ...(knowsMore ? { logged } : {}),
  };
}

function withoutUrl(job: ImportJob): RecordedJob {
  const { preSignedUrl: _, ...rest } = job;
  return rest;
}

/** A job that is over never changes again, and its counters never fall. */
function later(known: RecordedJob, seen: RecordedJob): RecordedJob {
  return isLater(progress(known), progress(seen)) ? known : seen;
}

/** Numbers that can only grow, most important first. */
function progress(job: RecordedJob): readonly number[] {
  const dates = [job.creationDate, job.startDate, job.completionDate];
  const known = dates.filter((date) => date !== undefined);
  return [Number(isTerminal(job.status)), processedUsers(job), known.length];
}

/** Grows as the log is read page by page, and when it becomes certain which CSV lines its numbers mean. */
function knowledge({ rows, reasons }: Logged): readonly number[] {
  return [rows, reasons.reduce((sum, { lines }) => sum + lines.length, 0)];
}

/** Whether the first number that differs is greater. */
function isLater(one: readonly number[], other: readonly number[]): boolean {
  const differing = one.findIndex((each, index) => each !== other[index]);
  return differing !== -1 && (one[differing] ?? 0) > (other[differing] ?? -1);
}
