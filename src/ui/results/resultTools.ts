// Shows and exports the results of jobs; loaded when the results of a job are first needed.
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import { JobLogReader } from '../../domain/results/jobLogReader.ts';
import type { Results } from '../../protocol/panel.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { exportRows, findExported } from './exportRows.ts';
import { isEnoughOf, JobLogDocuments, readLog, readText } from './jobLog.ts';
import type { ImportedCsv, JobResults } from './jobResults.ts';
import { KnownResults, type ResultsServices } from './knownResults.ts';
import { LogSource } from './logSource.ts';
import { askNumbering, confirmRetry, locateCsv } from './resultsQuestions.ts';
import { ResultsMemory } from './resultsMemory.ts';
import { notStartedResults, resultsSnapshot } from './resultsSnapshot.ts';
import {
  buttons,
  commandWords,
  csvWords,
  exportWords,
  numberingWords,
  type ListedOutcome,
} from './resultWords.ts';

export function createResults(services: ResultsServices): ResultTools {
  return new ResultTools(services);
}

const logged = { failed: 'FAILED', skipped: 'SKIPPED' } as const;

interface Exported {
  readonly uri: vscode.Uri;
  readonly message: string;
}

export class ResultTools extends Owner {
  readonly #services: ResultsServices;
  readonly #memory: ResultsMemory;
  readonly #logs: LogSource;
  readonly #known: KnownResults;
  readonly #documents = this.own(new JobLogDocuments());

  /** Fires when a job's results have changed. */
  readonly onChange: KnownResults['onChange'];

  constructor(services: ResultsServices) {
    super();
    this.#services = services;
    this.#memory = new ResultsMemory(services.memory);
    this.#logs = new LogSource(services.jobs);
    this.#known = this.own(new KnownResults(services, this.#memory, this.#logs));
    this.onChange = this.#known.onChange;
  }

  /** Reads the job's log and watches its CSV until disposed. */
  watch(ref: JobRef): Disposable {
    return this.#known.of(ref).watch();
  }

  /** Reads new results, and shows hidden problems again. */
  readAgain(ref: JobRef): void {
    this.#known.problems.showAgain(ref);
    this.#known.of(ref).readAgain();
  }

