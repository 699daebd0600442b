// Stop Import Job: which job, are you sure, and what became of it.
import * as vscode from 'vscode';
import { isStoppable, type ImportJob, type JobRef } from '../domain/importJob.ts';
import type { ImportJobs } from '../domain/importJobs.ts';
import { counters, summary } from '../domain/words.ts';
import { pickActiveJob } from './activeJobs.ts';
import { confirmTyping, isGuarded } from './guard.ts';
import { connectionName } from './rows.ts';

const stopTitle = 'Stop Import Job';

const stoppable = {
  title: stopTitle,
  placeholder: 'Select the import job to stop',
  isOffered: (job: ImportJob): boolean => isStoppable(job.status),
};

/** Stops the job where it can be stopped; else one picked from all that can. @throws FailureError */
export async function stopJob(jobs: ImportJobs, target: JobRef | undefined): Promise<void> {
  const locale = vscode.env.language;
  const known = target && jobs.store.job(target);
  const ref = known && isStoppable(known.status) ? target : await pickActiveJob(jobs, stoppable);
  const job = ref && jobs.store.job(ref);
  if (!ref || !job) return;
  if (!(await confirm(jobs, ref, job))) return;
  const progress = { location: vscode.ProgressLocation.Window, title: `Stopping ${job.jobName}` };
  const outcome = await vscode.window.withProgress(progress, () => jobs.stop(ref));
  if (outcome.kind === 'accepted') return;
  const over = `${job.jobName} was over before it could be stopped: ${summary(outcome.job, locale)}.`;
  void vscode.window.showInformationMessage(over);
}

/** Names the job, where it is, and what a stop cannot undo. */
async function confirm(jobs: ImportJobs, ref: JobRef, job: ImportJob): Promise<boolean> {
  const view = jobs.store.connection(ref.connectionId);
  if (!view) return false;
  const account = (await jobs.accountOf(ref.connectionId))?.accountId ?? 'unknown';
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  const place = {
    poolName,
    userPoolId: ref.userPoolId,
    profile: connectionName(view),
    accountId: account,
  };
  const detail = [
    `User pool: ${poolName} (${ref.userPoolId})`,
    `Account: ${account}`,
    `Region: ${view.connection.region}`,
    `Profile: ${place.profile}`,
    '',
    `So far: ${counters(job, vscode.env.language)}. Users already imported remain in the pool. A stopped job cannot be started again.`,
  ].join('\n');
  const answer = await vscode.window.showWarningMessage(
    `Stop import job “${job.jobName}”?`,
    { modal: true, detail },
    stopTitle,
  );
  if (answer !== stopTitle) return false;
  return !isGuarded(place) || confirmTyping(poolName, stopTitle);
}
