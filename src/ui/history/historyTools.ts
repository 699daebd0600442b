// The commands of the import history; loaded when the first of them is called.
import * as vscode from 'vscode';
import { defined } from '../../domain/base/defined.ts';
import { failureOf } from '../../domain/connections/failure.ts';
import { recordRef, withNews, type ImportRecord } from '../../domain/history/importRecord.ts';
import { globalJobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { clearHistory, countHistory } from '../../files/history/historyFolder.ts';
import type { ImportedCsv } from '../results/jobResults.ts';
import { loggedOf } from '../results/reasons.ts';
import type { ResultTools } from '../results/resultTools.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { inform } from '../shell/inform.ts';
import { reportMarkdown } from '../users/report/reportText.ts';
import { showMarkdown } from '../users/showMarkdown.ts';
import type { UserTools } from '../users/userTools.ts';
import { pickFromHistory, pickTwo } from './historyPick.ts';
import type { HistoryRecorder } from './historyRecorder.ts';
import { clearTitle, historyWords, runWords } from './historyWords.ts';
import { importAgain } from './importAgain.ts';
import { runDocument } from './runDocument.ts';

export interface HistoryServices {
  readonly jobs: JobService;
  readonly recorder: HistoryRecorder;
  readonly csvOf: (ref: JobRef) => ImportedCsv | undefined;
  readonly results: () => ResultTools;
  readonly userTools: () => UserTools;
  readonly log: vscode.LogOutputChannel;
  /** The extension's folder on this machine. */
  readonly storage: string;
}

export function createHistoryTools(services: HistoryServices): HistoryTools {
  return new HistoryTools(services);
}

/** Whether the service returns a job, and if not, why. */
type Found = { readonly isThere: true } | { readonly isThere: false; readonly why: string };

export class HistoryTools {
  readonly #services: HistoryServices;

  constructor(services: HistoryServices) {
    this.#services = services;
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async open(): Promise<void> {
    const { log } = this.#services;
    if (!(await this.#all(1))) return;
    const remove = (record: ImportRecord): Promise<void> => this.#remove(record);
    const onError = (error: unknown): void => log.error(String(error));
    const picked = await pickFromHistory({ ...this.#services, remove, onError });
    switch (picked?.action) {
      case 'open':
        return this.#show(picked.record);
      case 'saveReport':
        return this.#saveReport(picked.record);
      case 'importAgain':
        return this.again(recordRef(picked.record));
      case 'compare':
        return this.compare(picked.record);
      case undefined:
        return undefined;
    }
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async again(ref: JobRef): Promise<void> {
    const { jobs, csvOf, recorder } = this.#services;
    const record = recorder.recordOf(ref);
    const job = jobs.store.job(ref) ?? record?.job;
    if (!job) return;
    const { content: csv, part } = csvOf(ref) ?? {};
    await importAgain(this.#services, {
      pool: { connectionId: ref.connectionId, userPoolId: ref.userPoolId },
      poolName: jobs.store.pool(ref)?.pool.name ?? record?.poolName ?? ref.userPoolId,
      ...defined({ roleArn: job.cloudWatchLogsRoleArn, algorithm: job.passwordHashingAlgorithm, csv, part }),
    });
  }

  /** @param given one of the two records, if it is already chosen. @throws FailureError; 'cancelled' when the user cancels. */
  async compare(given?: ImportRecord): Promise<void> {
    const all = await this.#all(2);
    const two = all && (await pickTwo(all, given));
    if (!two) return;
    const [first, second] = [await this.#withReasons(two[0]), await this.#withReasons(two[1])];
    await showMarkdown(runDocument(first, second, vscode.env.language));
  }

  /** @throws FailureError if the disk fails. */
  async clear(): Promise<void> {
    const { storage, log } = this.#services;
    const number = await countHistory(storage);
    if (number === 0) {
      inform(historyWords.none, log);
      return;
    }
    const jobs = historyWords.jobs(number, vscode.env.language);
    const answer = await vscode.window.showWarningMessage(
      historyWords.clearQuestion(jobs),
      { modal: true, detail: historyWords.clearDetail },
      clearTitle,
    );
    if (answer !== clearTitle) return;
    await clearHistory(storage);
    inform(historyWords.cleared(jobs), log);
  }

  /** All records; undefined if there are fewer, which the user is told. */
  async #all(fewest: number): Promise<readonly ImportRecord[] | undefined> {
    const { recorder, log } = this.#services;
    await recorder.settled();
    const all = recorder.history.all();
    if (all.length >= fewest) return all;
    inform(all.length === 0 ? historyWords.none : runWords.onlyOne, log);
    return undefined;
  }

  async #show(record: ImportRecord): Promise<void> {
    const found = await this.#find(record);
    if (found.isThere) {
      await vscode.commands.executeCommand(commands.showJob, recordRef(record));
      return;
    }
    const report = await this.#services.userTools().recordReport(record, found.why);
    await showMarkdown(reportMarkdown(report, vscode.env.language));
  }

  async #saveReport(record: ImportRecord): Promise<void> {
    const { userTools } = this.#services;
    const found = await this.#find(record);
    if (found.isThere && record.job.startDate !== undefined) await userTools().saveReport(recordRef(record));
    else await userTools().saveRecordReport(record, found.isThere ? undefined : found.why);
  }

  async #remove(record: ImportRecord): Promise<void> {
    const { recorder, log } = this.#services;
    await recorder.history.delete(globalJobKey(record.job));
    inform(plain(historyWords.removed(record.job.jobName)), log);
  }

  async #find(record: ImportRecord): Promise<Found> {
    const { jobs, log } = this.#services;
    const ref = recordRef(record);
    if (!jobs.store.connection(ref.connectionId)) return { isThere: false, why: historyWords.noConnection };
    const title = plain(historyWords.asking(record.job.jobName));
    try {
      const waiting = { location: vscode.ProgressLocation.Window, title };
      await vscode.window.withProgress(waiting, () => jobs.refreshJob(ref));
      return { isThere: true };
    } catch (error) {
      const { message } = failureOf(error);
      log.info(`${record.job.jobName} is shown from the import history: ${message}`);
      return { isThere: false, why: message };
    }
  }

  /** Reads the job's log if that was not done yet and is still possible. @throws FailureError 'cancelled' when the user cancels. */
  async #withReasons(record: ImportRecord): Promise<ImportRecord> {
    const { results, log } = this.#services;
    const { logged, job } = record;
    if (logged || job.failedUsers + job.skippedUsers === 0 || !(await this.#find(record)).isThere)
      return record;
    try {
      return await results().withLog(recordRef(record), (known) =>
        Promise.resolve(withNews(record, { logged: loggedOf(known) })),
      );
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'cancelled') throw error;
      log.warn(`The log of ${job.jobName} could not be read for a comparison: ${failure.message}`);
      return record;
    }
  }
}
