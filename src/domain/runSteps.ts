// The single steps of an import: create, upload, start. Each takes a run and gives it back one stage further.
import type { Clock } from './clock.ts';
import { FailureError, failureOf } from './failure.ts';
import type { UploadProgress } from './importGateway.ts';
import type { CognitoGateway } from './gateway.ts';
import type { ImportJob, JobRef } from './importJob.ts';
import { type CsvFile, type ImportRun } from './importRun.ts';
import { patiently, pause } from './patience.ts';
import { changed, inTheWay, unusable } from './runFailures.ts';
import { withMark, type SentMark } from './uploadSpeed.ts';

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
  /** @throws FailureError when the connection cannot be used. */
  readonly gateway: (connectionId: string) => Promise<CognitoGateway>;
  /** Whether the file still is what it was when the import began. */
  readonly isUnchanged: (csv: CsvFile) => Promise<boolean>;
  /** Told of every job that a step has read or changed. */
  readonly onJob: (run: ImportRun, job: ImportJob) => void;
  /** The account's active job, if there is one. */
  readonly findActive: (connectionId: string, signal: AbortSignal) => Promise<Blocker | undefined>;
  /** Resolves when the job is over. */
  readonly over: (ref: JobRef, signal: AbortSignal) => Promise<void>;
}

/** AWS's own import code makes four attempts, 100 ms apart and doubling, to start a job right after its upload. */
const startAttempts = 4;
const startDelay = 100;
/** Between attempts of a queued start that is refused while no active job can be seen. Milliseconds. */
const unexplainedDelay = 2_000;
/** A second, two, and four: a network that comes back by itself mostly does so by then. */
const uploadAttempts = 4;
const uploadDelay = 1_000;
/** The service's clock and ours may differ by this much. Milliseconds. */
const clockSkew = 5 * 60_000;

const blockers = new WeakMap<Error, Blocker>();

export class RunSteps {
  readonly #services: RunServices;

  constructor(services: RunServices) {
    this.#services = services;
  }

  /**
   * @param isFresh whether this step cannot have been tried before, by this window or an earlier one.
   * @throws FailureError; the run is then as it was.
   */
  async next(
    run: ImportRun,
    isFresh: boolean,
    tell: (activity: RunActivity) => void,
    signal: AbortSignal,
  ): Promise<ImportRun> {
    const gateway = await this.#services.gateway(run.connection.id);
    switch (run.stage) {
      case 'creating':
        tell({ kind: 'creating' });
        return this.#create(run, isFresh, gateway, signal);
      case 'created':
        return this.#upload(run, isFresh, gateway, tell, signal);
      case 'uploaded':
        return this.#start(run, gateway, tell, signal);
      case 'started':
        return run;
    }
  }

  /** The job that was in the way of a start that failed. */
  blockerOf(error: unknown): Blocker | undefined {
    return error instanceof Error ? blockers.get(error) : undefined;
  }

