// Commands about user pools and import jobs.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import { consoleUrl, describeCommand, poolArn, uploadCommand } from '../../domain/jobs/awsAddresses.ts';
import { isStarted, isTerminal, jobKey, type JobRef } from '../../domain/jobs/job.ts';
import { linkTo } from '../links/link.ts';
import { linkWords } from '../links/words.ts';
import type { JobPanels } from '../panel/jobPanels.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { inform } from '../shell/inform.ts';
import { commands } from '../shell/ids.ts';
import { words } from './jobCommandWords.ts';
import { chooseJob, choosePool, pickJob, type JobQuestion, type TargetServices } from './pickTarget.ts';
import type { StatusBar } from './statusBar.ts';
import { stopJob } from './stopJob.ts';

export interface JobServices extends TargetServices {
  readonly panels: JobPanels;
  readonly statusBar: StatusBar;
  /** What links to this extension begin with: `vscode://PUBLISHER.NAME`. */
  readonly linkBase: string;
}

const active = {
  title: words.findActive,
  placeholder: words.findActivePlaceholder,
  isOffered: (): boolean => true,
};

const any = { isOffered: () => true, refusal: () => words.noJobRow, none: words.noJobsKnown };

export function jobCommands(services: JobServices) {
  const { jobs, panels, targets, log } = services;
  const { follower } = jobs;
  const followable: JobQuestion = {
    title: words.follow,
    isOffered: (job, ref) => isStarted(job.status) && !isTerminal(job.status) && !follower.isFollowed(ref),
    refusal: words.cannotFollow,
    none: words.nothingToFollow,
  };
  const followed: JobQuestion = {
    title: words.unfollow,
    isOffered: (_, ref) => follower.isFollowed(ref),
    refusal: words.isNotFollowed,
    none: words.nothingFollowed,
  };
  return {
    [commands.showJob]: async (argument) => {
      // A job that has not been loaded can be shown: its panel loads it.
      const ref =
        targets.job(argument) ?? (await chooseJob(services, argument, { ...any, title: words.show }));
      if (ref) panels.open(ref);
    },
    [commands.stopJob]: (argument) => stopJob(services, argument),
    [commands.findActiveJobs]: async () => {
      const ref = await services.pickActiveJob(jobs, active, log);
      if (ref) panels.open(ref);
    },
    [commands.followJob]: async (argument) => {
      const ref = await chooseJob(services, argument, followable);
      const job = ref && jobs.store.job(ref);
      if (ref && job) follower.follow(ref, job);
    },
    [commands.unfollowJob]: async (argument) => {
      const ref = await chooseJob(services, argument, followed);
      if (ref) follower.unfollow(ref);
    },
    [commands.showFollowedJobs]: (argument) => showFollowed(services, targets.jobs(argument) ?? []),
    [commands.loadOlderJobs]: async (argument) => {
      const pool = targets.pool(argument);
      if (pool) await jobs.loadOlder(pool);
    },
    ...copyCommands(services),
  } satisfies Partial<CommandHandlers>;
}

function copyCommands(services: JobServices) {
  const { jobs, targets, log } = services;
  const uploadable: JobQuestion = {
    title: words.copyUpload,
    isOffered: (job) => job.preSignedUrl !== undefined && job.status === 'Created',
    refusal: words.cannotUpload,
    none: words.nothingToUpload,
  };
  const copy = (text: string) => vscode.env.clipboard.writeText(text);
  return {
    [commands.copyId]: async (argument) => {
      const job = targets.job(argument);
      const id = job ? job.jobId : (await choosePool(services, argument, words.copyId))?.userPoolId;
      if (id !== undefined) await copy(id);
    },
    [commands.copyLink]: (argument) => copyLink(services, argument),
    [commands.copyPoolArn]: async (argument) => {
      const pool = await choosePool(services, argument, words.copyPoolArn);
      const view = pool && jobs.store.connection(pool.connectionId);
      if (!view) return;
      const account = await jobs.accountOf(pool.connectionId);
      if (!account) throw new FailureError({ kind: 'unexpected', message: words.accountUnknown });
      await copy(poolArn(view.connection.region, account.accountId, pool.userPoolId));
    },
    [commands.copyCliCommand]: async (argument) => {
      const question = { ...any, title: words.copyCliCommand };
      const ref = targets.job(argument) ?? (await chooseJob(services, argument, question));
      const view = ref && jobs.store.connection(ref.connectionId);
      if (view) await copy(describeCommand(view.connection, ref));
    },
    [commands.copyUploadCommand]: async (argument) => {
      const ref = await chooseJob(services, argument, uploadable);
      const url = ref && jobs.store.job(ref)?.preSignedUrl?.reveal();
      if (!url) return;
      await copy(uploadCommand(url));
      inform(words.uploadCopied, log);
    },
    [commands.openInConsole]: async (argument) => {
      const pool = await choosePool(services, argument, words.openInConsole);
      const view = pool && jobs.store.connection(pool.connectionId);
      if (view) await vscode.env.openExternal(vscode.Uri.parse(consoleUrl(view.connection.region, pool)));
    },
  } satisfies Partial<CommandHandlers>;
}

async function copyLink(services: JobServices, argument: unknown): Promise<void> {
  const { jobs, targets, linkBase, log } = services;
  const job =
    targets.job(argument) ?? (await chooseJob(services, argument, { ...any, title: words.copyLink }));
  const view = job && jobs.store.connection(job.connectionId);
  if (!view) return;
  const link = linkTo(linkBase, view.connection, job, job.jobId);
  if (link !== undefined) await vscode.env.clipboard.writeText(link);
  inform(link === undefined ? linkWords.sandbox : linkWords.copied, log);
}

/** Shows the jobs of a notice (`told`) and of the status bar: those that have just ended, then the running ones. */
async function showFollowed(
  { jobs, panels, statusBar, log }: JobServices,
  told: readonly JobRef[],
): Promise<void> {
  const ended = statusBar.takeResults().map(({ followed }) => followed.ref);
  const running = jobs.follower.jobs().map(({ ref }) => ref);
  const refs = new Map([...told, ...ended, ...running].map((ref) => [jobKey(ref), ref]));
  const choices = [...refs.values()].flatMap((ref) => {
    const job = jobs.store.job(ref);
    return job ? [{ ref, job }] : [];
  });
  const [only, ...others] = choices;
  if (!only) {
    inform(words.nothingFollowed, log);
    return;
  }
  const ref = others.length === 0 ? only.ref : await pickJob(jobs, words.followed, choices);
  if (ref) panels.open(ref);
}
