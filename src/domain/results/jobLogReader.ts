// Reads the log of an import job while it is watched: first to its current end, then again until it is complete.
import { backOffOf, cadence } from '../live/cadence.ts';
import type { Clock } from '../base/clock.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { failureOf, isPassing, type Failure } from '../connections/failure.ts';
import type { LogEvent } from '../gateway/importGateway.ts';
import { isTerminal, type ImportJob } from '../jobs/job.ts';
import type { Page } from '../gateway/page.ts';

/** How far the log has been read. `current`: to its current end, more may follow. `complete`: nothing more will follow. */
export type LogReading =
  | { readonly kind: 'notStarted' | 'reading' | 'current' | 'complete' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface JobLogOptions {
  readonly clock: Clock;
  /** A page of the job's log, as `ImportGateway.listLogEvents`. */
  readonly read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<LogEvent>>;
  /** The last known state of the job. */
  readonly job: () => ImportJob | undefined;
  /** Receives events, some perhaps for a second time. Returns the number of rows that the log has mentioned so far. */
  readonly take: (events: readonly LogEvent[]) => number;
}

/** Between pages, in milliseconds: 5 requests a second; CloudWatch Logs allows 10 or more, depending on the Region. */
const pagePause = 200;
/** From the end of one reading to the next. */
const readingPause = 5_000;
/** How long to wait for events after the job's end: they may arrive after the job has counted their rows. */
const lateness = 60_000;
/** The wait also ends after this many readings, in case the clocks differ. */
const lateReadings = 12;

export class JobLogReader extends Owner {
  readonly #options: JobLogOptions;
  readonly #changes = this.own(new Emitter<LogReading>());
  #reading: LogReading = { kind: 'notStarted' };
  #watchers = 0;
  #token: string | undefined;
  #rowsRead = 0;
  /** Whether a reading has begun and has not reached the last page. */
  #isMidway = false;
  /** Whether there may be events that the reading in progress, or the last one, has not seen. */
  #isBehind = false;
  #failures = 0;
  #late = 0;
  #flight: AbortController | undefined;
  /** The pause before the next request. */
  #pause: Disposable | undefined;

  /** Called after more events, or when the state changes. */
  readonly onChange = this.#changes.subscribe;

  constructor(options: JobLogOptions) {
    super();
    this.#options = options;
  }

  get reading(): LogReading {
    return this.#reading;
  }

  /** The number of rows that the log has mentioned so far. */
  get rowsRead(): number {
    return this.#rowsRead;
  }

  /** Reads the log until disposed. */
  watch(): Disposable {
    this.#watchers++;
    this.update();
    let held = true;
    return {
      dispose: () => {
        if (held && --this.#watchers === 0) this.#flight?.abort();
        held = false;
      },
    };
  }

  /** To be called when the job may have changed. */
  update(): void {
    const job = this.#options.job();
    if (job?.startDate === undefined) return;
    this.#isBehind = true;
    if (this.#reading.kind === 'notStarted') this.#become({ kind: 'reading' });
    this.#plan();
  }

  /** Reads new events, also after a failure. Does nothing for a complete log. */
  readAgain(): void {
    const isWhole = this.#reading.kind === 'complete' && this.#rowsRead >= this.#counted();
    if (!isWhole && this.#reading.kind !== 'notStarted') {
      this.#pause?.dispose();
      this.#pause = undefined;
      this.#become({ kind: 'reading' });
    }
    this.update();
  }

  override dispose(): void {
    this.#watchers = 0;
    this.#pause?.dispose();
    this.#flight?.abort();
    super.dispose();
  }

  #plan(): void {
    if (this.#watchers === 0 || this.#flight || this.#pause || !this.#isWanted()) return;
    void this.#readPage(); // never rejects
  }

  #isWanted(): boolean {
    switch (this.#reading.kind) {
      case 'notStarted':
      case 'complete':
        return false;
      case 'reading':
        return true;
      case 'current':
        return this.#isMidway || this.#isBehind || this.#rowsRead < this.#counted();
      case 'failed':
        return isPassing(this.#reading.failure);
    }
  }

  async #readPage(): Promise<void> {
    const flight = new AbortController();
    this.#flight = flight;
    if (!this.#isMidway) this.#isBehind = false;
    let pause: number;
    try {
      const page = await this.#options.read(this.#token, flight.signal);
      if (flight.signal.aborted) return;
      pause = this.#landed(page);
    } catch (error) {
      if (flight.signal.aborted) return;
      pause = this.#failed(failureOf(error));
    } finally {
      this.#flight = undefined;
      if (flight.signal.aborted) this.#givenUp();
    }
    this.#pause = this.#options.clock.schedule(pause, () => {
      this.#pause = undefined;
      this.#plan();
    });
  }

  #givenUp(): void {
    this.#isBehind = true;
    // A new watcher may have come before the abort took effect.
    this.#plan();
  }

  #landed({ items, nextToken }: Page<LogEvent>): number {
    this.#failures = 0;
    this.#rowsRead = this.#options.take(items);
    this.#isMidway = nextToken !== undefined;
    if (nextToken !== undefined) {
      this.#token = nextToken;
      this.#become(this.#reading.kind === 'failed' ? { kind: 'reading' } : this.#reading);
      return pagePause;
    }
    this.#become({ kind: this.#isComplete() ? 'complete' : 'current' });
    return readingPause;
  }

  #failed(failure: Failure): number {
    if (failure.code === 'InvalidParameterException' && this.#token !== undefined) {
      // Tokens of CloudWatch Logs expire after a day: then it reads from the head, which may repeat events.
      this.#token = undefined;
      this.#isMidway = true;
      return pagePause;
    }
    this.#isBehind = true;
    this.#become({ kind: 'failed', failure });
    return backOffOf(++this.#failures, this.#options.clock.random(), cadence);
  }

  #isComplete(): boolean {
    const job = this.#options.job();
    if (!job || !isTerminal(job.status) || this.#isBehind) return false;
    if (this.#rowsRead >= this.#counted()) return true;
    const sinceEnd = this.#options.clock.now() - (job.completionDate ?? 0);
    return sinceEnd > lateness || ++this.#late > lateReadings;
  }

  /** The rows that the job has counted. */
  #counted(): number {
    const job = this.#options.job();
    return job ? job.importedUsers + job.skippedUsers + job.failedUsers : 0;
  }

  #become(reading: LogReading): void {
    this.#reading = reading;
    this.#changes.emit(reading);
  }
}
