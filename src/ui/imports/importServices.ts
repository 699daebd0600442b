// Connects the import driver to the window's jobs and to the machine's disk.
import type { Clock } from '../../domain/base/clock.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import { ImportDriver } from '../../domain/imports/driver.ts';
import { acrossRenewals } from '../../domain/imports/renewals.ts';
import type { Blocker, ImportServices } from '../../domain/imports/services.ts';
import { jobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { isUnchanged } from '../../files/imports/importFiles.ts';
import type { ImportFolder } from '../../files/imports/importStore.ts';
import { PartFiles } from '../../files/imports/partFiles.ts';
import type { RunTask } from '../../files/runTask.ts';

export function createImportDriver(
  jobs: JobService,
  clock: Clock,
  store: ImportFolder,
  runTask: RunTask,
): ImportDriver {
  const files = new PartFiles(runTask, (id) => store.folderOf(id));
  const split: ImportServices['split'] = (state, report, signal) => files.split(state, report, signal);
  return new ImportDriver(store, importServices(jobs, clock, split));
}

function importServices(jobs: JobService, clock: Clock, split: ImportServices['split']): ImportServices {
  return {
    clock,
    split,
    isUnchanged,
    addConnection: (connection) => jobs.addConnection(connection),
    gateway: (connectionId) => jobs.gateway(connectionId),
    isRenewed: (connectionId) => isRenewed(jobs, connectionId),
    reportJob: ({ connection, poolName }, job) => {
      const { userPoolId, jobId } = job;
      jobs.report({ connectionId: connection.id, userPoolId, jobId }, poolName, job);
    },
    findBlocker: (connectionId, signal) => findBlocker(jobs, connectionId, signal),
    waitForEnd: (ref, signal) => jobs.untilOver(ref, signal),
    followJob: (state, ref, report, signal) => followJob(jobs, clock, state.poolName, ref, report, signal),
  };
}

/** Whether a connection that cancelled a call continues: neither the user nor its removal cancelled it. */
function isRenewed({ store }: JobService, connectionId: string): boolean {
  const view = store.connection(connectionId);
  return view !== undefined && view.failure?.kind !== 'cancelled';
}

/** Reads the active job of the connection's account. */
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

/** Reads the job first: it may have ended while no window was open. */
async function followJob(
  jobs: JobService,
  clock: Clock,
  poolName: string,
  ref: JobRef,
  report: (job: ImportJob) => void,
  signal: AbortSignal,
): Promise<ImportJob> {
  const services = { clock, isRenewed: (id: string) => isRenewed(jobs, id) };
  const first = await acrossRenewals(services, ref.connectionId, signal, async () =>
    (await jobs.gateway(ref.connectionId)).describeUserImportJob(ref.userPoolId, ref.jobId, signal),
  );
  jobs.report(ref, poolName, first);
  report(first);
  const listening = jobs.store.onChange((change) => {
    if (change.kind === 'job' && jobKey(change.ref) === jobKey(ref)) report(change.after);
  });
  try {
    await jobs.untilOver(ref, signal);
  } finally {
    listening.dispose();
  }
  const job = jobs.store.job(ref);
  if (!job) throw new FailureError({ kind: 'notFound', message: 'The import job no longer exists.' });
  return job;
}
