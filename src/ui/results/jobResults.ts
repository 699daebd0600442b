// The results of one job while they are watched: its log, its CSV, and the CSV line of each row in the log.
import { rowsOfPart, type FoundRows } from '../../csv/results/resultRows.ts';
import { LoggedRows, parseLogLine } from '../../csv/results/results.ts';
import { wholeLine } from '../../csv/read/split.ts';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';
import type { LogEvent } from '../../domain/gateway/importGateway.ts';
import type { Page } from '../../domain/gateway/page.ts';
import type { ImportJob } from '../../domain/jobs/job.ts';
import { JobLogReader } from '../../domain/results/jobLogReader.ts';
import {
  inferLineBase,
  type LineBase,
  type LineNumbering,
  type LogOutcome,
} from '../../domain/results/lineBase.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

/** The CSV that a job's rows come from: the uploaded file, or the larger file that it is a part of. */
export interface ImportedCsv {
  readonly content: FileContent;
  /** The part that the job imported: the line of the CSV that was the part's second line, and its rows. */
  readonly part?: { readonly firstLine: number; readonly rows: number };
  /** The batch that the job is a part of. */
  readonly batchId?: string;
  /** The user has located it, without proof that it is the imported CSV. */
  readonly isUnproven?: boolean;
}

/** `changed`: its content has changed, or the file is gone. */
export type CsvState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'checking' | 'atHand' | 'changed'; readonly csv: ImportedCsv };

export interface JobResultsOptions {
  readonly clock: Clock;
  /** A page of the job's log, as `ImportGateway.listLogEvents`. */
  readonly read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<LogEvent>>;
  readonly job: () => ImportJob | undefined;
  /** The job's CSV, if this machine knows it. */
  readonly csv: () => ImportedCsv | undefined;
  readonly isUnchanged: (csv: FileContent) => Promise<boolean>;
  /** The numbering that the user chose. */
  readonly chosenBase: () => LineBase | undefined;
  /** Finds the CSV's rows; with `judge`, also returns what the validator expects of them. Never rejects: undefined on a failure. */
  readonly findRows: (csv: FileContent, judge: boolean) => Promise<FoundRows | undefined>;
  /** Calls back when the file may have changed. */
  readonly watchFile: (path: string, onChange: () => void) => Disposable;
}

/** Delay in milliseconds between a change of the CSV and its check, as the file may still be written. */
const checkDelay = 500;

export class JobResults extends Owner {
  readonly rows = new LoggedRows();
  readonly log: JobLogReader;
  readonly #options: JobResultsOptions;
  readonly #changes = this.own(new Emitter<void>());
  #csv: CsvState = { kind: 'unknown' };
  #checks = 0;
  #watchers = 0;
  #file: { readonly path: string; readonly watcher: Disposable } | undefined;
  #check: Disposable | undefined;
  #numbering: LineNumbering | undefined;
  /** The rows found in the CSV with this hash. */
  #found:
    { readonly sha256: string; readonly isJudged: boolean; readonly rows: FoundRows | undefined } | undefined;
  #finding: Promise<void> | undefined;

  readonly onChange = this.#changes.subscribe;

