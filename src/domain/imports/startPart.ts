// Starts a part's job, at once or after the job that blocks it has ended.
import { pause, retry } from '../base/retry.ts';
import { FailureError, failureOf } from '../connections/failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { ImportJob } from '../jobs/job.ts';
import { withNewJob, withPart, type ImportState } from './import.ts';
import { partOf, type DrivenImport } from './partSteps.ts';
import { BlockedError, notStartable, type Blocker } from './services.ts';

/** AWS's own import code makes four attempts, 100 ms apart and doubling, to start a job right after its upload. */
const startAttempts = 4;
const startDelay = 100;
/** Between attempts of a queued start that is refused although no other job is active. Milliseconds. */
const unexplainedDelay = 2_000;

/**
 * A queued start waits for as long as another job runs, possibly for hours, so each attempt gets the current gateway.
 * @throws FailureError
 */
export async function startPart(driven: DrivenImport, index: number): Promise<ImportState> {
  const { services, lease, signal, report, state } = driven;
  const { jobId = '' } = partOf(state, index);
  // If the upload was not just now, the job may have changed meanwhile.
  let isKnown = driven.freshJob === jobId;
  for (let unexplained = 0; ;) {
    report({ kind: 'starting' });
    const gateway = await services.gateway(state.connection.id);
    if (!isKnown) {
      const next = afterReading(driven, index, await read(driven, gateway, jobId));
      if (next) return next;
      isKnown = true;
    }
    try {
      await start(driven, gateway, jobId);
      return withPart(state, index, { stage: 'started' });
    } catch (error) {
      if (failureOf(error).kind !== 'conflict' || lease.lost.aborted) throw error;
      const job = await read(driven, gateway, jobId);
      const next = afterReading(driven, index, job, error);
      if (next) return next;
      const blocker = await services.findBlocker(state.connection.id, signal);
      if (blocker && isSelf(blocker, job)) throw error;
      if (blocker && !state.queued) throw new BlockedError(blocker, error);
      if (blocker) {
        unexplained = 0;
        report({ kind: 'waiting', blocker });
        await services.waitForEnd(blocker.ref, signal);
      } else {
        // Another job has just ended, or the reason is permanent.
        if (!state.queued || ++unexplained === startAttempts) throw error;
        await pause(services.clock, unexplainedDelay, signal);
      }
      signal.throwIfAborted();
    }
  }
}

async function start(
  { services, lease, signal, state }: DrivenImport,
  gateway: CognitoGateway,
  jobId: string,
): Promise<void> {
  const attempts = { attempts: startAttempts, delay: startDelay, signal, isRetryable: isUploadUnseen };
  const job = await retry(services.clock, attempts, async () => {
    await lease.check();
    return gateway.imports.startUserImportJob(state.userPoolId, jobId, signal);
  });
  services.reportJob(state, job);
}

async function read(
  { services, signal, state }: DrivenImport,
  gateway: CognitoGateway,
  jobId: string,
): Promise<ImportJob> {
  const job = await gateway.describeUserImportJob(state.userPoolId, jobId, signal);
  services.reportJob(state, job);
  return job;
}

/** @returns undefined where the job is still to be started. @throws FailureError where it cannot be. */
function afterReading(
  { state }: DrivenImport,
  index: number,
  job: ImportJob,
  refusal?: unknown,
): ImportState | undefined {
  if (job.status === 'Created') return undefined;
  // An earlier window, or somebody in the console, has started the job.
  if (job.startDate !== undefined) return withPart(state, index, { stage: 'started' });
  // The job was never started, so none of its rows was imported.
  if (job.status === 'Expired' && partOf(state, index).csv) return withNewJob(state, index);
  throw refusal instanceof Error ? refusal : new FailureError(notStartable(job));
}

function isSelf({ ref }: Blocker, job: ImportJob): boolean {
  return ref.userPoolId === job.userPoolId && ref.jobId === job.jobId;
}

/** Occurs right after an upload, until the import service sees the S3 object. */
function isUploadUnseen(error: unknown): boolean {
  const { kind, detail } = failureOf(error);
  return kind === 'conflict' && /no csv file was uploaded/i.test(detail ?? '');
}
