// Stop Import Job: which job, are you sure, and what became of it.
import * as vscode from 'vscode';
import { isStoppable, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { counters, summary } from '../../domain/jobs/jobWords.ts';
import { pickActiveJob } from './activeJobs.ts';
import { confirmChange, quoted } from '../shell/confirm.ts';
import { plain } from '../shell/escapeText.ts';

const stopTitle = 'Stop Import Job';

const stoppable = {
  title: stopTitle,
  placeholder: 'Select the import job to stop',
  isOffered: (job: ImportJob): boolean => isStoppable(job.status),
};

/** Stops the job where it can be stopped; else one picked from all that can. @throws FailureError */
export async function stopJob(jobs: JobService, target: JobRef | undefined): Promise<void> {
  const locale = vscode.env.language;
  const known = target && jobs.store.job(target);
  const ref = known && isStoppable(known.status) ? target : await pickActiveJob(jobs, stoppable);
  const job = ref && jobs.store.job(ref);
  if (!ref || !job) return;
  const change = {
    title: stopTitle,
    question: `Stop import job ${quoted(job)}?`,
    consequence: `So far: ${counters(job, locale)}. Users already imported remain in the pool. A stopped job cannot be started again.`,
  };
  if (!(await confirmChange(jobs, ref, change))) return;
  const progress = { location: vscode.ProgressLocation.Window, title: `Stopping ${plain(job.jobName)}` };
  const outcome = await vscode.window.withProgress(progress, () => jobs.stop(ref));
  if (outcome.kind === 'accepted') return;
  const over = `${job.jobName} was over before it could be stopped: ${summary(outcome.job, locale)}.`;
  void vscode.window.showInformationMessage(plain(over));
}