  async #create(
    run: ImportRun,
    isFresh: boolean,
    gateway: CognitoGateway,
    signal: AbortSignal,
  ): Promise<ImportRun> {
    const known = isFresh ? undefined : await findCreated(run, gateway, signal);
    const job = known ?? (await gateway.createUserImportJob(run, signal));
    const created: ImportRun = { ...run, stage: 'created', jobId: job.jobId };
    this.#services.onJob(created, job);
    return created;
  }

  async #upload(
    run: ImportRun,
    isFresh: boolean,
    gateway: CognitoGateway,
    tell: (activity: RunActivity) => void,
    signal: AbortSignal,
  ): Promise<ImportRun> {
    const { csv } = run;
    if (!csv || !(await this.#services.isUnchanged(csv))) {
      throw new FailureError(changed);
    }
    const job = await gateway.describeUserImportJob(run.userPoolId, run.jobId ?? '', signal);
    this.#services.onJob(run, job);
    if (job.startDate !== undefined) return { ...run, stage: 'started' };
    const url = job.preSignedUrl;
    // A job just made is never replaced unasked: with a wrong clock on either side that would not end.
    const isOver = !isFresh && url?.expiresAt !== undefined && url.expiresAt <= this.#services.clock.now();
    if (job.status !== 'Created' || !url || isOver) {
      if (isFresh) throw new FailureError(unusable(job));
      return startAgain(run, this.#services.clock.now());
    }
    const expiry = url.expiresAt === undefined ? {} : { expiresAt: url.expiresAt };
    const send = (): Promise<void> => {
      let marks: readonly SentMark[] = [];
      const onProgress = (progress: UploadProgress): void => {
        marks = withMark(marks, this.#services.clock.now(), progress.sentBytes);
        tell({ kind: 'uploading', marks, ...expiry, ...progress });
      };
      onProgress({ sentBytes: 0, totalBytes: csv.bytes });
      return gateway.upload(url, csv.path, onProgress, signal);
    };
    const passes = (error: unknown, attempt: number): boolean => {
      const { kind, action, message: reason } = failureOf(error);
      if (kind !== 'offline' || action?.type === 'proxySettings') return false;
      tell({ kind: 'reconnecting', reason, attempt, attempts: uploadAttempts });
      return true;
    };
    try {
      await patiently(
        this.#services.clock,
        { attempts: uploadAttempts, delay: uploadDelay, signal, passes },
        send,
      );
    } catch (error) {
      // Where S3's clock and ours differ, S3 alone knows that the URL is over.
      if (isFresh || !wantsNewJob(error)) throw error;
      return startAgain(run, this.#services.clock.now());
    }
    return { ...run, stage: 'uploaded' };
  }

  async #start(
    run: ImportRun,
    gateway: CognitoGateway,
    tell: (activity: RunActivity) => void,
    signal: AbortSignal,
  ): Promise<ImportRun> {
    const jobId = run.jobId ?? '';
    for (let unexplained = 0; ;) {
      tell({ kind: 'starting' });
      try {
        const patience = { attempts: startAttempts, delay: startDelay, signal, passes: isUploadUnseen };
        const job = await patiently(this.#services.clock, patience, () =>
          gateway.startUserImportJob(run.userPoolId, jobId, signal),
        );
        this.#services.onJob(run, job);
        return { ...run, stage: 'started' };
      } catch (error) {
        if (failureOf(error).kind !== 'conflict') throw error;
        const job = await gateway.describeUserImportJob(run.userPoolId, jobId, signal);
        this.#services.onJob(run, job);
        if (job.status !== 'Created') {
          // Somebody (an earlier window, the console) has started it; or it has expired and cannot be.
          if (job.startDate !== undefined) return { ...run, stage: 'started' };
          // It was never started, so nothing of it was imported.
          if (job.status === 'Expired' && run.csv) return startAgain(run, this.#services.clock.now());
          throw error;
        }
        const blocker = await this.#services.findActive(run.connection.id, signal);
        if (blocker && isSelf(blocker, run)) throw error;
        if (blocker && !run.queued) throw blocked(blocker, error);
        if (blocker) {
          tell({ kind: 'waiting', blocker });
          await this.#services.over(blocker.ref, signal);
        } else {
          // One that has just ended, or a reason that stays.
          if (!run.queued || ++unexplained === startAttempts) throw error;
          await pause(this.#services.clock, unexplainedDelay, signal);
        }
      }
    }
  }
}

/** The job an earlier attempt made without living to hear of it. */
async function findCreated(
  run: ImportRun,
  gateway: CognitoGateway,
  signal: AbortSignal,
): Promise<ImportJob | undefined> {
  const { items } = await gateway.listUserImportJobs(run.userPoolId, { maxResults: 20 }, signal);
  const earliest = run.begunAt - clockSkew;
  return items.find(
    ({ jobName, status, creationDate = 0 }) =>
      jobName === run.jobName && status === 'Created' && creationDate > earliest,
  );
}

/** The URL cannot be had anew (the API has no operation for it): the import goes on with a new job. */
function startAgain({ jobId: _old, ...run }: ImportRun, now: number): ImportRun {
  return { ...run, stage: 'creating', begunAt: now };
}

function isSelf(blocker: Blocker, run: ImportRun): boolean {
  return blocker.ref.userPoolId === run.userPoolId && blocker.ref.jobId === run.jobId;
}

function blocked(blocker: Blocker, cause: unknown): FailureError {
  const error = new FailureError(inTheWay(blocker), { cause });
  blockers.set(error, blocker);
  return error;
}

/** Seen right after an upload, until S3's object has reached the import service. */
function isUploadUnseen(error: unknown): boolean {
  const { kind, detail } = failureOf(error);
  return kind === 'conflict' && /no csv file was uploaded/i.test(detail ?? '');
}

function wantsNewJob(error: unknown): boolean {
  const { action } = failureOf(error);
  return action?.type === 'retry' && action.withNewJob === true;
}
