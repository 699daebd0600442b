// Runs imports visibly: a progress notification with cancel, a question if an import stops, a notice at its end.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ImportChange, ImportDriver, ImportView } from '../../domain/imports/driver.ts';
import {
  hasSeveralParts,
  importPool,
  partJob,
  partOfJob,
  totals,
  type ImportState,
} from '../../domain/imports/import.ts';
import { acceptTrial, awaitsDecision } from '../../domain/imports/trial.ts';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import { counters } from '../../domain/jobs/jobWords.ts';
import { wantsNotice } from '../jobs/notices.ts';
import { background } from '../shell/background.ts';
import { inform } from '../shell/inform.ts';
import { plain } from '../shell/escapeText.ts';
import { sentence, type FailureHelp } from '../shell/failureHelp.ts';
import { commands } from '../shell/ids.ts';
import { systemClock } from '../shell/systemClock.ts';
import { statusIcon } from '../tree/rows.ts';
import { askToContinue } from './askToContinue.ts';
import {
  activityWords,
  doneShare,
  endWords,
  failedPartQuestion,
  importName,
  progressTitle,
  subject,
  words,
} from './importWords.ts';
import type { Trials } from './scope/trials.ts';
import { newStart, startKnown } from './newImport.ts';
import { trialWords } from './scope/trialWords.ts';
import { showProgress } from './showProgress.ts';

export class Imports extends Owner {
  readonly driver: ImportDriver;
  readonly #trials: Trials;
  /** The number of questions asked so far about each trial. */
  readonly #questions = new Map<string, number>();
  readonly #help: FailureHelp;
  readonly #log: vscode.LogOutputChannel;

  constructor(driver: ImportDriver, trials: Trials, help: FailureHelp, log: vscode.LogOutputChannel) {
    super();
    this.#trials = trials;
    this.driver = this.own(driver);
    this.#help = help;
    this.#log = log;
  }

  begin(state: ImportState): Promise<void> {
    return this.#watch(state, () => this.driver.begin(state));
  }

  /** Asks the user if the import waits for a decision about its trial, instead of continuing it. */
  resume(state: ImportState, change?: ImportChange): Promise<void> {
    if (!change && awaitsDecision(state)) return this.#askAboutTrial(state);
    return this.#watch(state, () => this.driver.resume(state, change));
  }

  /** Starts a job through the connection on whose row the user asked for it. Its CSV is not uploaded again. */
  start(job: ImportJob, connection: Connection, poolName: string): Promise<void> {
    const known = partOfJob(this.driver.store.all(), job);
    if (known && !hasSeveralParts(known.state))
      return this.resume(known.state, (current) => startKnown(current, connection));
    return this.begin(newStart(job, connection, poolName, known?.part));
  }

  async discard(state: ImportState): Promise<void> {
    const view = await this.driver.discard(state);
    if (view) await this.#report(view);
  }

  /** Asks how to continue after a trial, or a part that did not succeed. @returns false if there is nothing to ask. */
  async askAboutPart(state: ImportState): Promise<boolean> {
    if (awaitsDecision(state)) {
      await this.#askAboutTrial(state);
      return true;
    }
    const question = failedPartQuestion(state, vscode.env.language);
    if (!question) return false;
    this.#log.warn(question.message);
    const { message, goOn } = question;
    const answer = await vscode.window.showWarningMessage(
      plain(message),
      goOn,
      words.stopHere,
      words.showJobs,
    );
    if (answer === goOn) await this.resume(state);
    else if (answer === words.stopHere) await this.discard(state);
    else if (answer === words.showJobs) {
      await this.#pickJob(state);
      // The question is still open.
      await this.askAboutPart(state);
    } else await this.driver.leave(state);
    return true;
  }

