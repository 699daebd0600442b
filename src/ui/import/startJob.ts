// Start Import Job: a job that was created, here or elsewhere, with its CSV uploaded.
import { randomUUID } from 'node:crypto';
import type { ImportJob, JobRef } from '../../domain/importJob.ts';
import type { ImportJobs } from '../../domain/importJobs.ts';
import type { ImportRun } from '../../domain/importRun.ts';
import { confirmChange, quoted } from '../confirm.ts';
import type { Imports } from './imports.ts';

/** Asks, then drives the start to its end: it waits for S3, and tells which other job is in the way. */
export async function startJob(jobs: ImportJobs, imports: Imports, ref: JobRef): Promise<void> {
  const job = jobs.store.job(ref);
  const run = job && (imports.runs.ofJob(ref.userPoolId, ref.jobId) ?? newRun(jobs, ref, job));
  if (!run) return;
  const change = {
    title: 'Start Import Job',
    question: `Start import job ${quoted(job)}?`,
    consequence:
      'Amazon Cognito imports the users of the uploaded CSV file. Users that exist already are skipped.',
  };
  if (await confirmChange(jobs, ref, change)) await imports.begin({ ...run, start: true });
}

function newRun(jobs: ImportJobs, ref: JobRef, job: ImportJob): ImportRun | undefined {
  const view = jobs.store.connection(ref.connectionId);
  if (!view) return undefined;
  return {
    id: randomUUID(),
    connection: view.connection,
    userPoolId: ref.userPoolId,
    poolName: jobs.store.pool(ref)?.pool.name ?? ref.userPoolId,
    jobName: job.jobName,
    cloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn ?? '',
    start: true,
    queued: false,
    stage: 'uploaded',
    begunAt: Date.now(),
    jobId: ref.jobId,
  };
}
