// The port to one pass over many users: its rows and their outcomes on disk, and the right to drive it.

/** The final outcome of one row. */
export interface RowOutcome {
  /** done: this pass changed the user. kept: there was a reason not to. failed: the service refused. */
  readonly outcome: 'done' | 'kept' | 'failed';
  /** A reason code for the report, or the service's own sentence; never a value of a row. */
  readonly reason?: string;
}

export const outcomes = ['done', 'kept', 'failed'] as const satisfies readonly RowOutcome['outcome'][];

/** Rows are processed one after the other; all writes are on disk before the next row begins. Every rejection is a FailureError. */
export interface RowPass<R> {
  readonly total: number;
  /** How many rows have an outcome; these are always the first rows. */
  readonly finished: number;
  /** The note that `begin` wrote for the next row, if an earlier run was about to change its user. */
  readonly begun: string | undefined;
  /** The rows without an outcome, streamed: never all of them in memory. */
  rows(): AsyncIterable<R>;
  /** Notes that the user of the current row is about to be changed. */
  begin(note: string): Promise<void>;
  /** Writes the outcome of the current row. */
  end(outcome: RowOutcome): Promise<void>;
}

/** The right to drive a pass; one window at a time has it. */
export interface RowLease {
  /** Aborted when the lease is found to be lost. */
  readonly lost: AbortSignal;
  /** Must be awaited immediately before an effect and before an outcome is written. @throws FailureError where the lease is lost. */
  check(): Promise<void>;
}
