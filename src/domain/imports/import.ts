// The stored state of an import: one CSV in one job, or several jobs, because the CSV is too large for one, its first rows are a trial, or a
// folder was chosen.
import type { Connection } from '../connections/connection.ts';
import { isTerminal, type ImportJob, type JobRef } from '../jobs/job.ts';
import type { PoolRef } from '../jobs/userPool.ts';

/** A CSV as it was validated. It is recognised by its content and never copied. */
export interface CsvFile {
  readonly path: string;
  readonly bytes: number;
  /** Data rows: the total for percentages. */
  readonly rows: number;
  /** Hash of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The bytes of a CSV that form a part: the header, then the part's own rows. */
export interface FileCut extends ByteRange {
  readonly header: ByteRange;
  /** The line of the whole CSV that is the part's second line; the first is the header. */
  readonly firstLine: number;
}

/** How a part's job ended. */
export type PartResult = Pick<
  ImportJob,
  'status' | 'importedUsers' | 'skippedUsers' | 'failedUsers' | 'completionMessage'
>;

/** What was done for a part. A stage is saved before the next step begins. */
export type PartStage = 'creating' | 'created' | 'uploaded' | 'started';

/** The rows that one job imports. */
export interface ImportPart {
  /** The CSV that the user chose. Absent where it was uploaded by other means and only the start is driven. */
  readonly source?: CsvFile;
  /** Absent where the whole CSV is the part. */
  readonly cut?: FileCut;
  readonly rows: number;
  /** What is uploaded: the source, or the file that a cut was written to. Absent until that is written. */
  readonly csv?: CsvFile;
  /** The algorithm of the hashes in these rows, where parts differ: a job accepts one algorithm only (Developer Guide). */
  readonly passwordHashingAlgorithm?: string;
  readonly stage: PartStage;
  /** When the part's job was first to be created, in milliseconds since the epoch. */
  readonly begunAt?: number;
  /** Ids of jobs that had the part's name before CreateUserImportJob. Saved first, to find the new job if the answer is lost. */
  readonly sameNamed?: readonly string[];
  readonly jobId?: string;
  /** Set when the part's job has ended. */
  readonly result?: PartResult;
}

/** running: a window drives it, or died while it did · paused: it waits for the user · finished: nothing is left to do, or discarded. */
export type ImportStatus = 'running' | 'paused' | 'finished';

export interface ImportState {
  readonly id: string;
  /** The CSV or folder that the user chose. Absent where only a start is driven. */
  readonly path?: string;
  /** The job's name; with several parts the names are this one with `-1`, `-2` and so on. */
  readonly jobName: string;
  readonly connection: Connection;
  readonly userPoolId: string;
  readonly poolName: string;
  readonly cloudWatchLogsRoleArn: string;
  /** Applies to all parts without their own algorithm. */
  readonly passwordHashingAlgorithm?: string;
  /** Whether jobs are started once their CSV is uploaded. */
  readonly start: boolean;
  /** Whether a start that is refused because another job runs waits for that job to end. */
  readonly queued: boolean;
  /** In the order in which they are imported. */
  readonly parts: readonly ImportPart[];
  /** Set where the first part is a trial: whether the user has accepted its result, so that the rest is imported. */
  readonly trial?: 'undecided' | 'accepted';
  readonly status: ImportStatus;
  /** When this was last saved, in milliseconds since the epoch. */
  readonly savedAt: number;
}

export function importPool(state: ImportState): PoolRef {
  return { connectionId: state.connection.id, userPoolId: state.userPoolId };
}

export function partJob(state: ImportState, index: number): JobRef | undefined {
  const jobId = state.parts[index]?.jobId;
  return jobId === undefined ? undefined : { ...importPool(state), jobId };
}

/** The algorithm that a part's job names; undefined where its rows have no hashes. */
export function partAlgorithm(state: ImportState, index: number): string | undefined {
  return state.parts[index]?.passwordHashingAlgorithm ?? state.passwordHashingAlgorithm;
}

/** An import with several parts waits for the end of each job: an account can have one active job only (Developer Guide). */
export function hasSeveralParts({ parts }: ImportState): boolean {
  return parts.length > 1;
}

/** Whether nothing is left to do for a part. One job alone is followed like any other once it has started. */
function isPartDone(state: ImportState, { stage, result }: ImportPart): boolean {
  if (hasSeveralParts(state)) return result !== undefined;
  return stage === 'started' || (stage === 'uploaded' && !state.start);
}

/** Index of the first part that is not done; the number of parts when all are. */
export function nextPart(state: ImportState): number {
  const next = state.parts.findIndex((part) => !isPartDone(state, part));
  return next === -1 ? state.parts.length : next;
}

export function isComplete(state: ImportState): boolean {
  return nextPart(state) === state.parts.length;
}

/** The latest part that has ended, counted from 1, if its job did not succeed. */
export function failedPart(
  state: ImportState,
): { readonly number: number; readonly result: PartResult } | undefined {
  const number = nextPart(state);
  const result = state.parts[number - 1]?.result;
  return result && result.status !== 'Succeeded' ? { number, result } : undefined;
}

export function withPart(state: ImportState, index: number, change: Partial<ImportPart>): ImportState {
  return { ...state, parts: state.parts.map((part, at) => (at === index ? { ...part, ...change } : part)) };
}

/** Whether a part is cut from a larger CSV, still to be uploaded, and not written to a file yet. */
export function needsFile({ cut, csv, stage }: ImportPart): boolean {
  return cut !== undefined && csv === undefined && (stage === 'creating' || stage === 'created');
}

/** A part, and the import it belongs to. */
export interface FoundPart {
  readonly state: ImportState;
  readonly index: number;
  readonly part: ImportPart;
}

/** The part that a job was created for, with its CSV if that is known. */
export function partOfJob(
  states: readonly ImportState[],
  { userPoolId, jobId }: Pick<JobRef, 'userPoolId' | 'jobId'>,
): FoundPart | undefined {
  let found: FoundPart | undefined;
  for (const state of states) {
    if (state.userPoolId !== userPoolId) continue;
    const index = state.parts.findIndex((part) => part.jobId === jobId);
    const part = state.parts[index];
    if (part && !found?.part.source) found = { state, index, part };
  }
  return found;
}

/** Whether an import with several parts reports the end of the job, so that nobody else needs to. */
export function reportsEndOf(states: readonly ImportState[], ref: JobRef): boolean {
  const found = partOfJob(states, ref);
  if (!found || !hasSeveralParts(found.state)) return false;
  return found.part.result !== undefined || found.state.status === 'running';
}

/** An upload URL cannot be renewed (the API has no operation for it): the part continues with a new job. */
export function withNewJob(state: ImportState, index: number): ImportState {
  const parts = state.parts.map((part, at) => {
    if (at !== index) return part;
    const { jobId: _job, sameNamed: _listed, begunAt: _time, ...rest } = part;
    return { ...rest, stage: 'creating' as const };
  });
  return { ...state, parts };
}

/** An upload URL is valid for 899 s (observed in its X-Amz-Expires). Milliseconds. */
const uploadLifetime = 899_000;

/** Whether the next part's upload URL has expired, so that it needs a new job. */
export function needsNewJob(state: ImportState, now: number): boolean {
  const part = state.parts[nextPart(state)];
  return part?.stage === 'created' && part.begunAt !== undefined && now - part.begunAt >= uploadLifetime;
}

export function resultOf(job: ImportJob): PartResult {
  if (!isTerminal(job.status)) throw new Error(`${job.jobId} is ${job.status}.`);
  const { status, importedUsers, skippedUsers, failedUsers, completionMessage } = job;
  const message = completionMessage === undefined ? {} : { completionMessage };
  return { status, importedUsers, skippedUsers, failedUsers, ...message };
}

export interface ImportTotals {
  readonly rows: number;
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
  /** Parts whose jobs did not succeed. */
  readonly failedParts: number;
}

export function totals({ parts }: ImportState): ImportTotals {
  const results = parts.flatMap(({ result }) => result ?? []);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    rows: sum(parts.map(({ rows }) => rows)),
    importedUsers: sum(results.map(({ importedUsers }) => importedUsers)),
    skippedUsers: sum(results.map(({ skippedUsers }) => skippedUsers)),
    failedUsers: sum(results.map(({ failedUsers }) => failedUsers)),
    failedParts: results.filter(({ status }) => status !== 'Succeeded').length,
  };
}

