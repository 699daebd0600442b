// The results of watched and recently watched jobs, with their problems.
import type { CsvTools } from '../csv/csvTools.ts';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { FoundRows } from '../../csv/results/resultRows.ts';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';
import type { Logged } from '../../domain/history/importRecord.ts';
import { isTerminal, jobKey, processedUsers, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { StoreChange } from '../../domain/jobs/views.ts';
import { isUnchanged, type FileContent } from '../../files/imports/importFiles.ts';
import type { RunTask } from '../../files/runTask.ts';
import { readPoolSchema } from '../csv/poolSchema.ts';
import type { State } from '../shell/sharedState.ts';
import { JobResults, type ImportedCsv } from './jobResults.ts';
import type { LogSource } from './logSource.ts';
import { loggedOf } from './reasons.ts';
import { ResultProblems } from './resultProblems.ts';
import type { ResultsMemory } from './resultsMemory.ts';

export interface ResultsServices {
  readonly jobs: JobService;
  /** The job's CSV, if it was imported from this machine. */
  readonly csvOf: (ref: JobRef) => ImportedCsv | undefined;
  /** Shared by all windows. */
  readonly memory: State;
  readonly clock: Clock;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
  readonly runTask: RunTask;
  /** Records the files with people's data that are written. */
  readonly csv: () => Pick<CsvTools, 'written'>;
  /** Records a log's content, which it reads from `read` only if it needs it. */
  readonly recorder: { logged(ref: JobRef, read: () => Logged): void };
}

/** The number of unwatched results that are kept, so that a panel that is hidden and shown again reads nothing. */
const keptUnwatched = 8;

export class KnownResults extends Owner {
  readonly problems = this.own(new ResultProblems());
  readonly #services: ResultsServices;
  readonly #memory: ResultsMemory;
  readonly #logs: LogSource;
  /** Least recently used first. */
  readonly #known = new Map<string, { readonly ref: JobRef; readonly results: JobResults }>();
  readonly #changes = this.own(new Emitter<JobRef>());
  readonly #stop = new AbortController();

  /** Called when a job's results have changed. */
  readonly onChange = this.#changes.subscribe;

  constructor(services: ResultsServices, memory: ResultsMemory, logs: LogSource) {
    super();
    this.#services = services;
    this.#memory = memory;
    this.#logs = logs;
    this.own(services.jobs.store.onChange((change) => this.#onStoreChange(change)));
  }

  /** The job's results, created if they are not known yet. */
  of(ref: JobRef): JobResults {
    const key = jobKey(ref);
    const entry = this.#known.get(key) ?? { ref, results: this.#create(ref) };
    this.#known.delete(key);
    this.#known.set(key, entry);
    const unwatched = [...this.#known.values()].filter((one) => one !== entry && !one.results.isWatched);
    for (const old of unwatched.slice(0, -keptUnwatched)) this.#drop(old.ref);
    return entry.results;
  }

  override dispose(): void {
    this.#stop.abort();
    for (const { results } of this.#known.values()) results.dispose();
    this.#known.clear();
    super.dispose();
  }

  #create(ref: JobRef): JobResults {
    const { jobs, clock, recorder } = this.#services;
    const results = new JobResults({
      clock,
      read: (nextToken, signal) => this.#logs.page(ref, nextToken, signal),
      job: () => jobs.store.job(ref),
      csv: () => this.#csvOf(ref),
      isUnchanged,
      chosenBase: () => this.#memory.base(ref),
      findRows: (csv, judge) => this.#findRows(ref, csv, judge),
      watchFile,
    });
    results.onChange(() => {
      this.problems.update(ref, results);
      if (isWholeLog(jobs.store.job(ref), results)) recorder.logged(ref, () => loggedOf(results));
      this.#changes.emit(ref);
    });
    return results;
  }

  #drop(ref: JobRef): void {
    const key = jobKey(ref);
    this.#known.get(key)?.results.dispose();
    this.#known.delete(key);
    this.problems.showAgain(ref);
  }

  #onStoreChange(change: StoreChange): void {
    if (change.kind === 'job') this.#known.get(jobKey(change.ref))?.results.log.update();
    if (change.kind !== 'connection' && change.kind !== 'connections') return;
    const { store } = this.#services.jobs;
    for (const { ref, results } of [...this.#known.values()]) {
      const { reading } = results.log;
      const view = store.connection(ref.connectionId);
      if (!view) this.#drop(ref);
      // A missing file or stream may exist now; a permission does not appear by itself.
      else if (!view.failure && reading.kind === 'failed' && reading.failure.kind !== 'denied')
        results.log.readAgain();
    }
  }

  /** Never rejects: after a failure the numbering stays uncertain, and the extension's log has the reason. */
  async #findRows(ref: JobRef, { path }: FileContent, judge: boolean): Promise<FoundRows | undefined> {
    const { jobs, runTask, log } = this.#services;
    try {
      const judged = judge ? { schema: (await readPoolSchema(jobs, ref)).schema } : {};
      const options = { name: basename(path), signal: this.#stop.signal };
      return await runTask('findRows', { path, ...judged }, options);
    } catch (error) {
      if (!this.isDisposed) log.warn(`The rows of ${path} could not be looked at: ${String(error)}`);
      return undefined;
    }
  }

  /** The location that the user chose, otherwise the one at the time of the import. */
  #csvOf(ref: JobRef): ImportedCsv | undefined {
    const imported = this.#services.csvOf(ref);
    const located = this.#memory.csv(ref);
    if (!located) return imported;
    const isSame = located.sha256 === imported?.content.sha256;
    return isSame ? { ...imported, content: located } : { content: located, isUnproven: true };
  }
}

/** Whether the job is over and nothing more can be learnt from its log. */
function isWholeLog(job: ImportJob | undefined, { log, rows }: JobResults): boolean {
  if (!job || !isTerminal(job.status) || rows.size === 0) return false;
  return log.reading.kind === 'complete' || rows.size >= processedUsers(job);
}

/** Watches the folder, because the file's name may read as a pattern. */
function watchFile(path: string, onChange: () => void): Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(path)), '*');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const check = ({ fsPath }: vscode.Uri): void => {
    if (fsPath === path) onChange();
  };
  watcher.onDidChange(check);
  watcher.onDidCreate(check);
  watcher.onDidDelete(check);
  return watcher;
}
