// The outcome of each row of a job, and the counters computed from it.
import type { RuleId } from '../../csv/validate/rules.ts';

export type Outcome = 'SUCCEEDED' | 'SKIPPED' | RuleId;

/** A job's rows, numbered from 0. */
export interface Results {
  /** Rows done. */
  readonly length: number;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  outcomeOf(row: number): Outcome | undefined;
  /** Milliseconds since the epoch, with fractions. */
  timeOf(row: number): number | undefined;
}

/** Rows as they are imported: small enough for half a million. */
export class JobResults implements Results {
  readonly #outcomes: Outcome[] = [];
  readonly #times: number[] = [];
  #imported = 0;
  #skipped = 0;

  get length(): number {
    return this.#outcomes.length;
  }

  get imported(): number {
    return this.#imported;
  }

  get skipped(): number {
    return this.#skipped;
  }

  get failed(): number {
    return this.#outcomes.length - this.#imported - this.#skipped;
  }

  /** When the last row was done, in milliseconds since the epoch, with fractions. */
  get lastTime(): number | undefined {
    return this.#times.at(-1);
  }

  add(outcome: Outcome, at: number): void {
    this.#outcomes.push(outcome);
    this.#times.push(at);
    if (outcome === 'SUCCEEDED') this.#imported++;
    if (outcome === 'SKIPPED') this.#skipped++;
  }

  outcomeOf(row: number): Outcome | undefined {
    return this.#outcomes[row];
  }

  timeOf(row: number): number | undefined {
    return this.#times[row];
  }
}

/** The rows of a job that was put into a status: failed ones first, then skipped ones, all at one time. */
export class ToldResults implements Results {
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly #at: number;

  constructor(counts: { imported: number; skipped: number; failed: number }, at: number) {
    this.imported = counts.imported;
    this.skipped = counts.skipped;
    this.failed = counts.failed;
    this.#at = at;
  }

  get length(): number {
    return this.imported + this.skipped + this.failed;
  }

  outcomeOf(row: number): Outcome {
    if (row < this.failed) return 'no-verified-attribute';
    return row < this.failed + this.skipped ? 'SKIPPED' : 'SUCCEEDED';
  }

  timeOf(): number {
    return this.#at;
  }
}