/** What the API allows (CreateUserImportJob, JobName). */
const jobNameCharacters = 128;

/** The job name of a part, within what the API allows: `users`, or `users-2` of several, or `users-trial` and `users-rest`. */
export function partName(
  { jobName, parts, trial }: Pick<ImportState, 'jobName' | 'parts' | 'trial'>,
  index: number,
): string {
  if (parts.length <= 1) return jobName;
  const rest = parts.length === 2 ? '-rest' : `-rest-${index}`;
  const suffix = trial === undefined ? `-${index + 1}` : index === 0 ? '-trial' : rest;
  return jobName.slice(0, jobNameCharacters - suffix.length) + suffix;
}

/** A job name for a file, unique to the second: what the API allows (`[\w\s+=,.@-]+`, 1–128), from the file's own name. */
export function suggestJobName(fileName: string, now: Date): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  const clean = stem.replace(/[^\w\s+=,.@-]+/g, '-').replace(/^[-\s]+|[-\s]+$/g, '');
  const stamp = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  return `${(clean === '' ? 'import' : clean).slice(0, 110)}-${stamp}`;
}

/** Why the API would refuse the name; undefined if it would not. */
export function checkJobName(name: string): string | undefined {
  if (name === '') return 'Enter a name.';
  if (name.length > jobNameCharacters) return 'A job name has at most 128 characters.';
  if (!/^[\w\s+=,.@-]+$/.test(name)) return 'Letters, digits, spaces and _ + = , . @ - are allowed.';
  return undefined;
}
