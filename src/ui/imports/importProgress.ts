// Runs imports in front of the user: progress with cancel, a clear end, and an offer to go on with what was interrupted.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { isDone, runJob, type ImportRun } from '../../domain/imports/run.ts';
import type { ImportRuns, RunView } from '../../domain/imports/runs.ts';
import type { RunActivity } from '../../domain/imports/runServices.ts';
import { count } from '../../domain/jobs/jobWords.ts';
import { sentence, type FailureHelp } from '../shell/failureHelp.ts';
import { commands } from '../shell/ids.ts';
import { plain } from '../shell/escapeText.ts';
import { systemClock } from '../shell/systemClock.ts';
import { askToGoOn, discard, resume } from './askToGoOn.ts';
import { interruptedRunWords, stepWords } from './runWords.ts';
import { showProgress, type ProgressState } from './showProgress.ts';

const startLater = 'Start When It Ends';
const show = 'Show Import Job';

export class Imports extends Owner {
  readonly runs: ImportRuns;
  readonly #help: FailureHelp;
  readonly #log: vscode.LogOutputChannel;

  constructor(runs: ImportRuns, help: FailureHelp, log: vscode.LogOutputChannel) {
    super();
    this.runs = this.own(runs);
    this.#help = help;
    this.#log = log;
  }

  begin(run: ImportRun): Promise<void> {
    return this.#watch(run, () => this.runs.begin(run));
  }

  async resume(run: ImportRun): Promise<void> {
    if (this.runs.view(run.id)) await this.#watch(run, () => this.runs.resume(run.id));
    else tellGivenUp(run);
  }

  /** Imports that no window is driving; parts of batches are the batch's to go on with. */
  async unfinished(): Promise<readonly ImportRun[]> {
    return (await this.runs.unfinished()).filter(({ batch }) => batch === undefined);
  }

  /** Offers, once for each window, to go on with imports that an earlier one left unfinished: with one of them, or all at once. */
  async offerUnfinished(): Promise<void> {
    await Promise.all((await this.unfinished()).map((run) => this.#offer(run)));
  }

  async #offer(run: ImportRun): Promise<void> {
    const message = interruptedRunWords(run, systemClock.now());
    const answer = await vscode.window.showInformationMessage(plain(message), resume, discard);
    if (answer === resume) await this.resume(run);
    else if (answer === discard) await this.#discard(run);
  }

  async #discard(run: ImportRun): Promise<void> {
    const kept = await this.runs.discard(run.id);
    if (kept) await this.#tellEnd(kept);
  }

  async #watch(run: ImportRun, work: () => Promise<RunView>): Promise<void> {
    const view = await showProgress({
      title: run.csv ? `Importing ${basename(run.csv.path)}` : `Starting ${run.jobName}`,
      work,
      cancel: () => this.runs.cancel(run.id),
      listen: (say) =>
        this.runs.onChange(({ run: { id }, activity }) => {
          if (id === run.id && activity) say(() => progressOf(activity));
        }),
    });
    // What comes next is the user's to decide: nothing waits for it.
    void this.#tellEnd(view);
  }

  async #tellEnd(view: RunView): Promise<void> {
    const { run, failure, blocker } = view;
    const ref = runJob(run);
    if (isDone(run)) {
      const rows = run.csv ? `: ${count(run.csv.rows, 'user', 'users', vscode.env.language)}` : '';
      const message =
        run.stage === 'started'
          ? `${run.jobName} has started${rows}.`
          : `${run.jobName} is ready to start${rows}.`;
      const answer = await vscode.window.showInformationMessage(plain(message), show);
      if (answer === show) await vscode.commands.executeCommand(commands.showJob, ref);
      return;
    }
    if (!failure) return;
    if (!this.runs.view(run.id)) {
      tellGivenUp(run);
      return;
    }
    this.#log.error(`import of ${run.jobName}: ${failure.kind}: ${sentence(failure)}`);
    const answer = await askToGoOn(run.jobName, failure, this.#help, blocker ? [startLater] : []);
    if (answer === resume) await this.resume(run);
    else if (answer === discard) await this.#discard(run);
    else if (answer === startLater) {
      await this.#watch(run, async () => (await this.runs.startWhenPossible(run.id)) ?? view);
    }
  }
}

function tellGivenUp({ jobName }: ImportRun): void {
  const message = `${jobName}: The import was given up in another window.`;
  void vscode.window.showInformationMessage(plain(message));
}

function progressOf(activity: RunActivity): ProgressState {
  const message = stepWords(activity, systemClock.now(), vscode.env.language);
  if (activity.kind !== 'uploading') return { message, share: 0 };
  return { message, share: activity.totalBytes === 0 ? 1 : activity.sentBytes / activity.totalBytes };
}
