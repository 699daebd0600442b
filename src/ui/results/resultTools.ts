// The entry of the bundle that is loaded when the results of a job are first looked at: all that is shown and done with them.
import * as vscode from 'vscode';
import type { LogOutcome } from '../../csv/results.ts';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { JobLogReader } from '../../domain/results/jobLogReader.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { Results } from '../../protocol/panel.ts';
import { commands } from '../shell/ids.ts';
import { plain } from '../shell/escapeText.ts';
import type { State } from '../shell/sharedState.ts';
import { exportRows, findExported, type ExportedFile } from './exportRows.ts';
import { JobLogDocuments } from './jobLogDocuments.ts';
import type { ImportedCsv, JobResults } from './jobOutcome.ts';
import { KnownResults } from './knownResults.ts';
import { locateCsv } from './locateCsv.ts';
import { LogSource } from './logSource.ts';
import { readLog } from './readLog.ts';
import { ResultsMemory } from './resultsMemory.ts';
import { resultsSnapshot } from './resultsSnapshot.ts';
import { exportedMessage } from './resultWords.ts';

export interface ResultsServices {
  readonly jobs: JobService;
  /** The job's CSV, where it was imported from this machine. */
  readonly csvOf: (ref: JobRef) => ImportedCsv | undefined;
  /** Shared by all windows. */
  readonly memory: State;
  readonly clock: Clock;
  readonly runTask: RunTask;
}

export function createResults(services: ResultsServices): ResultTools {
  return new ResultTools(services);
}

const suffixes = { FAILED: 'failed', SKIPPED: 'skipped' } as const;
type Wanted = keyof typeof suffixes & LogOutcome;

export class ResultTools extends Owner {
  readonly #services: ResultsServices;
  readonly #memory: ResultsMemory;
  readonly #logs: LogSource;
  readonly #known: KnownResults;
  readonly #documents = this.own(new JobLogDocuments());

  /** Told when more is known of a job's results. */
  readonly onChange: KnownResults['onChange'];

