// Reads the log of an import job while somebody looks: to its end at once, then again as long as there is more to come.
import { backOffOf, cadence } from '../live/cadence.ts';
import type { Clock } from '../base/clock.ts';
import { Owner, type Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { failureOf, isPassing, type Failure } from '../connections/failure.ts';
import type { LogEvent } from '../gateway/importGateway.ts';
import { isTerminal, type ImportJob } from '../jobs/job.ts';
import type { Page } from '../gateway/page.ts';

/** How far the log has been read. `current`: to its end, which is not the last yet. `complete`: there is no more to come. */
export type LogReading =
  | { readonly kind: 'notStarted' | 'reading' | 'current' | 'complete' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface JobLogOptions {
  readonly clock: Clock;
  /** A page of the job's log, as `ImportGateway.listLogEvents`. */
  readonly read: (nextToken: string | undefined, signal: AbortSignal) => Promise<Page<LogEvent>>;
  /** The job as it is known now. */
  readonly job: () => ImportJob | undefined;
  /** Takes in events, some of them perhaps again, and says of how many rows the log has told by now. */
  readonly take: (events: readonly LogEvent[]) => number;
}

/** Between pages, in milliseconds: 5 requests a second, of the 10 (in some Regions) or more that CloudWatch Logs answers. */
const pagePause = 200;
/** From one reading to its end to the next. */
const readingPause = 5_000;
/** Events may reach the log after the job has counted their rows. How long after the job's end that is waited for. */
const lateness = 60_000;
/** The same where the clocks do not agree: so many more readings. */
const lateReadings = 12;

export class JobLogReader extends Owner {
  readonly #options: JobLogOptions;
  readonly #changes = this.own(new Emitter<LogReading>());
  #reading: LogReading = { kind: 'notStarted' };
  #watchers = 0;
  #token: string | undefined;
  #rowsRead = 0;
  /** Between the first page of a reading and its last. */
  #isMidway = false;
  /** There may be more than the reading under way, or the last one, has seen. */
  #isBehind = false;
  #failures = 0;
  #late = 0;
  #flight: AbortController | undefined;
  /** The pause that the next request waits for. */
  #pause: Disposable | undefined;

  /** There are more events, or the reading has come to another state. */
  readonly onChange = this.#changes.subscribe;

  constructor(options: JobLogOptions) {
    super();
    this.#options = options;
  }

  get reading(): LogReading {
    return this.#reading;
  }

  /** How many rows the log has been read to tell of. */
  get rowsRead(): number {
    return this.#rowsRead;
  }

  /** The log is read while this is held. */
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

  /** The job may have changed. */
  update(): void {
    const job = this.#options.job();
    if (job?.startDate === undefined) return;
    this.#isBehind = true;
    if (this.#reading.kind === 'notStarted') this.#become({ kind: 'reading' });
    this.#plan();
  }

  /** Reads what may have come, also where that has failed before. A log that is whole stays so. */
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
    // Somebody may have come to look while the abort was under way.
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
      // Tokens of CloudWatch Logs expire after a day: from the head then, for events may come again.
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

  /** Rows that the job has counted. */
  #counted(): number {
    const job = this.#options.job();
    return job ? job.importedUsers + job.skippedUsers + job.failedUsers : 0;
  }

  #become(reading: LogReading): void {
    this.#reading = reading;
    this.#changes.emit(reading);
  }
}
