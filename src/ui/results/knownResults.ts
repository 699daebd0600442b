// The results of jobs that somebody looks at or has just looked at, and their CSVs, looked after for changes.
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { StoreChange } from '../../domain/jobs/views.ts';
import { isUnchanged } from '../../files/imports/importFiles.ts';
import { JobResults, type ImportedCsv } from './jobOutcome.ts';
import type { LogSource } from './logSource.ts';
import { ResultProblems } from './resultProblems.ts';

export interface KnownResultsOptions {
  readonly jobs: JobService;
  readonly clock: Clock;
  readonly logs: LogSource;
  /** The job's CSV, where this machine knows it. */
  readonly csvOf: (ref: JobRef) => ImportedCsv | undefined;
}

interface Entry {
  readonly ref: JobRef;
  readonly results: JobResults;
  watchers: number;
  /** Watches the folder of the CSV. */
  files?: { readonly path: string; readonly watcher: Disposable };
  check?: Disposable;
  /** What the problems on the CSV's lines were made of. */
  shown?: string;
  /** The user does not want to see them. */
  isHidden: boolean;
}

/** Results nobody looks at that are kept, so that looking away and back reads nothing anew. */
const keptUnwatched = 8;
/** From a change of the CSV to the look at it, in milliseconds: it may still be being written. */
const checkDelay = 500;

export class KnownResults extends Owner {
  readonly #options: KnownResultsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #changes = this.own(new Emitter<JobRef>());
  readonly #problems = this.own(new ResultProblems());

  readonly onChange = this.#changes.subscribe;

  constructor(options: KnownResultsOptions) {
    super();
    this.#options = options;
    this.own(options.jobs.store.onChange((change) => this.#onStoreChange(change)));
  }

  /** The job's results, as far as they are known. */
  of(ref: JobRef): JobResults {
    return this.#entry(ref).results;
  }

  /** The job's log is read and its CSV looked after while this is held. */
  watch(ref: JobRef): Disposable {
    const entry = this.#entry(ref);
    entry.watchers++;
    const reading = entry.results.log.watch();
    void entry.results.checkCsv(); // never rejects
    let held = true;
    return {
      dispose: () => {
        if (!held) return;
        held = false;
        reading.dispose();
        entry.watchers--;
        this.#watchFiles(entry);
      },
    };
  }

  /** Reads what may be new, and shows problems again that were taken away. */
  readAgain(ref: JobRef): void {
    const entry = this.#entry(ref);
    entry.isHidden = false;
    delete entry.shown;
    entry.results.log.readAgain();
    void entry.results.checkCsv(); // never rejects
  }

  /** Takes all problems away, until somebody asks for them anew. */
  hideProblems(): void {
    for (const entry of this.#entries.values()) {
      entry.isHidden = true;
      delete entry.shown;
    }
    this.#problems.clear();
  }

  override dispose(): void {
    for (const entry of [...this.#entries.values()]) this.#drop(entry);
    super.dispose();
  }

  #entry(ref: JobRef): Entry {
    const key = jobKey(ref);
    const known = this.#entries.get(key);
    // The last one asked for is the last one to go.
    this.#entries.delete(key);
    const entry = known ?? this.#create(ref);
    this.#entries.set(key, entry);
    const unwatched = [...this.#entries.values()].filter(({ watchers }) => watchers === 0);
    for (const old of unwatched.slice(0, -keptUnwatched)) this.#drop(old);
    return entry;
  }

  #create(ref: JobRef): Entry {
    const { jobs, clock, logs, csvOf } = this.#options;
    const results = new JobResults({
      clock,
      read: (nextToken, signal) => logs.page(ref, nextToken, signal),
      job: () => jobs.store.job(ref),
      csv: () => csvOf(ref),
      isUnchanged,
    });
    const entry: Entry = { ref, results, watchers: 0, isHidden: false };
    results.onChange(() => {
      this.#watchFiles(entry);
      this.#showProblems(entry);
      this.#changes.emit(ref);
    });
    return entry;
  }

  #drop(entry: Entry): void {
    this.#entries.delete(jobKey(entry.ref));
    entry.files?.watcher.dispose();
    entry.check?.dispose();
    entry.results.dispose();
  }

  #onStoreChange(change: StoreChange): void {
    if (change.kind === 'job') this.#entries.get(jobKey(change.ref))?.results.log.update();
    if (change.kind !== 'connection' && change.kind !== 'connections') return;
    const { store } = this.#options.jobs;
    for (const entry of [...this.#entries.values()]) {
      const { reading } = entry.results.log;
      const view = store.connection(entry.ref.connectionId);
      if (!view) this.#drop(entry);
      // What was missing may be there again; a permission does not come by itself.
      else if (!view.failure && reading.kind === 'failed' && reading.failure.kind !== 'denied')
        entry.results.log.readAgain();
    }
  }

  #watchFiles(entry: Entry): void {
    const { csv } = entry.results;
    const path = csv.kind === 'unknown' || entry.watchers === 0 ? undefined : csv.csv.content.path;
    if (path === entry.files?.path) return;
    entry.files?.watcher.dispose();
    delete entry.files;
    if (path === undefined) return;
    // The folder's, because a file's name may read as a pattern.
    const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(path)), '*');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const check = ({ fsPath }: vscode.Uri): void => {
      if (fsPath !== path) return;
      entry.check?.dispose();
      entry.check = this.#options.clock.schedule(checkDelay, () => void entry.results.checkCsv());
    };
    watcher.onDidChange(check);
    watcher.onDidCreate(check);
    watcher.onDidDelete(check);
    entry.files = { path, watcher };
  }

  #showProblems(entry: Entry): void {
    const { csv, results, log } = entry.results;
    if (csv.kind === 'unknown' || csv.kind === 'checking') return;
    const { content, batchId, lineOf } = csv.csv;
    const job = jobKey(entry.ref);
    const rows = { uri: vscode.Uri.file(content.path), job, importId: batchId ?? job };
    const { kind } = log.reading;
    const isRead = kind === 'current' || kind === 'complete';
    if (csv.kind === 'changed') this.#problems.hide(rows);
    if (csv.kind === 'changed') delete entry.shown;
    if (csv.kind === 'changed' || !isRead || entry.isHidden || entry.watchers === 0) return;
    const shown = `${rows.uri.toString()} ${results.count('FAILED')} ${results.count('SKIPPED')}`;
    if (shown === entry.shown) return;
    entry.shown = shown;
    this.#problems.show(rows, results, lineOf);
  }
}
