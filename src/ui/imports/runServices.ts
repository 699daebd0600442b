// Ties the runs of imports to the jobs they make.
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { runJob, type RunMemory } from '../../domain/imports/run.ts';
import { ImportRuns } from '../../domain/imports/runs.ts';
import type { Blocker } from '../../domain/imports/runServices.ts';
import { fileLocks } from '../../files/imports/fileLocks.ts';
import { isUnchanged } from '../../files/imports/importFiles.ts';

/** @param folder one that all windows share. */
export function createImportRuns(
  jobs: JobService,
  memory: RunMemory,
  clock: Clock,
  folder: string,
): ImportRuns {
  return new ImportRuns({
    clock,
    memory,
    lock: fileLocks(join(folder, 'imports')),
    isUnchanged,
    addConnection: (connection) => jobs.addConnection(connection),
    gateway: (connectionId) => jobs.gateway(connectionId),
    isRenewed: (connectionId) => isRenewed(jobs, connectionId),
    onJob: (run, job) => {
      const ref = runJob(run);
      if (ref) jobs.report(ref, run.poolName, job);
    },
    findActive: (connectionId, signal) => findBlocker(jobs, connectionId, signal),
    over: (ref, signal) => jobs.untilOver(ref, signal),
  });
}

/** Whether a connection that has cancelled a call has done so by itself. */
export function isRenewed({ store }: JobService, connectionId: string): boolean {
  const view = store.connection(connectionId);
  return view !== undefined && view.failure?.kind !== 'cancelled';
}

/** The active job of the connection's account, looked for in every pool. */
async function findBlocker(
  jobs: JobService,
  connectionId: string,
  signal: AbortSignal,
): Promise<Blocker | undefined> {
  const search = await jobs.findActive(connectionId, signal, () => undefined);
  const [found] = search?.found ?? [];
  if (!found) return undefined;
  const { pool, job } = found;
  const ref = { connectionId, userPoolId: pool.userPoolId, jobId: job.jobId };
  return { ref, jobName: job.jobName, poolName: pool.name };
}
