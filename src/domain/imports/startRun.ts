// The last step of an import: its job is started, at once or when the job in its way is over.
import { FailureError, failureOf } from '../connections/failure.ts';
import { startAgain, type ImportRun } from './run.ts';
import { pause, retry } from '../base/retry.ts';
import { inTheWay } from './runFailures.ts';
import type { Blocker, RunActivity, RunServices } from './runServices.ts';

/** AWS's own import code makes four attempts, 100 ms apart and doubling, to start a job right after its upload. */
const startAttempts = 4;
const startDelay = 100;
/** Between attempts of a queued start that is refused while no active job can be seen. Milliseconds. */
const unexplainedDelay = 2_000;
const blockers = new WeakMap<Error, Blocker>();

/**
 * Asked to (`queued`), waits for as long as another job runs, hours perhaps: so each turn calls through the gateway of its time.
 * @throws FailureError
 */
export async function startRun(
  services: RunServices,
  run: ImportRun,
  tell: (activity: RunActivity) => void,
  signal: AbortSignal,
): Promise<ImportRun> {
  const jobId = run.jobId ?? '';
  for (let unexplained = 0; ;) {
    tell({ kind: 'starting' });
    const gateway = await services.gateway(run.connection.id);
    try {
      const options = { attempts: startAttempts, delay: startDelay, signal, isRetryable: isUploadUnseen };
      const job = await retry(services.clock, options, () =>
        gateway.imports.startUserImportJob(run.userPoolId, jobId, signal),
      );
      services.onJob(run, job);
      return { ...run, stage: 'started' };
    } catch (error) {
      if (failureOf(error).kind !== 'conflict') throw error;
      const job = await gateway.describeUserImportJob(run.userPoolId, jobId, signal);
      services.onJob(run, job);
      if (job.status !== 'Created') {
        // Somebody (an earlier window, the console) has started it; or it has expired and cannot be.
        if (job.startDate !== undefined) return { ...run, stage: 'started' };
        // It was never started, so nothing of it was imported.
        if (job.status === 'Expired' && run.csv) return startAgain(run, services.clock.now());
        throw error;
      }
      const blocker = await services.findActive(run.connection.id, signal);
      if (blocker && isSelf(blocker, run)) throw error;
      if (blocker && !run.queued) throw blocked(blocker, error);
      if (blocker) {
        tell({ kind: 'waiting', blocker });
        await services.over(blocker.ref, signal);
      } else {
        // One that has just ended, or a reason that stays.
        if (!run.queued || ++unexplained === startAttempts) throw error;
        await pause(services.clock, unexplainedDelay, signal);
      }
    }
  }
}

/** The job that was in the way of a start that failed. */
export function blockerOf(error: unknown): Blocker | undefined {
  return error instanceof Error ? blockers.get(error) : undefined;
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
