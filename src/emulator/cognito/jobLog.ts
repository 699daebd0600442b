// A job's log stream in CloudWatch Logs: two test events, then one line for each row, never any of the user's data.
import { rules } from '../../csv/validate/rules.ts';
import type { Settings } from '../settings.ts';
import type { Outcome, Results } from './jobResults.ts';

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** Events, oldest first. */
export interface LogEvents {
  readonly length: number;
  at(index: number): LogEvent | undefined;
}

/** How a job's log is written; fixed when the job begins. */
export type LogWriting = Pick<Settings, 'logLines' | 'logDelayMs' | 'logShare'>;

/** Every stream of a real job begins with them, 1.6 s apart. It is an assumption that the second one marks the start of the import. */
const testMessage = 'Cognito User Pools Import - Test Log';
const testEvents = 2;
const testInterval = 1_600;

/**
 * The number of the first user's line. Real logs count lines of the file, the header being line 1; AWS's own export solution counts
 * data rows (see `Settings.logLines`).
 */
const firstLine = { file: 2, filled: 2, rows: 1 } as const;

/** The only FAILED reason in the Developer Guide; the others are the emulator's own, from the CSV rules. */
const documentedReasons: Partial<Record<Outcome, string>> = {
  'no-verified-attribute':
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
};

/** A job's log at one moment. */
export class JobLog implements LogEvents {
  readonly length: number;
  readonly #results: Results;
  readonly #blanks: readonly number[];
  readonly #begin: number;
  readonly #writing: LogWriting;

  /**
   * @param blanks for each blank line of the file, the number of rows before it.
   * @param begin when the import began. @param now the moment: events younger than the delay have not arrived.
   */
  constructor(results: Results, blanks: readonly number[], begin: number, writing: LogWriting, now: number) {
    this.#results = results;
    this.#blanks = blanks;
    this.#begin = begin;
    this.#writing = writing;
    const written = testEvents + Math.floor(results.length * writing.logShare + 1e-9);
    const until = now - writing.logDelayMs;
    this.length =
      writing.logDelayMs === 0 ? written : firstIndex(written, (index) => this.#timeOf(index) > until);
  }

  at(index: number): LogEvent | undefined {
    if (index < 0 || index >= this.length) return undefined;
    return { timestamp: this.#timeOf(index), message: this.#messageOf(index) };
  }

  #timeOf(index: number): number {
    if (index < testEvents) return Math.floor(this.#begin) - (testEvents - 1 - index) * testInterval;
    return Math.floor(this.#results.timeOf(this.#rowOf(index)) ?? 0);
  }

  #messageOf(index: number): string {
    if (index < testEvents) return testMessage;
    const row = this.#rowOf(index);
    const line = `Line Number ${this.#numberOf(row)}`;
    const outcome = this.#results.outcomeOf(row) ?? 'SUCCEEDED';
    if (outcome === 'SUCCEEDED') return `[SUCCEEDED] ${line} - The import succeeded.`;
    if (outcome === 'SKIPPED') return `[SKIPPED] ${line} - The user already exists.`;
    return `[FAILED] ${line} - ${documentedReasons[outcome] ?? rules[outcome].title}`;
  }

  #numberOf(row: number): number {
    const { logLines } = this.#writing;
    const blanks = this.#blanks;
    const passed = logLines === 'file' ? firstIndex(blanks.length, (index) => (blanks[index] ?? 0) > row) : 0;
    return row + firstLine[logLines] + passed;
  }

  /** The row of an event: lost rows are spread evenly. */
  #rowOf(index: number): number {
    return Math.ceil((index - testEvents + 1) / this.#writing.logShare - 1e-9) - 1;
  }
}

/** The first index below `length` from which the condition is true. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
