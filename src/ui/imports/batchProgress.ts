// Runs batches in front of the user: one progress for all parts, a question where a part ends badly, one notice at the end.
import * as vscode from 'vscode';
import { sandboxConnection } from '../../domain/connections/connection.ts';
import { Owner } from '../../domain/base/disposable.ts';
import { batchPool, nextPart, totals, type ImportBatch } from '../../domain/imports/batch.ts';
import type { BatchActivity, BatchView, ImportBatches } from '../../domain/imports/batches.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { counters } from '../../domain/jobs/jobWords.ts';
import { sentence, type FailureHelp } from '../shell/failureHelp.ts';
import { commands } from '../shell/ids.ts';
import { wantsNotice } from '../jobs/notices.ts';
import { plain } from '../shell/escapeText.ts';
import { statusIcon } from '../tree/rows.ts';
import { systemClock } from '../shell/systemClock.ts';
import { askToGoOn, discard, resume } from './askToGoOn.ts';
import {
  activityWords,
  badPartQuestion,
  batchName,
  doneShare,
  endWords,
  interruptedWords,
  partWords,
} from './batchWords.ts';
import { showProgress, type ProgressState } from './showProgress.ts';

const stopHere = 'Stop Here';
const showJobs = 'Show Import Jobs';

export class BatchImports extends Owner {
  readonly batches: ImportBatches;
  readonly #jobs: JobService;
  readonly #help: FailureHelp;
  readonly #log: vscode.LogOutputChannel;

  constructor(jobs: JobService, batches: ImportBatches, help: FailureHelp, log: vscode.LogOutputChannel) {
    super();
    this.batches = this.own(batches);
    this.#jobs = jobs;
    this.#help = help;
    this.#log = log;
  }

  begin(batch: ImportBatch): Promise<void> {
    return this.#watch(batch, () => this.batches.begin(batch));
  }

  resume(batch: ImportBatch): Promise<void> {
    this.#jobs.addConnection(batch.connection);
    return this.#watch(batch, () => this.batches.resume(batch.id));
  }

  /** Offers, once for each window and batch, to go on with what an earlier one left unfinished. */
  async offerUnfinished(): Promise<void> {
    await Promise.all((await this.batches.unfinished()).map((batch) => this.#offerAgain(batch)));
  }

  async #offerAgain(batch: ImportBatch): Promise<void> {
    // The sandbox has ended with its window, and its jobs with it.
    if (batch.connection.id === sandboxConnection.id) await this.batches.discard(batch.id);
    else if (badPartQuestion(batch, vscode.env.language)) await this.#askAboutPart(batch);
    else {
      const message = plain(interruptedWords(batch));
      await this.#act(batch, await vscode.window.showInformationMessage(message, resume, discard));
    }
  }

  async #watch(batch: ImportBatch, work: () => Promise<BatchView>): Promise<void> {
    const view = await showProgress({
      title: `Importing ${batchName(batch)}`,
      work,
      cancel: () => this.batches.cancel(batch.id),
      listen: (say) =>
        this.batches.onChange(({ batch: changed, activity }) => {
          if (changed.id === batch.id && activity) say(() => progressOf(changed, activity));
        }),
    });
    // What comes next is the user's to decide: nothing waits for it.
    void this.#tell(view);
  }

  async #tell({ batch, failure }: BatchView): Promise<void> {
    if (this.isDisposed) return;
    if (batch.state === 'over') {
      await this.#tellEnd(batch);
    } else if (failure) {
      this.#log.error(`import of ${batchName(batch)}: ${failure.kind}: ${sentence(failure)}`);
      const part = partWords(batch, nextPart(batch) + 1);
      await this.#act(batch, await askToGoOn(`${batchName(batch)}, ${part}`, failure, this.#help));
    } else {
      await this.#askAboutPart(batch);
    }
  }

  async #act(batch: ImportBatch, answer: string | undefined): Promise<void> {
    if (answer === resume) await this.resume(batch);
    else if (answer === discard) await this.batches.discard(batch.id);
  }

  async #askAboutPart(batch: ImportBatch): Promise<void> {
    const question = badPartQuestion(batch, vscode.env.language);
    if (!question) return;
    this.#log.warn(question.message);
    const { message, goOn } = question;
    const answer = await vscode.window.showWarningMessage(plain(message), goOn, stopHere, showJobs);
    if (answer === goOn) await this.resume(batch);
    else if (answer === stopHere) await this.batches.discard(batch.id);
    else if (answer === showJobs) {
      await this.#pickJob(batch);
      // The question is still open.
      await this.#askAboutPart(batch);
    }
  }

  async #tellEnd(batch: ImportBatch): Promise<void> {
    const message = endWords(batch, vscode.env.language);
    this.#log.info(message);
    const isBad = totals(batch).badParts > 0;
    if (!wantsNotice(isBad)) return;
    const ask = isBad ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    if ((await ask(plain(message), showJobs)) === showJobs) await this.#pickJob(batch);
  }

  /** The way to the jobs of its parts. */
  async #pickJob(batch: ImportBatch): Promise<void> {
    const items = batch.parts.flatMap(({ jobId, result }, index) => {
      if (jobId === undefined || !result) return [];
      const label = `Part ${index + 1}`;
      const description = `${result.status} · ${counters(result, vscode.env.language)}`;
      const ref = { ...batchPool(batch), jobId };
      return [{ label, description, iconPath: statusIcon(result.status), ref }];
    });
    const title = plain(batchName(batch));
    const picked = await vscode.window.showQuickPick(items, { title, placeHolder: 'Show an import job' });
    if (picked) await vscode.commands.executeCommand(commands.showJob, picked.ref);
  }
}

function progressOf(batch: ImportBatch, activity: BatchActivity): ProgressState {
  const message = activityWords(batch, activity, systemClock.now(), vscode.env.language);
  return { message, share: doneShare(batch, activity) };
}