  async #askAboutTrial(state: ImportState): Promise<void> {
    const turn = (this.#questions.get(state.id) ?? 0) + 1;
    this.#questions.set(state.id, turn);
    // Only the stored state knows when it was saved.
    const stored = this.driver.store.all().find(({ id }) => id === state.id);
    const answer = await this.#trials.ask(stored ?? state);
    if (answer !== undefined && !(await this.#stillWaits(state))) {
      inform(plain(trialWords.decided(importName(state))), this.#log);
      return;
    }
    switch (answer) {
      case 'rest':
        if (await this.#trials.confirmRest(state)) return this.resume(state, acceptTrial);
        break;
      case 'undo': {
        const giveUp = async () => (await this.#stillWaits(state)) && !(await this.driver.discard(state));
        if (await this.#trials.undo(state, giveUp)) return;
        break;
      }
      case 'keep':
        return this.discard(state);
      case undefined:
        // VS Code closes a question when the same one is asked again.
        if (this.#questions.get(state.id) === turn) await this.driver.leave(state);
        return;
    }
    if (await this.#stillWaits(state)) await this.#askAboutTrial(state);
  }

  /** Another window, or an earlier question, may have decided meanwhile. */
  async #stillWaits({ id }: ImportState): Promise<boolean> {
    await this.driver.store.refresh();
    return this.driver.store.all().some((state) => state.id === id && awaitsDecision(state));
  }

  async #watch(state: ImportState, work: () => Promise<ImportView>): Promise<void> {
    const view = await showProgress({
      title: progressTitle(state),
      work,
      cancel: () => this.driver.pause(state.id),
      listen: (show) =>
        this.driver.onProgress(({ state: current, activity }) => {
          if (current.id !== state.id || !activity) return;
          show(() => ({
            message: activityWords(current, activity, systemClock.now(), vscode.env.language),
            share: doneShare(current, activity),
          }));
        }),
    });
    // Not awaited: the caller must not wait for the user's next answer.
    background(this.#report(view), this.#log);
  }

  async #report(view: ImportView): Promise<void> {
    const { state, failure, blocker } = view;
    if (this.isDisposed) return;
    if (!failure) {
      if (state.status === 'finished') await this.#reportEnd(state);
      else await this.askAboutPart(state);
      return;
    }
    this.#log.error(`import of ${importName(state)}: ${failure.kind}: ${sentence(failure)}`);
    if (!view.isPaused) {
      await this.#reportRefusal(view);
      return;
    }
    const more = blocker ? [words.startLater] : [];
    const answer = await askToContinue(subject(state), failure, this.#help, more);
    if (answer === words.resume) await this.resume(state);
    else if (answer === words.discard) await this.discard(state);
    else if (answer === words.startLater)
      await this.resume(state, (current) => ({ ...current, start: true, queued: true }));
    else await this.driver.leave(state);
  }

  /** There is nothing to resume: another window has the import, or it could not be saved. */
  async #reportRefusal({ state, failure }: ImportView): Promise<void> {
    if (!failure) return;
    const isOthers = failure.kind === 'conflict' || failure.kind === 'cancelled';
    const show = isOthers ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
    await show(plain(`${subject(state)}: ${sentence(failure)}`));
  }

  async #reportEnd(state: ImportState): Promise<void> {
    const message = endWords(state, vscode.env.language);
    this.#log.info(message);
    if (!hasSeveralParts(state)) {
      const answer = await vscode.window.showInformationMessage(plain(message), words.showJob);
      if (answer === words.showJob) await showJob(partJob(state, 0));
      return;
    }
    const isBad = totals(state).failedParts > 0;
    if (!wantsNotice(isBad)) return;
    const show = isBad ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    if ((await show(plain(message), words.showJobs)) === words.showJobs) await this.#pickJob(state);
  }

  async #pickJob(state: ImportState): Promise<void> {
    const items = state.parts.flatMap(({ jobId, result }, index) => {
      if (jobId === undefined || !result) return [];
      const label = `Part ${index + 1}`;
      const description = `${result.status} · ${counters(result, vscode.env.language)}`;
      const ref: JobRef = { ...importPool(state), jobId };
      return [{ label, description, iconPath: statusIcon(result.status), ref }];
    });
    const title = plain(importName(state));
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Select the import job to show',
    });
    if (picked) await showJob(picked.ref);
  }
}

async function showJob(ref: JobRef | undefined): Promise<void> {
  await vscode.commands.executeCommand(commands.showJob, ref);
}
