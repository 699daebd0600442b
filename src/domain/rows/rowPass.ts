// The port to one pass over many users: its rows and their outcomes on disk, and the right to drive it.

/** What became of one row, once and for all. */
export interface RowOutcome {
  /** done: the effect was had, by this pass. kept: there was a reason not to. failed: the service refused. */
  readonly outcome: 'done' | 'kept' | 'failed';
  /** A word for the report, or the service's own sentence; never a value of a row. */
  readonly reason?: string;
}

export const outcomes = ['done', 'kept', 'failed'] as const satisfies readonly RowOutcome['outcome'][];

/** Rows are taken one after the other; what is written is on disk before the next one begins. Every rejection is a FailureError. */
export interface RowPass<R> {
  readonly total: number;
  /** How many rows have an outcome: the first ones. */
  readonly finished: number;
  /** What was noted of the row after those before its effect, where that was about to be had. */
  readonly begun: string | undefined;
  /** The rows without an outcome. Never all of them in memory. */
  rows(): AsyncIterable<R>;
  /** Notes that the effect on the row in hand is about to be had. */
  begin(note: string): Promise<void>;
  /** Ends the row in hand. */
  end(outcome: RowOutcome): Promise<void>;
}

/** The right to drive a pass, which one window has at a time. */
export interface RowLease {
  /** Aborted when it is found to be lost. */
  readonly lost: AbortSignal;
  /** To be awaited immediately before an effect and before an outcome is written. @throws FailureError where it is lost. */
  check(): Promise<void>;
}