  constructor(services: ResultsServices) {
    super();
    this.#services = services;
    this.#memory = new ResultsMemory(services.memory);
    this.#logs = new LogSource(services.jobs);
    this.#known = this.own(
      new KnownResults({ ...services, logs: this.#logs, csvOf: (ref) => this.#csvOf(ref) }),
    );
    this.onChange = this.#known.onChange;
  }

  watch(ref: JobRef): Disposable {
    return this.#known.watch(ref);
  }

  readAgain(ref: JobRef): void {
    this.#known.readAgain(ref);
  }

  snapshot(ref: JobRef, job: ImportJob): Results {
    return resultsSnapshot(job, this.#known.of(ref), vscode.env.language);
  }

  hideProblems(): void {
    this.#known.hideProblems();
  }

  /** Opens the CSV beside the panel. */
  async openLine(ref: JobRef, line: number): Promise<void> {
    const { csv } = this.#known.of(ref);
    if (csv.kind !== 'atHand') return;
    const position = new vscode.Position(line - 1, 0);
    // By the command: files of over 50 MB have no document.
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(csv.csv.content.path), {
      selection: new vscode.Range(position, position),
      viewColumn: vscode.ViewColumn.Beside,
    } satisfies vscode.TextDocumentShowOptions);
  }

  /** Lets the user say where the job's CSV is. False when they leave. */
  async locate(ref: JobRef): Promise<boolean> {
    const csv = await locateCsv(this.#job(ref).jobName, this.#services.csvOf(ref)?.content);
    if (!csv) return false;
    await this.#memory.save(ref, { csv });
    this.#known.readAgain(ref);
    return true;
  }

  async showLog(ref: JobRef): Promise<void> {
    const { clock, jobs } = this.#services;
    const { jobName } = this.#started(ref);
    await this.#documents.show(
      jobName,
      ref.jobId,
      (take) =>
        new JobLogReader({
          clock,
          read: (nextToken, signal) => this.#logs.page(ref, nextToken, signal),
          job: () => jobs.store.job(ref),
          take,
        }),
    );
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async exportRows(ref: JobRef, outcome: Wanted): Promise<void> {
    const exported = await this.#export(ref, outcome);
    if (!exported) return;
    const retry = 'Retry Failed Rows…';
    const buttons = outcome === 'FAILED' ? [retry] : [];
    const told = vscode.window.showInformationMessage(exported.message, ...buttons);
    void told.then((button) => {
      if (button === retry) void vscode.commands.executeCommand(commands.retryFailedRows, ref);
    });
  }

  /** Imports the failed rows again: those exported before, which may have been mended since, else as they are. */
  async retry(ref: JobRef): Promise<void> {
    const { connectionId, userPoolId } = ref;
    const uri = (await this.#exportedBefore(ref)) ?? (await this.#export(ref, 'FAILED'))?.file.uri;
    if (!uri) return;
    const argument = { uri, pool: { connectionId, userPoolId } };
    await vscode.commands.executeCommand(commands.createImportJob, argument);
  }

  async #exportedBefore(ref: JobRef): Promise<vscode.Uri | undefined> {
    const exported = this.#memory.exported(ref);
    const uri = exported && (await findExported(exported.path));
    // The job may have gone on since.
    return exported?.rows === this.#job(ref).failedUsers ? uri : undefined;
  }

  async #export(
    ref: JobRef,
    outcome: Wanted,
  ): Promise<{ readonly file: ExportedFile; readonly message: string } | undefined> {
    const watch = this.#known.watch(ref);
    try {
      return await this.#exportWatched(ref, outcome, this.#known.of(ref));
    } finally {
      watch.dispose();
    }
  }

  async #exportWatched(ref: JobRef, outcome: Wanted, known: JobResults) {
    const { jobName } = this.#started(ref);
    await readLog(known.log, `Reading the log of ${plain(jobName)}`);
    const found = Array.from(known.results.lines(outcome), ({ line }) => line);
    if (found.length === 0) {
      void vscode.window.showInformationMessage(
        `The log of ${plain(jobName)} tells of no ${suffixes[outcome]} row.`,
      );
      return undefined;
    }
    const csv = await this.#csvAtHand(ref, known);
    if (!csv) return undefined;
    const lines = Uint32Array.from(found, csv.lineOf);
    const bytes = (csv.content.bytes * lines.length) / Math.max(1, known.results.size);
    const file = await exportRows(this.#services.runTask, {
      csv: csv.content,
      lines,
      bytes,
      suffix: suffixes[outcome],
    });
    if (outcome === 'FAILED') {
      const exported = { path: file.uri.fsPath, rows: lines.length };
      await this.#memory.save(ref, { exported });
    }
    const message = exportedMessage(
      { file, csv: csv.content, outcome: suffixes[outcome], wanted: lines.length },
      vscode.env.language,
    );
    return { file, message: plain(message) };
  }

  /** Looked at anew, and asked for where it is not there as it was. */
  async #csvAtHand(ref: JobRef, known: JobResults): Promise<ImportedCsv | undefined> {
    await known.checkCsv();
    if (known.csv.kind !== 'atHand') {
      if (!(await this.locate(ref))) return undefined;
      await known.checkCsv();
    }
    return known.csv.kind === 'atHand' ? known.csv.csv : undefined;
  }

  /** Where the user has said that it is, else where it was when it was imported. */
  #csvOf(ref: JobRef): ImportedCsv | undefined {
    const imported = this.#services.csvOf(ref);
    const located = this.#memory.csv(ref);
    if (!located) return imported;
    const isSame = located.sha256 === imported?.content.sha256;
    return isSame ? { ...imported, content: located } : { content: located, lineOf: (line) => line };
  }

  #job(ref: JobRef): ImportJob {
    const job = this.#services.jobs.store.job(ref);
    if (job) return job;
    throw new FailureError({ kind: 'notFound', message: 'The import job is not known any more.' });
  }

  #started(ref: JobRef): ImportJob {
    const job = this.#job(ref);
    if (job.startDate !== undefined) return job;
    const message = `${job.jobName} has not been started: it has no results.`;
    throw new FailureError({ kind: 'conflict', message });
  }
}
