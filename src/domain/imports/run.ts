// An import as one thing from CSV to running job: what has been done of it is written down, so that it can go on from there.
import type { Connection } from '../connections/connection.ts';
import type { JobRef } from '../jobs/job.ts';
import type { PoolRef } from '../jobs/userPool.ts';

/** The CSV as it was when the import began: known again by its content, never copied. */
export interface CsvFile {
  readonly path: string;
  readonly bytes: number;
  /** Data rows: what a percentage is of. */
  readonly rows: number;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/**
 * How far an import is. `creating` is written down before CreateUserImportJob is called: a window that ends in between cannot know whether
 * the job exists, and must look before it creates another.
 */
export type RunStage = 'creating' | 'created' | 'uploaded' | 'started';

export interface ImportRun {
  readonly id: string;
  readonly connection: Connection;
  readonly userPoolId: string;
  readonly poolName: string;
  readonly jobName: string;
  readonly cloudWatchLogsRoleArn: string;
  readonly passwordHashingAlgorithm?: string;
  /** Absent where the job's CSV was uploaded by other means and only its start is driven. */
  readonly csv?: CsvFile;
  /** Whether the job is started once the CSV is uploaded. */
  readonly start: boolean;
  /** Whether a start that is refused because another job runs waits for that job's end. */
  readonly queued: boolean;
  readonly stage: RunStage;
  /** Milliseconds since the epoch: a job of this name created after it is this import's job. */
  readonly begunAt: number;
  readonly jobId?: string;
  /** A part of a larger file: parts with the same batch run one after another. */
  readonly batch?: { readonly id: string; readonly part: number; readonly parts: number };
}

/** Where imports are kept across windows and restarts. Shared by all windows, so it is read again before each change. */
export interface RunMemory {
  loadRuns(): readonly ImportRun[];
  saveRuns(runs: readonly ImportRun[]): void;
}

function runPool(run: ImportRun): PoolRef {
  return { connectionId: run.connection.id, userPoolId: run.userPoolId };
}

export function runJob(run: ImportRun): JobRef | undefined {
  return run.jobId === undefined ? undefined : { ...runPool(run), jobId: run.jobId };
}

/** Whether nothing is left to do: the job runs, or was only to be created and has its CSV. */
export function isDone(run: ImportRun): boolean {
  return run.stage === 'started' || (run.stage === 'uploaded' && !run.start);
}

/** An upload URL is valid for 899 s (seen in its X-Amz-Expires). Milliseconds. */
const uploadLifetime = 899_000;

/** Whether the URL its CSV was to be uploaded to is over, so that a new job has to take the place of the one it is of. */
export function needsNewJob({ stage, begunAt }: ImportRun, now: number): boolean {
  return stage === 'created' && now - begunAt >= uploadLifetime;
}

/** The URL cannot be had anew (the API has no operation for it): the import goes on with a new job. */
export function startAgain({ jobId: _old, ...run }: ImportRun, now: number): ImportRun {
  return { ...run, stage: 'creating', begunAt: now };
}

/** A job name for a file: what the API allows (`[\w\s+=,.@-]+`, 1–128), from the file's own name. */
export function suggestJobName(fileName: string, now: Date): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  const clean = stem.replace(/[^\w\s+=,.@-]+/g, '-').replace(/^[-\s]+|[-\s]+$/g, '');
  const stamp = now.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return `${(clean === '' ? 'import' : clean).slice(0, 110)}-${stamp}`;
}

/** Why the API would refuse the name; undefined when it would not. */
export function checkJobName(name: string): string | undefined {
  if (name === '') return 'Enter a name.';
  if (name.length > 128) return 'A job name has at most 128 characters.';
  if (!/^[\w\s+=,.@-]+$/.test(name)) return 'Letters, digits, spaces and _ + = , . @ - are allowed.';
  return undefined;
}
