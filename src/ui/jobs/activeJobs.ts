// A quick pick of running jobs that fills while every pool is looked through: known jobs at once, others as they are found.
import * as vscode from 'vscode';
import { isActive, jobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { SearchProgress } from '../../domain/live/findActive.ts';
import { summary } from '../../domain/jobs/jobWords.ts';
import { connectionName, statusIcon } from '../tree/rows.ts';
import { whenHeard } from '../shell/contextKeys.ts';
import { liveItems, takeFrom } from '../shell/liveItems.ts';
import { noConnection, type CommandItem } from '../connections/noConnection.ts';
import { plain } from '../shell/escapeText.ts';

export type JobItem = vscode.QuickPickItem & { readonly ref: JobRef };

/** A job as a line of a quick pick: what it is, how it stands, where it lives. */
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

export interface ActiveJobsQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Which of the active jobs are offered. */
  readonly isOffered: (job: ImportJob) => boolean;
}

type ActiveItem = JobItem | (CommandItem & { readonly ref?: undefined });

/** Looks through all connections until the user picks or leaves; undefined when they leave. Where there is none, one can be made first. */
export async function pickActiveJob(
  jobs: JobService,
  question: ActiveJobsQuestion,
): Promise<JobRef | undefined> {
  const stop = new AbortController();
  const pick = vscode.window.createQuickPick<ActiveItem>();
  pick.title = question.title;
  pick.matchOnDescription = true;
  // On a busy machine the palette that was just closed hands the focus back late.
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  const live = liveItems(pick, () => activeItems(jobs, question), isSame, whenHeard);
  const listening = jobs.store.onChange(({ kind }) => {
    if (kind === 'job') live.show();
  });
  void search(jobs, pick, question, stop.signal);
  try {
    const picked = await takeFrom(pick, live);
    if (!picked || picked.ref) return picked?.ref;
    await vscode.commands.executeCommand(picked.command);
  } finally {
    stop.abort();
    listening.dispose();
    pick.dispose();
  }
  return jobs.store.connections().length > 0 ? pickActiveJob(jobs, question) : undefined;
}

function activeItems(jobs: JobService, { isOffered }: ActiveJobsQuestion): ActiveItem[] {
  if (jobs.store.connections().length === 0) return noConnection();
  return [...jobs.store.allJobs()]
    .filter(({ job }) => isActive(job.status) && isOffered(job))
    .map(({ ref, job }) => jobItem(jobs, ref, job));
}

function isSame(one: ActiveItem, other: ActiveItem): boolean {
  return one.ref !== undefined && other.ref !== undefined && jobKey(one.ref) === jobKey(other.ref);
}

/** Never rejects: what cannot be read shows in the tree, and the question says what was looked at. */
async function search(
  jobs: JobService,
  pick: vscode.QuickPick<ActiveItem>,
  { placeholder }: ActiveJobsQuestion,
  signal: AbortSignal,
): Promise<void> {
  const locale = vscode.env.language;
  const progress = new Map<string, SearchProgress>();
  const total = (of: 'looked' | 'known'): string =>
    [...progress.values()].reduce((sum, each) => sum + each[of], 0).toLocaleString(locale);
  const tell = (): void => {
    pick.placeholder = `${placeholder} · looking through user pools: ${total('looked')} of ${total('known')}`;
  };
  const ids = jobs.store.connections().map((view) => view.connection.id);
  if (ids.length === 0) {
    pick.placeholder = 'There is no connection to look through yet';
    return;
  }
  pick.busy = true;
  pick.placeholder = placeholder;
  const searches = ids.map((id) =>
    jobs.findActive(id, signal, (now) => {
      progress.set(id, now);
      if (!signal.aborted) tell();
    }),
  );
  const summaries = await Promise.all(searches);
  if (signal.aborted) return;
  pick.busy = false;
  const unread = summaries.filter(
    // One that was cancelled here met a connection that was just renewed.
    (summary) => !summary || ['failed', 'cancelled'].includes(summary.end) || summary.unread.length > 0,
  );
  const gaps = unread.length === 0 ? '' : ' · not everything could be read: see the view';
  pick.placeholder =
    pick.items.length > 0
      ? `${placeholder}${gaps}`
      : `No import job is running in ${total('looked')} user pools${gaps}`;
}
