// The quick-pick item of a job.
import * as vscode from 'vscode';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { summary } from '../../domain/jobs/jobWords.ts';
import { connectionName, statusIcon } from '../tree/rows.ts';
import { plain } from '../shell/escapeText.ts';

export type JobItem = vscode.QuickPickItem & { readonly ref: JobRef };

/** Name, status, and where the job is. */
export function jobItem(jobs: JobService, ref: JobRef, job: ImportJob): JobItem {
  const view = jobs.store.connection(ref.connectionId);
  const place = [jobs.store.pool(ref)?.pool.name ?? ref.userPoolId];
  if (view) place.push(connectionName(view), view.connection.region);
  return {
    label: plain(job.jobName),
    description: plain(summary(job, vscode.env.language)),
    detail: plain(place.join(' · ')),
    iconPath: statusIcon(job.status),
    ref,
  };
}
