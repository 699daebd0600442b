// Announces the end of followed jobs, once and in one window. Several that end at about the same time make one notice.
import * as vscode from 'vscode';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { Completion } from '../../domain/live/follower.ts';
import { globalJobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { ending } from '../../domain/jobs/jobWords.ts';
import type { Claims } from './claims.ts';
import { background } from '../shell/background.ts';
import { commands, settings, settingsSection } from '../shell/ids.ts';
import { plain } from '../shell/escapeText.ts';
import { noticeWords } from './jobCommandWords.ts';

/** Whether the end of a job is reported by the import it is a part of. */
export type IsReportedElsewhere = (ref: JobRef) => boolean;

type When = 'all' | 'failuresOnly' | 'off';

/** Jobs that end within this many milliseconds are announced together. */
const mergeTime = 500;

export class Notices extends Owner {
  readonly #jobs: JobService;
  readonly #isReportedElsewhere: IsReportedElsewhere;
  readonly #claims: Claims;
  readonly #clock: Clock;
  readonly #log: vscode.LogOutputChannel;
  #waiting: Completion[] = [];
  #timer: Disposable | undefined;

  constructor(
    jobs: JobService,
    isReportedElsewhere: IsReportedElsewhere,
    claims: Claims,
    clock: Clock,
    log: vscode.LogOutputChannel,
  ) {
    super();
    this.#jobs = jobs;
    this.#isReportedElsewhere = isReportedElsewhere;
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
    const { job, followed } = completion;
    this.#log.info(`Job ${job.jobId} in ${followed.ref.userPoolId} has ended: ${job.status}`);
    if (!wantsNotice(job.status === 'Failed') || this.#isReportedElsewhere(followed.ref)) {
      this.#jobs.follower.told(followed.ref);
      return;
    }
    this.#waiting.push(completion);
    this.#timer ??= this.#clock.schedule(mergeTime, () => {
      this.#timer = undefined;
      const ended = this.#waiting;
      this.#waiting = [];
      background(this.#announce(ended), this.#log);
    });
  }

  async #announce(ended: readonly Completion[]): Promise<void> {
    const mine: Completion[] = [];
    for (const completion of ended) {
      const { ref } = completion.followed;
      // The key has no connection: a job that is followed through two profiles of its account is announced once.
      if (await this.#claims.claim(`${globalJobKey(ref)} ${completion.job.status}`)) mine.push(completion);
      // Only after the claim: if this window closes before, the next one shows the notice.
      this.#jobs.follower.told(ref);
    }
    const [first] = mine;
    if (!first || this.isDisposed) return;
    const failed = mine.some(({ job }) => job.status === 'Failed');
    const message = mine.length === 1 ? single(first) : several(mine);
    const ask = failed ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const answer = await ask(message, noticeWords.show, noticeWords.silence);
    if (answer === noticeWords.silence) {
      await turnOff();
    } else if (answer === noticeWords.show) {
      const refs = mine.map(({ followed }) => followed.ref);
      if (mine.length === 1) await vscode.commands.executeCommand(commands.showJob, first.followed.ref);
      else await vscode.commands.executeCommand(commands.showFollowedJobs, refs);
    }
  }
}

/** Whether the setting asks for a notice when something has ended, or failed. */
export function wantsNotice(hasFailed: boolean): boolean {
  const when = vscode.workspace.getConfiguration(settingsSection).get<When>(settings.notifications, 'all');
  return when === 'all' || (when === 'failuresOnly' && hasFailed);
}

/** VS Code rejects the update, with the reason, if it cannot write the user's settings.json. */
async function turnOff(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  try {
    await configuration.update(settings.notifications, 'off', vscode.ConfigurationTarget.Global);
  } catch (error) {
    void vscode.window.showErrorMessage(noticeWords.cannotSilence(asError(error).message));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function single({ job, followed }: Completion): string {
  const message = job.completionMessage === undefined ? '' : ` ${job.completionMessage}`;
  return plain(`${ending(job, vscode.env.language)} (${followed.poolName}).${message}`);
}

function several(ended: readonly Completion[]): string {
  const locale = vscode.env.language;
  const endings = ended.map(({ job }) => plain(ending(job, locale)));
  return noticeWords.several(ended.length.toLocaleString(locale), endings);
}
