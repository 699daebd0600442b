// Stop Import Job: which job, are you sure, and what became of it.
import * as vscode from 'vscode';
import { isStoppable, type ImportJob, type JobRef } from '../domain/importJob.ts';
import type { ImportJobs } from '../domain/importJobs.ts';
import { counters, summary } from '../domain/words.ts';
import { confirmTyping, isGuarded } from './guard.ts';
import { connectionName, statusIcon } from './rows.ts';

const stopTitle = 'Stop Import Job';

/** Stops the job, or one picked from all that can be stopped. @throws FailureError */
export async function stopJob(jobs: ImportJobs, target: JobRef | undefined): Promise<void> {
  const locale = vscode.env.language;
  const known = target && jobs.store.job(target);
  const ref = known && isStoppable(known.status) ? target : await pickStoppable(jobs, target);
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

type JobItem = vscode.QuickPickItem & { readonly ref: JobRef };

async function pickStoppable(jobs: ImportJobs, asked: JobRef | undefined): Promise<JobRef | undefined> {
  const stoppable = [...jobs.store.allJobs()].filter(({ job }) => isStoppable(job.status));
  if (stoppable.length === 0) {
    const job = asked && jobs.store.job(asked);
    const why = job ? `${job.jobName} is ${job.status} and cannot be stopped.` : 'No import job is running.';
    void vscode.window.showInformationMessage(why);
    return undefined;
  }
  const items = stoppable.map(({ ref, job }) => jobItem(jobs, ref, job));
  const picked = await vscode.window.showQuickPick(items, {
    title: stopTitle,
    placeHolder: 'Select the import job to stop',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.ref;
}

/** A job as a line of a quick pick: what it is, how it stands, where it lives. */
export function jobItem(jobs: ImportJobs, ref: JobRef, job: ImportJob): JobItem {
  const view = jobs.store.connection(ref.connectionId);
  const place = [jobs.store.pool(ref)?.pool.name ?? ref.userPoolId];
  if (view) place.push(connectionName(view), view.connection.region);
  return {
    label: job.jobName,
    description: summary(job, vscode.env.language),
    detail: place.join(' · '),
    iconPath: statusIcon(job.status),
    ref,
  };
}
