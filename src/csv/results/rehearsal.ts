// The request and the result of a rehearsal: every row's outcome, by the lines of the CSV.
import type { PartResult } from '../../domain/imports/import.ts';
import type { LogOutcome } from '../../domain/results/lineBase.ts';
import { wholeLine } from '../read/split.ts';
import type { ImportSchema } from '../schema.ts';
import type { LoggedRows } from './results.ts';

/** The start data of a rehearsal's thread. */
export interface RehearsalRequest {
  readonly kind: 'rehearsal';
  readonly poolName: string;
  /** As AWS has described the pool. */
  readonly schema: ImportSchema;
  readonly region: string;
}

/** The thread's message when it is ready for calls. */
export interface RehearsalReady {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly userPoolId: string;
  /** Of a role that lets jobs write their log. */
  readonly roleArn: string;
}

/** A CSV to be imported into a new pool of the sandbox, at once. */
export interface SandboxImport extends Omit<RehearsalRequest, 'kind' | 'region'> {
  readonly jobName: string;
  readonly csv: Uint8Array;
  readonly passwordHashingAlgorithm?: string;
}

/** The job, which has ended. */
export interface SandboxJob {
  readonly userPoolId: string;
  readonly jobId: string;
  readonly roleArn: string;
}

/** The result of one job of a rehearsal. */
export class RehearsedPart {
  readonly rows: LoggedRows;
  readonly result: PartResult;
  /** Data rows of its CSV. */
  readonly rowCount: number;
  /** The emulator is configured so that the log counts lines of the job's own file. */
  readonly numbering = { certain: true } as const;
  readonly #firstLine: number;

  /** @param firstLine the line of the whole CSV that is the part's second line. */
  constructor(rows: LoggedRows, result: PartResult, rowCount: number, firstLine: number) {
    this.rows = rows;
    this.result = result;
    this.rowCount = rowCount;
    this.#firstLine = firstLine;
  }

  /** Rows with that outcome, by their lines in the whole CSV, in rising order. */
  *lines(outcome: LogOutcome): Generator<{ readonly line: number; readonly reason: string }> {
    for (const { number, reason } of this.rows.numbers(outcome))
      yield { line: wholeLine({ firstLine: this.#firstLine }, number), reason };
  }
}

export interface RehearsedReason {
  readonly outcome: 'FAILED' | 'SKIPPED';
  readonly reason: string;
  readonly count: number;
  /** The first ones, of the whole CSV. */
  readonly lines: readonly number[];
}

/** Why rows were not imported, over all jobs: failures first, then the most frequent first. */
export function rehearsedReasons(
  parts: readonly RehearsedPart[],
  mostLines: number,
): readonly RehearsedReason[] {
  const outcomes = ['FAILED', 'SKIPPED'] as const;
  return outcomes.flatMap((outcome) => {
    const groups = new Map<string, { count: number; readonly lines: number[] }>();
    for (const part of parts) {
      for (const { line, reason } of part.lines(outcome)) {
        const group = groups.get(reason) ?? { count: 0, lines: [] };
        groups.set(reason, group);
        group.count++;
        if (group.lines.length < mostLines) group.lines.push(line);
      }
    }
    return [...groups]
      .map(([reason, group]) => ({ outcome, reason, ...group }))
      .toSorted((a, b) => b.count - a.count);
  });
}