  snapshot(ref: JobRef, job: ImportJob): Results {
    return resultsSnapshot(job, this.#known.of(ref), vscode.env.language);
  }

  /** Reads the log up to the rows that the job has counted by now, without a progress. @throws FailureError; 'cancelled' with the token. */
  async read(ref: JobRef, token: vscode.CancellationToken): Promise<Results> {
    const job = this.#job(ref);
    if (job.startDate === undefined) return notStartedResults(job);
    return this.withLog(ref, () => Promise.resolve(this.snapshot(ref, job)), token);
  }

  hideProblems(): void {
    this.#known.problems.hideAll();
  }

  /** Opens the CSV beside the panel, or says that it cannot be opened. Never rejects. */
  async openLine(ref: JobRef, line: number): Promise<void> {
    const known = this.#known.of(ref);
    if (known.csv.kind !== 'atHand') return;
    const { path } = known.csv.csv.content;
    const position = new vscode.Position(line - 1, 0);
    const options: vscode.TextDocumentShowOptions = {
      selection: new vscode.Range(position, position),
      viewColumn: vscode.ViewColumn.Beside,
    };
    try {
      // Through the command, because files of over 50 MB have no document.
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), options);
    } catch (error) {
      this.#services.log.warn(`${path} could not be opened: ${String(error)}`);
      void known.checkCsv(); // never rejects
      const button = await vscode.window.showErrorMessage(plain(csvWords.cannotOpen(path)), buttons.locate);
      if (button === buttons.locate) await vscode.commands.executeCommand(commands.locateCsv, ref);
    }
  }

  /** Asks the user where the job's CSV is. False when they cancel. */
  async locate(ref: JobRef): Promise<boolean> {
    const csv = await locateCsv(this.#job(ref).jobName, this.#services.csvOf(ref)?.content);
    if (!csv) return false;
    await this.#memory.save(ref, { csv });
    this.readAgain(ref);
    return true;
  }

  /** Asks the user what the numbers in the job's log mean. False when they cancel. */
  async chooseNumbering(ref: JobRef): Promise<boolean> {
    this.#started(ref);
    const base = await askNumbering(this.#known.of(ref).numbering.base, this.#memory.base(ref));
    if (base === undefined) return false;
    await this.#memory.saveBase(ref, base === 'infer' ? undefined : base);
    this.#known.of(ref).baseChosen();
    return true;
  }

  async showLog(ref: JobRef): Promise<void> {
    const { clock, jobs } = this.#services;
    const asked = this.#started(ref);
    const read = (nextToken: string | undefined, signal: AbortSignal) =>
      this.#logs.page(ref, nextToken, signal);
    const job = () => jobs.store.job(ref);
    const text = await readText(asked, (take) => new JobLogReader({ clock, read, job, take }));
    const head = await this.withLog(ref, (known) => Promise.resolve(numberingWords(known.numbering)));
    await this.#documents.show(asked.jobName, ref.jobId, text, head);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async exportRows(ref: JobRef, outcome: ListedOutcome): Promise<void> {
    const message = await this.withLog(ref, async (known) => {
      if (!this.#hasRows(ref, known, outcome)) return undefined;
      const csv = await this.#csvAtHand(ref, known);
      return csv && (await this.#export(ref, known, csv, outcome)).message;
    });
    if (message === undefined) return;
    const offered = outcome === 'failed' ? [buttons.retry] : [];
    // Not awaited: the message can stay open for any time.
    void vscode.window.showInformationMessage(message, ...offered).then((button) => {
      if (button === buttons.retry) void vscode.commands.executeCommand(commands.retryFailedRows, ref);
    });
  }

  /** Calls `use` after reading the log to its end and inferring its numbering as well as possible. @throws FailureError; 'cancelled' */
  async withLog<T>(
    ref: JobRef,
    use: (known: JobResults) => Promise<T>,
    quietly?: vscode.CancellationToken,
  ): Promise<T> {
    const [job, known] = [this.#started(ref), this.#known.of(ref)];
    const watch = known.watch();
    try {
      await readLog(known.log, job.jobName, isEnoughOf(job, known.log), quietly);
      await known.checkCsv();
      await known.numbered();
      return await use(known);
    } finally {
      watch.dispose();
    }
  }

  /** Imports the failed rows again: from an earlier export, which the user may have corrected, else from the CSV. */
  async retry(ref: JobRef): Promise<void> {
    const { connectionId, userPoolId } = ref;
    const uri = await this.withLog(ref, (known) => this.#rowsToRetry(ref, known));
    if (!uri) return;
    const argument = { uri, pool: { connectionId, userPoolId } };
    await vscode.commands.executeCommand(commands.createImportJob, argument);
  }

  async #rowsToRetry(ref: JobRef, known: JobResults): Promise<vscode.Uri | undefined> {
    if (!this.#hasRows(ref, known, 'failed')) return undefined;
    for (;;) {
      const before = await this.#exportedBefore(ref, known);
      const csv = before ? undefined : await this.#csvAtHand(ref, known);
      if (!before && !csv) return undefined;
      if (!known.numbering.certain) {
        const lines = Array.from(known.lines('FAILED'), ({ line }) => line);
        const path = csv?.content.path ?? before?.fsPath ?? '';
        const answer = await confirmRetry(lines, path, numberingWords(known.numbering));
        if (answer === undefined) return undefined;
        if (answer === 'chooseNumbering') {
          await this.chooseNumbering(ref);
          continue;
        }
      }
      if (before) return before;
      return csv && (await this.#export(ref, known, csv, 'failed')).uri;
    }
  }

  #hasRows(ref: JobRef, { rows }: JobResults, outcome: ListedOutcome): boolean {
    if (rows.count(logged[outcome]) > 0) return true;
    void vscode.window.showInformationMessage(exportWords.none(outcome, plain(this.#job(ref).jobName)));
    return false;
  }

  async #exportedBefore(ref: JobRef, known: JobResults): Promise<vscode.Uri | undefined> {
    const exported = this.#memory.exported(ref);
    // More rows may have failed since the export.
    if (exported?.base === undefined || exported.rows !== this.#job(ref).failedUsers) return undefined;
    // With another numbering, the rows would be other people's. Without the CSV, the numbering may be less certain than at the export.
    const base =
      known.csv.kind === 'atHand' ? known.numbering.base : (this.#memory.base(ref) ?? exported.base);
    return exported.base === base ? findExported(exported.path) : undefined;
  }

  async #export(ref: JobRef, known: JobResults, csv: ImportedCsv, outcome: ListedOutcome): Promise<Exported> {
    const { content } = csv;
    const { base, certain } = known.numbering;
    const lines = Uint32Array.from(known.lines(logged[outcome]), ({ line }) => line);
    const { uri, rows } = await exportRows(this.#services.runTask, content, lines, outcome);
    await this.#services.csv().written([uri]);
    if (outcome === 'failed') await this.#memory.save(ref, { exported: { path: uri.fsPath, rows, base } });
    const wanted = known.rows.count(logged[outcome]);
    const numbering = certain ? {} : { numbering: numberingWords(known.numbering) };
    const words = { file: uri, csv: content, outcome, rows, wanted, ...numbering };
    return { uri, message: plain(exportWords.done(words, vscode.env.language)) };
  }

  /** The job's unchanged CSV; the user is asked for it if it has changed or is missing. */
  async #csvAtHand(ref: JobRef, known: JobResults): Promise<ImportedCsv | undefined> {
    if (known.csv.kind !== 'atHand') {
      if (!(await this.locate(ref))) return undefined;
      await known.checkCsv();
      await known.numbered();
    }
    return known.csv.kind === 'atHand' ? known.csv.csv : undefined;
  }

  #job(ref: JobRef): ImportJob {
    const job = this.#services.jobs.store.job(ref);
    if (job) return job;
    throw new FailureError({ kind: 'notFound', message: commandWords.unknownJob });
  }

  #started(ref: JobRef): ImportJob {
    const job = this.#job(ref);
    if (job.startDate !== undefined) return job;
    throw new FailureError({ kind: 'conflict', message: commandWords.notStarted(job.jobName) });
  }
}
