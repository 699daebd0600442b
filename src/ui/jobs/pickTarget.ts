// Finds the job or pool of a command: the one it was called on, otherwise one that the user picks.
import * as vscode from 'vscode';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import type { ErrorLog } from '../shell/background.ts';
import { inform } from '../shell/inform.ts';
import { plain } from '../shell/escapeText.ts';
import type { Targets } from '../shell/targets.ts';
import { connectionName } from '../tree/rows.ts';
import type { pickActiveJob } from './activeJobs.ts';
import { jobItem } from './jobItem.ts';
import { words } from './jobCommandWords.ts';

export interface TargetServices {
  readonly jobs: JobService;
  readonly targets: Targets;
  readonly pickActiveJob: typeof pickActiveJob;
  readonly log: ErrorLog;
}

export interface JobQuestion {
  readonly title: string;
  readonly isOffered: (job: ImportJob, ref: JobRef) => boolean;
  /** Why the command cannot be used on a job that is not offered. */
  readonly refusal: (job: ImportJob) => string;
  /** Says that no known job is offered. */
  readonly none: string;
}

/** Undefined if there is none, which the user is told, or if the user cancels. A command called on a row never asks about other jobs. */
export async function chooseJob(
  services: TargetServices,
  argument: unknown,
  question: JobQuestion,
): Promise<JobRef | undefined> {
  const { jobs, targets, log } = services;
  const given = givenJob(services, argument, question);
  if (given !== undefined || !targets.isFromPalette(argument)) return given;
  const offered = [...jobs.store.allJobs()].filter(({ ref, job }) => question.isOffered(job, ref));
  if (offered.length > 0) return pickJob(jobs, question.title, offered);
  inform(question.none, log);
  return undefined;
}

/** The job that a command was called on, or the active or selected one. Tells the user why if the one it was called on is not offered. */
export function givenJob(
  { jobs, targets, log }: TargetServices,
  argument: unknown,
  { isOffered, refusal }: Pick<JobQuestion, 'isOffered' | 'refusal'>,
): JobRef | undefined {
  const ref = targets.job(argument);
  const job = ref && jobs.store.job(ref);
  if (ref && job && isOffered(job, ref)) return ref;
  if (targets.isFromPalette(argument)) return undefined;
  inform(job ? refusal(job) : ref ? words.notLoaded : words.noJobRow, log);
  return undefined;
}

export async function choosePool(
  { jobs, targets, log }: TargetServices,
  argument: unknown,
  title: string,
): Promise<PoolRef | undefined> {
  const given = targets.pool(argument);
  if (given) return given;
  const items = jobs.store.connections().flatMap((view) =>
    jobs.store.pools(view.connection.id).map(({ ref, pool }) => ({
      label: plain(pool.name),
      description: plain(`${ref.userPoolId} · ${connectionName(view)}`),
      ref,
    })),
  );
  if (!targets.isFromPalette(argument)) inform(words.noPoolRow, log);
  else if (items.length === 0) inform(words.noPoolsKnown, log);
  else return (await vscode.window.showQuickPick(items, { title, placeHolder: words.pickPool }))?.ref;
  return undefined;
}

export async function pickJob(
  jobs: JobService,
  title: string,
  choices: readonly { readonly ref: JobRef; readonly job: ImportJob }[],
): Promise<JobRef | undefined> {
  const items = choices.map(({ ref, job }) => jobItem(jobs, ref, job));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: words.pickJob,
    matchOnDetail: true,
  });
  return picked?.ref;
}
