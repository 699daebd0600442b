// Commands about user pools and import jobs.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import { jobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { consoleUrl, describeCommand, poolArn, uploadCommand } from '../../domain/jobs/awsAddresses.ts';
import { jobItem, pickActiveJob } from './activeJobs.ts';
import type { CommandRegistry } from '../shell/commandRegistry.ts';
import { commands } from '../shell/ids.ts';
import type { JobPanels } from '../panel/jobPanels.ts';
import { linkTo } from '../links/link.ts';
import { linkWords } from '../links/words.ts';
import type { StatusBar } from './statusBar.ts';
import { stopJob } from './stopJob.ts';
import type { Targets } from '../shell/targets.ts';

export interface JobServices {
  readonly jobs: JobService;
  readonly panels: JobPanels;
  readonly statusBar: StatusBar;
  readonly targets: Targets;
  /** What links to this extension begin with: `vscode://PUBLISHER.NAME`. */
  readonly linkBase: string;
}

const running = {
  title: 'Find Active Import Jobs',
  placeholder: 'Select an import job to show it',
  isOffered: (): boolean => true,
};

export function registerJobCommands(registry: CommandRegistry, services: JobServices): void {
  const { jobs, panels, targets } = services;
  registry.register(commands.showJob, async (argument) => {
    const ref = targets.job(argument) ?? (await pickJob(jobs, 'Show Import Job', [...jobs.store.allJobs()]));
    if (ref) panels.open(ref);
  });
  registry.register(commands.stopJob, (argument) => stopJob(jobs, targets.job(argument)));
  registry.register(commands.findActiveJobs, async () => {
    const ref = await pickActiveJob(jobs, running);
    if (ref) panels.open(ref);
  });
  registry.register(commands.followJob, (argument) => {
    const ref = targets.job(argument);
    const job = ref && jobs.store.job(ref);
    if (ref && job) jobs.follower.follow(ref, job);
  });
  registry.register(commands.unfollowJob, (argument) => {
    const ref = targets.job(argument);
    if (ref) jobs.follower.unfollow(ref);
  });
  registry.register(commands.showFollowedJobs, (argument) =>
    showFollowed(services, targets.jobs(argument) ?? []),
  );
  registry.register(commands.loadOlderJobs, async (argument) => {
    const pool = targets.pool(argument);
    if (pool) await jobs.loadOlder(pool);
  });
  registerCopyCommands(registry, services);
}

function registerCopyCommands(registry: CommandRegistry, services: JobServices): void {
  const { jobs, targets } = services;
  registry.register(commands.copyId, async (argument) => {
    const job = targets.job(argument);
    const id = job ? job.jobId : targets.pool(argument)?.userPoolId;
    if (id !== undefined) await vscode.env.clipboard.writeText(id);
  });
  registry.register(commands.copyLink, (argument) => copyLink(services, argument));
  registry.register(commands.copyPoolArn, async (argument) => {
    const pool = targets.pool(argument);
    const view = pool && jobs.store.connection(pool.connectionId);
    if (!view) return;
    const account = await jobs.accountOf(pool.connectionId);
    if (!account)
      throw new FailureError({
        kind: 'unexpected',
        message: 'The ARN needs the account, which is not known yet.',
      });
    await vscode.env.clipboard.writeText(poolArn(view.connection.region, account.accountId, pool.userPoolId));
  });
  registry.register(commands.copyCliCommand, async (argument) => {
    const ref = targets.job(argument);
    const view = ref && jobs.store.connection(ref.connectionId);
    if (view) await vscode.env.clipboard.writeText(describeCommand(view.connection, ref));
  });
  registry.register(commands.copyUploadCommand, async (argument) => {
    const ref = targets.job(argument);
    const url = ref && jobs.store.job(ref)?.preSignedUrl?.reveal();
    if (!url) return;
    await vscode.env.clipboard.writeText(uploadCommand(url));
    const text = 'The upload command is on the clipboard. It carries temporary credentials: do not share it.';
    void vscode.window.showInformationMessage(text);
  });
  registry.register(commands.openInConsole, async (argument) => {
    // The panel in front before the row that is selected.
    const pool = targets.job(argument) ?? targets.pool(argument);
    const view = pool && jobs.store.connection(pool.connectionId);
    if (view) await vscode.env.openExternal(vscode.Uri.parse(consoleUrl(view.connection.region, pool)));
  });
}

async function copyLink({ jobs, targets, linkBase }: JobServices, argument: unknown): Promise<void> {
  const job = targets.job(argument) ?? (await pickJob(jobs, 'Copy Link to Job', [...jobs.store.allJobs()]));
  const view = job && jobs.store.connection(job.connectionId);
  if (!view) return;
  const link = linkTo(linkBase, view.connection, job, job.jobId);
  if (link !== undefined) await vscode.env.clipboard.writeText(link);
  void vscode.window.showInformationMessage(link === undefined ? linkWords.sandbox : linkWords.copied);
}

/** What the status bar stands for: jobs that have just ended, a notice's `told` among them, then those that run. */
async function showFollowed(
  { jobs, panels, statusBar }: JobServices,
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
  if (only && others.length === 0) {
    panels.open(only.ref);
    return;
  }
  const ref = await pickJob(jobs, 'Followed Import Jobs', choices);
  if (ref) panels.open(ref);
}

async function pickJob(
  jobs: JobService,
  title: string,
  choices: readonly { readonly ref: JobRef; readonly job: ImportJob }[],
): Promise<JobRef | undefined> {
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(
      'No import jobs are known yet: open a user pool in the Cognito view.',
    );
    return undefined;
  }
  const items = choices.map(({ ref, job }) => jobItem(jobs, ref, job));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Select an import job',
    matchOnDetail: true,
  });
  return picked?.ref;
}
