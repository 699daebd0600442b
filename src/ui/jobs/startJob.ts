// Start Import Job: a job that was created, here or elsewhere, with its CSV uploaded.
import type { JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { confirmChange } from '../shell/confirm.ts';
import { quoted } from './jobCommandWords.ts';
import { toStart } from '../imports/importPlan.ts';
import type { Imports } from '../imports/importProgress.ts';

/** Asks, then drives the start to its end: it waits for S3, and tells which other job is in the way. */
export async function startJob(jobs: JobService, imports: Imports, ref: JobRef): Promise<void> {
  const job = jobs.store.job(ref);
  const connection = jobs.store.connection(ref.connectionId)?.connection;
  if (!job || !connection) return;
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  const known = imports.runs.ofJob(ref.userPoolId, ref.jobId);
  const change = {
    title: 'Start Import Job',
    question: `Start import job ${quoted(job)}?`,
    consequence:
      'Amazon Cognito imports the users of the uploaded CSV file. Users that exist already are skipped.',
  };
  if (await confirmChange(jobs, ref, change)) {
    await imports.begin(toStart(job, connection, poolName, known));
  }
}
