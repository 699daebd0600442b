// Stop Import Job: picks the job, asks for confirmation, and reports the result.
import * as vscode from 'vscode';
import { isStoppable, type ImportJob } from '../../domain/jobs/job.ts';
import { counters, summary } from '../../domain/jobs/jobWords.ts';
import { inform } from '../shell/inform.ts';
import { confirmChange, type Change } from '../shell/confirm.ts';
import { plain } from '../shell/escapeText.ts';
import { words } from './jobCommandWords.ts';
import { givenJob, type TargetServices } from './pickTarget.ts';

const question = {
  title: words.stop,
  placeholder: words.stopPlaceholder,
  isOffered: (job: ImportJob): boolean => isStoppable(job.status),
  refusal: words.cannotStop,
};

/**
 * Called on a row or a panel, it stops that job, or says why it cannot. From the palette it stops the active or selected job, or if
 * that cannot be stopped, one that the user picks.
 * @throws FailureError
 */
export async function stopJob(services: TargetServices, argument: unknown): Promise<void> {
  const { jobs, targets, log } = services;
  const locale = vscode.env.language;
  const given = givenJob(services, argument, question);
  if (!given && !targets.isFromPalette(argument)) return;
  const ref = given ?? (await services.pickActiveJob(jobs, question, log));
  const job = ref && jobs.store.job(ref);
  if (!ref || !job) return;
  if (!isStoppable(job.status)) {
    // The job ended while it was in the list.
    inform(words.cannotStop(job), log);
    return;
  }
  if (!(await confirmChange(jobs, ref, stopChange(job, locale)))) return;
  const progress = { location: vscode.ProgressLocation.Window, title: words.stopping(job) };
  const outcome = await vscode.window.withProgress(progress, () => jobs.stop(ref));
  if (outcome.kind === 'accepted') return;
  inform(words.endedBeforeStop(job, plain(summary(outcome.job, locale))), log);
}

/** What the user is asked before a job is stopped. */
export function stopChange(job: ImportJob, locale: string): Change {
  return {
    title: words.stop,
    question: words.stopQuestion(job),
    consequence: words.stopConsequence(counters(job, locale)),
  };
}
