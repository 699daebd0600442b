// What became of each row of a job, as the job's log tells it: one line a row, never any of the user's data.
import { rules, type RuleId } from '../../csv/rules.ts';

export type Outcome = 'SUCCEEDED' | 'SKIPPED' | RuleId;

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** What is known of a job's rows: the counters, and the log line of each row. */
export interface Results {
  /** Rows done. */
  readonly length: number;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  at(index: number): LogEvent | undefined;
}

/**
 * The number the log gives a row. The documentation does not say where it counts from; AWS's own export solution has operators
 * look rows up by their number without the header, first user 1.
 */
const firstLineNumber = 1;

/** The one FAILED reason the Developer Guide shows; the others are this emulator's own words, which are those of the CSV rules. */
const documentedReasons: Partial<Record<Outcome, string>> = {
  'no-verified-attribute':
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
};

function logLine(row: number, outcome: Outcome): string {
  const line = `Line Number ${row + firstLineNumber}`;
  if (outcome === 'SUCCEEDED') return `[SUCCEEDED] ${line} - The import succeeded.`;
  if (outcome === 'SKIPPED') return `[SKIPPED] ${line} - The user already exists.`;
  return `[FAILED] ${line} - ${documentedReasons[outcome] ?? rules[outcome].title}`;
}

/** Rows as they are imported: counters and log in one, small enough for half a million. */
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

  at(index: number): LogEvent | undefined {
    const outcome = this.#outcomes[index];
    const time = this.#times[index];
    if (outcome === undefined || time === undefined) return undefined;
    return { timestamp: Math.floor(time), message: logLine(index, outcome) };
  }
}

/** The rows of a job whose past was told, not lived: failed ones first, then skipped ones, all at one time. */
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

  at(index: number): LogEvent | undefined {
    if (index < 0 || index >= this.length) return undefined;
    return { timestamp: this.#at, message: logLine(index, this.#outcome(index)) };
  }

  #outcome(index: number): Outcome {
    if (index < this.failed) return 'no-verified-attribute';
    return index < this.failed + this.skipped ? 'SKIPPED' : 'SUCCEEDED';
  }
}