  constructor(options: JobResultsOptions) {
    super();
    this.#options = options;
    const { clock, read, job } = options;
    this.log = this.own(new JobLogReader({ clock, read, job, take: (events) => this.#take(events) }));
    this.own(this.log.onChange(() => this.#changed()));
  }

  get csv(): CsvState {
    return this.#csv;
  }

  get isWatched(): boolean {
    return this.#watchers > 0;
  }

  /** What the log's numbers mean, as far as is known. */
  get numbering(): LineNumbering {
    return (this.#numbering ??= this.#infer());
  }

  /** Whether each row of the log is certainly the row of the CSV that is shown for it. Otherwise nothing may delete or change users. */
  get isCertain(): boolean {
    return this.numbering.certain && this.#csv.kind === 'atHand' && this.#csv.csv.isUnproven !== true;
  }

  /** Whether log, CSV and numbering are known as well as they can be by now. */
  get isSettled(): boolean {
    return (
      this.log.reading.kind !== 'reading' && this.#csv.kind !== 'checking' && this.#finding === undefined
    );
  }

  /** Reads the log and watches the CSV until disposed. */
  watch(): Disposable {
    this.#watchers++;
    const reading = this.log.watch();
    void this.checkCsv(); // never rejects
    let held = true;
    return {
      dispose: () => {
        if (!held) return;
        held = false;
        reading.dispose();
        this.#watchers--;
        this.#watchFile();
      },
    };
  }

  /** Reads new events and checks the CSV. */
  readAgain(): void {
    this.log.readAgain();
    void this.checkCsv(); // never rejects
  }

  /** The user chose a numbering. */
  baseChosen(): void {
    this.#changed();
  }

  /** The line of the CSV that a number in the log means; undefined if the CSV has no row there. */
  lineOf(number: number): number | undefined {
    const line = this.numbering.lineOf(number);
    const part = this.#csv.kind === 'unknown' ? undefined : this.#csv.csv.part;
    return line === undefined || !part ? line : wholeLine(part, line);
  }

  /** The rows of the CSV with this outcome, in ascending order of their lines. */
  *lines(outcome: LogOutcome): Generator<{ readonly line: number; readonly reason: string }> {
    for (const { number, reason } of this.rows.numbers(outcome)) {
      const line = this.lineOf(number);
      if (line !== undefined) yield { line, reason };
    }
  }

  /** Checks the CSV again after it was located or may have changed. Never rejects. */
  async checkCsv(): Promise<void> {
    const check = ++this.#checks;
    const csv = this.#options.csv();
    if (csv && (this.#csv.kind === 'unknown' || this.#csv.csv.content.path !== csv.content.path))
      this.#become({ kind: 'checking', csv });
    const isUnchanged =
      csv !== undefined && (await this.#options.isUnchanged(csv.content).catch(() => false));
    // A later check has begun, whose result is newer.
    if (check !== this.#checks || this.isDisposed) return;
    this.#become(csv ? { kind: isUnchanged ? 'atHand' : 'changed', csv } : { kind: 'unknown' });
  }

  /** Resolves when the numbering is determined as well as the events read so far allow. Never rejects. */
  async numbered(): Promise<void> {
    this.#findRows();
    while (this.#finding) {
      await this.#finding;
      this.#findRows();
    }
  }

  override dispose(): void {
    this.#watchers = 0;
    this.#watchFile();
    this.#check?.dispose();
    super.dispose();
  }

  #take(events: readonly LogEvent[]): number {
    for (const { message } of events) {
      const entry = parseLogLine(message);
      if (entry) this.rows.add(entry);
    }
    return this.rows.size;
  }

  #become(csv: CsvState): void {
    this.#csv = csv;
    this.#watchFile();
    this.#changed();
  }

  #changed(): void {
    this.#numbering = undefined;
    if (this.isWatched) this.#findRows();
    this.#changes.emit();
  }

  #infer(): LineNumbering {
    const csv = this.#csv.kind === 'atHand' ? this.#csv.csv : undefined;
    const found = this.#found?.sha256 === csv?.content.sha256 ? this.#found?.rows : undefined;
    return inferLineBase({
      size: this.rows.size,
      forEachNumber: this.rows.forEachNumber,
      isWhole: this.#isWhole(),
      csv: csv && found && rowsOfPart(found, csv.part),
      chosen: this.#options.chosenBase(),
    });
  }

  /** A Succeeded job has processed every row; for other jobs the unprocessed rows are unknown. */
  #isWhole(): boolean {
    const job = this.#options.job();
    if (job?.status !== 'Succeeded' || this.log.reading.kind !== 'complete') return false;
    return this.rows.size >= job.importedUsers + job.skippedUsers + job.failedUsers;
  }

  /** Finds the rows of the CSV if the log cannot be interpreted without them; validates them only if nothing else helps. */
  #findRows(): void {
    if (this.#csv.kind !== 'atHand' || this.#finding || this.rows.size === 0 || this.isDisposed) return;
    const { content } = this.#csv.csv;
    if (this.#found?.sha256 !== content.sha256) this.#found = undefined;
    const { kind } = this.log.reading;
    const mayJudge = !this.numbering.certain && kind !== 'reading' && this.rows.count('FAILED') > 0;
    if (this.#found && (this.#found.isJudged || !mayJudge)) return;
    const isJudged = this.#found !== undefined;
    this.#finding = this.#options.findRows(content, isJudged).then((rows) => {
      this.#finding = undefined;
      this.#found = { sha256: content.sha256, isJudged, rows: rows ?? this.#found?.rows };
      if (!this.isDisposed) this.#changed();
    });
  }

  #watchFile(): void {
    const { csv } = this;
    const path = csv.kind === 'unknown' || !this.isWatched ? undefined : csv.csv.content.path;
    if (path === this.#file?.path) return;
    this.#file?.watcher.dispose();
    this.#file = undefined;
    if (path === undefined) return;
    const watcher = this.#options.watchFile(path, () => {
      this.#check?.dispose();
      this.#check = this.#options.clock.schedule(checkDelay, () => void this.checkCsv());
    });
    this.#file = { path, watcher };
  }
}
