// What is known of one job's results: its log as far as it has been read, and whether its CSV is at hand.
import { ImportResults, parseLogLine } from '../../csv/results.ts';
import type { Clock } from '../../domain/base/clock.ts';
import { Owner } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';
import type { LogEvent } from '../../domain/gateway/importGateway.ts';
import type { ImportJob } from '../../domain/jobs/job.ts';
import { JobLogReader } from '../../domain/results/jobLogReader.ts';
import type { Page } from '../../domain/gateway/page.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

/** The CSV that a job's rows come from: what was uploaded, or a larger file of which that was a part. */
export interface ImportedCsv {
  readonly content: FileContent;
  /** The line of it that a line of the uploaded file was; the header is line 1 of both. */
  readonly lineOf: (line: number) => number;
  /** The batch that the job is a part of. */
  readonly batchId?: string;
}

/** `changed`: it has another content now, or is not there any more. */
export type CsvState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'checking' | 'atHand' | 'changed'; readonly csv: ImportedCsv };

export interface JobResultsOptions {
  readonly clock: Clock;
  /** A page of the job's log, as `ImportGateway.listLogEvents`. */
  readonly read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<LogEvent>>;
  readonly job: () => ImportJob | undefined;
  /** The job's CSV, where this machine knows it. */
  readonly csv: () => ImportedCsv | undefined;
  readonly isUnchanged: (csv: FileContent) => Promise<boolean>;
}

export class JobResults extends Owner {
  readonly results = new ImportResults();
  readonly log: JobLogReader;
  readonly #options: JobResultsOptions;
  readonly #changes = this.own(new Emitter<void>());
  #csv: CsvState = { kind: 'unknown' };
  #checks = 0;

  readonly onChange = this.#changes.subscribe;

  constructor(options: JobResultsOptions) {
    super();
    this.#options = options;
    const { clock, read, job } = options;
    this.log = this.own(new JobLogReader({ clock, read, job, take: (events) => this.#take(events) }));
    this.own(this.log.onChange(() => this.#changes.emit()));
  }

  get csv(): CsvState {
    return this.#csv;
  }

  get job(): ImportJob | undefined {
    return this.#options.job();
  }

  /** The line of the CSV, as far as that is known, that a line of the uploaded file was. */
  lineOf(line: number): number {
    return this.#csv.kind === 'unknown' ? line : this.#csv.csv.lineOf(line);
  }

  /** Looks at the CSV again: it may have become known, or changed. Never rejects. */
  async checkCsv(): Promise<void> {
    const check = ++this.#checks;
    const csv = this.#options.csv();
    if (csv && (this.#csv.kind === 'unknown' || this.#csv.csv.content.path !== csv.content.path))
      this.#become({ kind: 'checking', csv });
    const isUnchanged =
      csv !== undefined && (await this.#options.isUnchanged(csv.content).catch(() => false));
    // A later look has seen more.
    if (check !== this.#checks) return;
    this.#become(csv ? { kind: isUnchanged ? 'atHand' : 'changed', csv } : { kind: 'unknown' });
  }

  #take(events: readonly LogEvent[]): number {
    for (const { message } of events) {
      const entry = parseLogLine(message);
      if (entry) this.results.add(entry);
    }
    return this.results.size;
  }

  #become(csv: CsvState): void {
    this.#csv = csv;
    this.#changes.emit();
  }
}
