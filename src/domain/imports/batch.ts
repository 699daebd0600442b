// A CSV too large for one job, or a folder of CSVs, as import jobs that run one after another: an account has one active job only.
import type { Connection } from '../connections/connection.ts';
import { isTerminal, type ImportJob } from '../jobs/job.ts';
import type { CsvFile, ImportRun } from './run.ts';
import type { PoolRef } from '../jobs/userPool.ts';

interface ByteRange {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
}

/** Which bytes of a CSV a part is: the header's, then its own. */
export interface FileCut extends ByteRange {
  readonly header: ByteRange;
  /** The CSV's line of the part's second line; the first is the header. */
  readonly firstLine: number;
}

/** What has become of a part's job. */
export type PartResult = Pick<
  ImportJob,
  'status' | 'importedUsers' | 'skippedUsers' | 'failedUsers' | 'completionMessage'
>;

export interface BatchPart {
  /** The CSV that the user chose. */
  readonly source: CsvFile;
  /** Absent where the whole CSV is the part. */
  readonly cut?: FileCut;
  /** Users. */
  readonly rows: number;
  /** What is uploaded: the source, or the file that a cut was written to; absent until it is written. */
  readonly csv?: CsvFile;
  /** Present once the part's job has started: from then on it is never started again. */
  readonly jobId?: string;
  /** Present once the part's job is over. */
  readonly result?: PartResult;
}

/**
 * running: a window drives it, or died while it did · paused: it waits for the user to go on · over: nothing is left to do, or the user
 * has ended it.
 */
export type BatchState = 'running' | 'paused' | 'over';

export interface ImportBatch {
  readonly id: string;
  /** The CSV or the folder that the user chose. */
  readonly path: string;
  /** Jobs are named after it, with `-1`, `-2` and on. */
  readonly jobName: string;
  readonly connection: Connection;
  readonly userPoolId: string;
  readonly poolName: string;
  readonly cloudWatchLogsRoleArn: string;
  readonly passwordHashingAlgorithm?: string;
  /** In the order in which they are imported. */
  readonly parts: readonly BatchPart[];
  readonly state: BatchState;
}

/** Where batches are kept across windows and restarts. Shared by all windows, so it is read again before each change. */
export interface BatchMemory {
  loadBatches(): readonly ImportBatch[];
  saveBatches(batches: readonly ImportBatch[]): void;
}

export function batchPool(batch: ImportBatch): PoolRef {
  return { connectionId: batch.connection.id, userPoolId: batch.userPoolId };
}

/** The part whose turn it is, counted from 0: the first that has no result; the number of parts when all have one. */
export function nextPart({ parts }: ImportBatch): number {
  const next = parts.findIndex(({ result }) => result === undefined);
  return next === -1 ? parts.length : next;
}

/** The last part that is over, counted from 1, where it did not end well. */
export function failedPart(
  batch: ImportBatch,
): { readonly number: number; readonly result: PartResult } | undefined {
  const number = nextPart(batch);
  const result = batch.parts[number - 1]?.result;
  return result && result.status !== 'Succeeded' ? { number, result } : undefined;
}

/** The run of a part (from 0) has always the same id: by it every window finds what an earlier one has begun. */
export function partRunId(batch: ImportBatch, index: number): string {
  return `${batch.id}-${index + 1}`;
}

/** A part's import: as it begins, or running where its job has started. Undefined while the part's CSV is not written yet. */
export function partRun(batch: ImportBatch, index: number, begunAt: number): ImportRun | undefined {
  const part = batch.parts[index];
  if (!part?.csv) return undefined;
  const { connection, userPoolId, poolName, cloudWatchLogsRoleArn, passwordHashingAlgorithm } = batch;
  return {
    id: partRunId(batch, index),
    connection,
    userPoolId,
    poolName,
    jobName: partName(batch.jobName, index + 1),
    cloudWatchLogsRoleArn,
    ...(passwordHashingAlgorithm === undefined ? {} : { passwordHashingAlgorithm }),
    csv: part.csv,
    start: true,
    queued: true,
    ...(part.jobId === undefined ? { stage: 'creating' } : { stage: 'started', jobId: part.jobId }),
    begunAt,
    batch: { id: batch.id, part: index + 1, parts: batch.parts.length },
  };
}

export function withPart(batch: ImportBatch, index: number, change: Partial<BatchPart>): ImportBatch {
  return { ...batch, parts: batch.parts.map((part, at) => (at === index ? { ...part, ...change } : part)) };
}

/** What the API allows (CreateUserImportJob, JobName). */
const jobNameCharacters = 128;

/** `users-2`, within what the API allows. */
export function partName(base: string, number: number): string {
  const suffix = `-${number}`;
  return base.slice(0, jobNameCharacters - suffix.length) + suffix;
}

/** @param job one that is over. */
export function resultOf(job: ImportJob): PartResult {
  if (!isTerminal(job.status)) throw new Error(`${job.jobId} is ${job.status}.`);
  const { status, importedUsers, skippedUsers, failedUsers, completionMessage } = job;
  const message = completionMessage === undefined ? {} : { completionMessage };
  return { status, importedUsers, skippedUsers, failedUsers, ...message };
}

export interface BatchTotals {
  readonly rows: number;
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
  /** Parts whose jobs did not succeed. */
  readonly badParts: number;
}

export function totals({ parts }: ImportBatch): BatchTotals {
  const results = parts.flatMap(({ result }) => result ?? []);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    rows: sum(parts.map(({ rows }) => rows)),
    importedUsers: sum(results.map(({ importedUsers }) => importedUsers)),
    skippedUsers: sum(results.map(({ skippedUsers }) => skippedUsers)),
    failedUsers: sum(results.map(({ failedUsers }) => failedUsers)),
    badParts: results.filter(({ status }) => status !== 'Succeeded').length,
  };
}
