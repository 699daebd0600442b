// Tells, once and in one window, that followed jobs have ended. Several at about the same time make one notice.
import * as vscode from 'vscode';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { Completion } from '../../domain/live/follower.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { ending } from '../../domain/jobs/jobWords.ts';
import type { Claims } from '../shell/claims.ts';
import { commands, settingsSection } from '../shell/ids.ts';
import { plain } from '../shell/escapeText.ts';

/** Whether the end of a job belongs to something larger that tells of it. */
export type IsToldElsewhere = (ref: JobRef) => boolean;

type When = 'all' | 'failuresOnly' | 'off';

/** Endings within this many milliseconds are told together. */
const mergeTime = 500;

const show = 'Show Details';
const silence = "Don't Show Again";

export class Notices extends Owner {
  readonly #jobs: JobService;
  readonly #isToldElsewhere: IsToldElsewhere;
  readonly #claims: Claims;
  readonly #clock: Clock;
  readonly #log: vscode.LogOutputChannel;
  #waiting: Completion[] = [];
  #timer: Disposable | undefined;

  constructor(
    jobs: JobService,
    isToldElsewhere: IsToldElsewhere,
    claims: Claims,
    clock: Clock,
    log: vscode.LogOutputChannel,
  ) {
    super();
    this.#jobs = jobs;
    this.#isToldElsewhere = isToldElsewhere;
    this.#claims = claims;
    this.#clock = clock;
    this.#log = log;
    this.own(jobs.follower.onCompletion((completion) => this.#collect(completion)));
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  #collect(completion: Completion): void {
    this.#log.info(
      `${completion.job.jobId} in ${completion.followed.ref.userPoolId} is over: ${completion.job.status}`,
    );
    const isWanted = wantsNotice(completion.job.status === 'Failed');
    if (!isWanted || this.#isToldElsewhere(completion.followed.ref)) {
      this.#jobs.follower.told(completion.followed.ref);
      return;
    }
    this.#waiting.push(completion);
    this.#timer ??= this.#clock.schedule(mergeTime, () => {
      this.#timer = undefined;
      const ended = this.#waiting;
      this.#waiting = [];
      void this.#tell(ended);
    });
  }

  async #tell(ended: readonly Completion[]): Promise<void> {
    const mine: Completion[] = [];
    for (const completion of ended) {
      if (await this.#claims.claim(`${jobKey(completion.followed.ref)} ${completion.job.status}`))
        mine.push(completion);
      // Only now: a window that ends before it has told leaves it to the next one.
      this.#jobs.follower.told(completion.followed.ref);
    }
    const [first] = mine;
    if (!first || this.isDisposed) return;
    const failed = mine.some(({ job }) => job.status === 'Failed');
    const message = mine.length === 1 ? single(first) : several(mine);
    const ask = failed ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const answer = await ask(message, show, silence);
    if (answer === silence) {
      const settings = vscode.workspace.getConfiguration(settingsSection);
      await settings.update('notifications', 'off', vscode.ConfigurationTarget.Global);
    } else if (answer === show) {
      const refs = mine.map(({ followed }) => followed.ref);
      if (mine.length === 1) await vscode.commands.executeCommand(commands.showJob, first.followed.ref);
      else await vscode.commands.executeCommand(commands.showFollowedJobs, refs);
    }
  }
}

/** Whether the user wants to be told that something has ended: well, or failed. */
export function wantsNotice(hasFailed: boolean): boolean {
  const when = vscode.workspace.getConfiguration(settingsSection).get<When>('notifications', 'all');
  return when === 'all' || (when === 'failuresOnly' && hasFailed);
}

function single({ job, followed }: Completion): string {
  const message = job.completionMessage === undefined ? '' : ` ${job.completionMessage}`;
  return plain(`${ending(job, vscode.env.language)} (${followed.poolName}).${message}`);
}

function several(ended: readonly Completion[]): string {
  return `${ended.length.toLocaleString(vscode.env.language)} import jobs have ended. ${ended
    .map(({ job }) => plain(ending(job, vscode.env.language)))
    .join('; ')}`;
}
