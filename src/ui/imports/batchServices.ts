// Ties batches to the jobs they make, the disk and the memory.
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import type { ConnectionId } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { BatchMemory } from '../../domain/imports/batch.ts';
import { ImportBatches } from '../../domain/imports/batches.ts';
import { jobKey, type ImportJob } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { runJob, type ImportRun } from '../../domain/imports/run.ts';
import type { ImportRuns } from '../../domain/imports/runs.ts';
import { acrossRenewals } from '../../domain/imports/renewals.ts';
import type { BatchFiles } from '../../files/imports/batchFiles.ts';
import { isRenewed } from './runServices.ts';
import { fileLocks } from '../../files/imports/fileLocks.ts';

/** @param folder one that all windows share. */
export function createImportBatches(
  jobs: JobService,
  runs: ImportRuns,
  files: BatchFiles,
  { memory, clock, folder }: { readonly memory: BatchMemory; readonly clock: Clock; readonly folder: string },
): ImportBatches {
  return new ImportBatches({
    clock,
    memory,
    runs,
    lock: fileLocks(join(folder, 'imports')),
    split: (batch, tell, signal) => files.split(batch, tell, signal),
    removeFiles: (batchId) => files.remove(batchId),
    ended: (run, tell, signal) => untilEnded(jobs, clock, run, tell, signal),
  });
}

/** Reads the job first: it may have ended while no window was looking. */
async function untilEnded(
  jobs: JobService,
  clock: Clock,
  run: ImportRun,
  tell: (job: ImportJob) => void,
  signal: AbortSignal,
): Promise<ImportJob> {
  const ref = runJob(run);
  if (!ref) throw new Error(`${run.jobName} has no job.`);
  const services = { clock, isRenewed: (id: ConnectionId) => isRenewed(jobs, id) };
  const first = await acrossRenewals(services, ref.connectionId, signal, async () =>
    (await jobs.gateway(ref.connectionId)).describeUserImportJob(ref.userPoolId, ref.jobId, signal),
  );
  jobs.report(ref, run.poolName, first);
  tell(first);
  const listening = jobs.store.onChange((change) => {
    if (change.kind === 'job' && jobKey(change.ref) === jobKey(ref)) tell(change.after);
  });
  try {
    await jobs.untilOver(ref, signal);
  } finally {
    listening.dispose();
  }
  const job = jobs.store.job(ref);
  if (!job) throw new FailureError({ kind: 'notFound', message: 'The import job is not there any more.' });
  return job;
}
