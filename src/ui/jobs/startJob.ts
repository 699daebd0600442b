// Start Import Job: starts a job that was created, here or elsewhere, and whose CSV is uploaded.
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { confirmChange, type Change } from '../shell/confirm.ts';
import { words } from './jobCommandWords.ts';
import type { Imports } from '../imports/importProgress.ts';

/** Asks the user, then starts the job. Tries again if the upload has not reached Cognito yet; if another job runs, names it. */
export async function startJob(jobs: JobService, imports: Imports, ref: JobRef): Promise<void> {
  const job = jobs.store.job(ref);
  const connection = jobs.store.connection(ref.connectionId)?.connection;
  if (!job || !connection) return;
  if (!(await confirmChange(jobs, ref, startChange(job)))) return;
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  await imports.start(job, connection, poolName);
}

/** What the user is asked before a job is started. */
export function startChange(job: ImportJob): Change {
  return {
    title: words.start,
    question: words.startQuestion(job),
    consequence: words.startConsequence,
  };
}
