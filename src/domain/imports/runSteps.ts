// The single steps of an import: create, upload, start. Each takes a run and gives it back one stage further.
import { FailureError, failureOf } from '../connections/failure.ts';
import type { UploadProgress } from '../gateway/importGateway.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { ImportJob } from '../jobs/job.ts';
import { startAgain, type ImportRun } from './run.ts';
import { retry } from '../base/retry.ts';
import { acrossRenewals } from './renewals.ts';
import { changed, unusable } from './runFailures.ts';
import type { RunActivity, RunServices } from './runServices.ts';
import { startRun } from './startRun.ts';
import { withMark, type SentMark } from './uploadSpeed.ts';

/** A second, two, and four: a network that comes back by itself mostly does so by then. */
const uploadAttempts = 4;
const uploadDelay = 1_000;
/** The service's clock and ours may differ by this much. Milliseconds. */
const clockSkew = 5 * 60_000;

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
    return acrossRenewals(this.#services, run.connection.id, signal, async (isFirst) => {
      const isUntried = isFresh && isFirst;
      switch (run.stage) {
        case 'creating':
          tell({ kind: 'creating' });
          return this.#create(run, isUntried, signal);
        case 'created':
          return this.#upload(run, isUntried, tell, signal);
        case 'uploaded':
          return startRun(this.#services, run, tell, signal);
        case 'started':
          return run;
      }
    });
  }

  async #create(run: ImportRun, isFresh: boolean, signal: AbortSignal): Promise<ImportRun> {
    const gateway = await this.#services.gateway(run.connection.id);
    const known = isFresh ? undefined : await findCreated(run, gateway, signal);
    const job = known ?? (await gateway.imports.createUserImportJob(run, signal));
    const created: ImportRun = { ...run, stage: 'created', jobId: job.jobId };
    this.#services.onJob(created, job);
    return created;
  }

  async #upload(
    run: ImportRun,
    isFresh: boolean,
    tell: (activity: RunActivity) => void,
    signal: AbortSignal,
  ): Promise<ImportRun> {
    const { csv } = run;
    if (!csv || !(await this.#services.isUnchanged(csv))) {
      throw new FailureError(changed);
    }
    const gateway = await this.#services.gateway(run.connection.id);
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
      return gateway.imports.upload(url, csv.path, onProgress, signal);
    };
    const isRetryable = (error: unknown, attempt: number): boolean => {
      const { kind, action, message: reason } = failureOf(error);
      if (kind !== 'offline' || action?.type === 'proxySettings') return false;
      tell({ kind: 'reconnecting', reason, attempt, attempts: uploadAttempts });
      return true;
    };
    try {
      await retry(
        this.#services.clock,
        { attempts: uploadAttempts, delay: uploadDelay, signal, isRetryable },
        send,
      );
    } catch (error) {
      // Where S3's clock and ours differ, S3 alone knows that the URL is over.
      if (isFresh || !wantsNewJob(error)) throw error;
      return startAgain(run, this.#services.clock.now());
    }
    return { ...run, stage: 'uploaded' };
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

function wantsNewJob(error: unknown): boolean {
  const { action } = failureOf(error);
  return action?.type === 'retry' && action.withNewJob === true;
}
