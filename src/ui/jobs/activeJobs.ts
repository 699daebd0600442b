// A quick pick of active jobs that grows while every pool is searched: polled jobs appear at once, others as they are found.
import * as vscode from 'vscode';
import { isActive, jobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { SearchProgress } from '../../domain/live/findActive.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import { showItems, takeFrom } from '../shell/growingPick.ts';
import { noConnection, type CommandItem } from '../connections/noConnection.ts';
import { words } from './jobCommandWords.ts';
import { jobItem, type JobItem } from './jobItem.ts';

export interface ActiveJobsQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Selects from the active jobs. */
  readonly isOffered: (job: ImportJob) => boolean;
}

type ActiveItem = JobItem | (CommandItem & { readonly ref?: undefined });

/** Searches all connections until the user picks a job or cancels (undefined). Without a connection, the user can add one first. */
export async function pickActiveJob(
  jobs: JobService,
  question: ActiveJobsQuestion,
  log: ErrorLog,
): Promise<JobRef | undefined> {
  const stop = new AbortController();
  const pick = vscode.window.createQuickPick<ActiveItem>();
  pick.title = question.title;
  pick.matchOnDescription = true;
  // On a busy machine the palette that was just closed returns the focus late.
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  const found = new Set<string>();
  const show = (): void => showItems(pick, activeItems(jobs, question, found, pick.items), keyOf);
  show();
  const listening = jobs.store.onChange(({ kind }) => {
    if (kind === 'job') show();
  });
  const onFound = (ref: JobRef): void => {
    if (found.size < found.add(jobKey(ref)).size) show();
  };
  background(search(jobs, pick, { ...question, onFound }, stop.signal), log);
  try {
    const picked = await takeFrom(pick);
    if (!picked || picked.ref) return picked?.ref;
    await vscode.commands.executeCommand(picked.command);
  } finally {
    stop.abort();
    listening.dispose();
    pick.dispose();
  }
  return jobs.store.connections().length > 0 ? pickActiveJob(jobs, question, log) : undefined;
}

/**
 * The items to show, after those `listed` already: a job that has ended meanwhile stays, and its item says so.
 * @param found the jobs that this search has read. A job that is no longer read may have ended long ago.
 */
function activeItems(
  jobs: JobService,
  { isOffered }: ActiveJobsQuestion,
  found: ReadonlySet<string>,
  listed: readonly ActiveItem[],
): ActiveItem[] {
  if (jobs.store.connections().length === 0) return noConnection();
  const known = listed.flatMap(({ ref }) => {
    const job = ref && jobs.store.job(ref);
    return job ? [jobItem(jobs, ref, job)] : [];
  });
  const offered = [...jobs.store.allJobs()]
    .filter(({ ref }) => jobs.isUpToDate(ref) || found.has(jobKey(ref)))
    .filter(({ job }) => isActive(job.status) && isOffered(job))
    .map(({ ref, job }) => jobItem(jobs, ref, job));
  return [...known, ...offered];
}

function keyOf(item: ActiveItem): string {
  return item.ref ? jobKey(item.ref) : item.command;
}

/** The placeholder shows how much was searched; the tree shows what could not be read. */
async function search(
  jobs: JobService,
  pick: vscode.QuickPick<ActiveItem>,
  { placeholder, onFound }: ActiveJobsQuestion & { readonly onFound: (ref: JobRef) => void },
  signal: AbortSignal,
): Promise<void> {
  const locale = vscode.env.language;
  const progress = new Map<string, SearchProgress>();
  const total = (of: 'searched' | 'known'): string =>
    [...progress.values()].reduce((sum, each) => sum + each[of], 0).toLocaleString(locale);
  const showProgress = (): void => {
    pick.placeholder = words.searching(placeholder, total('searched'), total('known'));
  };
  const ids = jobs.store.connections().map((view) => view.connection.id);
  if (ids.length === 0) {
    pick.placeholder = words.nothingToSearch;
    return;
  }
  pick.busy = true;
  pick.placeholder = placeholder;
  const takeFound = (id: string, now: SearchProgress | undefined): void => {
    for (const { pool, job } of now?.found ?? [])
      onFound({ connectionId: id, userPoolId: pool.userPoolId, jobId: job.jobId });
  };
  const searches = ids.map(async (id) => {
    const summary = await jobs.findActive(id, signal, (now) => {
      progress.set(id, now);
      takeFound(id, now);
      if (!signal.aborted) showProgress();
    });
    takeFound(id, summary);
    return summary;
  });
  const summaries = await Promise.all(searches);
  if (signal.aborted) return;
  pick.busy = false;
  const unread = summaries.filter(
    // The user did not cancel it: the connection was renewed meanwhile.
    (summary) => !summary || ['failed', 'cancelled'].includes(summary.end) || summary.unread.length > 0,
  );
  const gaps = unread.length === 0 ? '' : words.gaps;
  pick.placeholder = (pick.items.length > 0 ? placeholder : words.noneActive(total('searched'))) + gaps;
}
