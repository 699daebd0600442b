// Drives a pass over many users: one row after the other, each with exactly one outcome. Retries failures that may pass.
import type { Clock } from '../base/clock.ts';
import { pause } from '../base/retry.ts';
import { FailureError, failureOf, type Failure } from '../connections/failure.ts';
import type { RowLease, RowOutcome, RowPass } from './rowPass.ts';

/** What an action receives besides its row. */
export interface RowTools {
  /**
   * What `begin` noted for this row before, in this run or an earlier one: the user may have been changed already, if the answer or the
   * window was lost afterwards.
   */
  readonly begun: string | undefined;
  /** Must be awaited before the effect. The note must let the action recognise its own effect later. */
  readonly begin: (note: string) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Processes one row. It first reads the current state and skips what is already done, so that a repeated call for a row is harmless.
 * @throws FailureError
 */
export type RowAction<R> = (row: R, tools: RowTools) => Promise<RowOutcome>;

export interface RunOptions {
  readonly clock: Clock;
  readonly lease: RowLease;
  /** Pauses the run. */
  readonly signal: AbortSignal;
  readonly onProgress?: (finished: number, total: number) => void;
}

/** Attempts at one row that fails for reasons that may pass, before the whole run rests: about five minutes. */
const attempts = 10;
/** Milliseconds. */
const firstDelay = 1_000;
const longestDelay = 60_000;
/** Attempts after unknown refusals by the service, before the row counts as failed. */
const unexpectedAttempts = 3;
/** After this many refused rows in a row, the cause is not the rows: the run rests instead of failing them all. */
const mostRefusedInARow = 20;

/**
 * Resolves when every row has its outcome. Rows that have one are skipped.
 * @throws FailureError when the run has to rest: paused ('cancelled'), lease lost, not allowed, not signed in, AWS out of reach.
 */
export async function runRows<R>(pass: RowPass<R>, act: RowAction<R>, options: RunOptions): Promise<void> {
  const { lease, onProgress } = options;
  const signal = AbortSignal.any([options.signal, lease.lost]);
  let refused = 0;
  onProgress?.(pass.finished, pass.total);
  for await (const row of pass.rows()) {
    const { outcome, failure } = await attempt(row, pass, act, { ...options, signal });
    await lease.check();
    await pass.end(outcome);
    onProgress?.(pass.finished, pass.total);
    refused = failure ? refused + 1 : 0;
    if (failure && refused === mostRefusedInARow) throw new FailureError(failure);
  }
}

interface Attempted {
  readonly outcome: RowOutcome;
  /** Why the row is refused. */
  readonly failure?: Failure;
}

async function attempt<R>(
  row: R,
  pass: RowPass<R>,
  act: RowAction<R>,
  { clock, lease, signal }: RunOptions,
): Promise<Attempted> {
  const begin = async (note: string): Promise<void> => {
    await lease.check();
    await pass.begin(note);
  };
  for (let failures = 1; ; failures++) {
    throwIfPaused(signal);
    try {
      return { outcome: await act(row, { begun: pass.begun, begin, signal }) };
    } catch (error) {
      const failure = failureOf(error);
      const next = whatNext(failure, failures);
      if (signal.aborted || next === 'rest') throw error;
      if (next === 'refused')
        return { outcome: { outcome: 'failed', reason: failure.detail ?? failure.message }, failure };
      // Full jitter, so that several windows or machines do not retry together.
      const delay = Math.min(longestDelay, firstDelay * 2 ** failures) * clock.random();
      await pause(clock, delay, signal);
    }
  }
}

function whatNext({ kind }: Failure, failures: number): 'again' | 'refused' | 'rest' {
  switch (kind) {
    case 'throttled':
    case 'offline':
      return failures < attempts ? 'again' : 'rest';
    case 'unexpected':
      return failures < unexpectedAttempts ? 'again' : 'refused';
    case 'conflict':
      return 'refused';
    case 'expired':
    case 'denied':
    case 'notFound':
    case 'misconfigured':
    case 'cancelled':
      return 'rest';
  }
}

/** @throws FailureError 'cancelled', which is not shown: the user has paused the run. */
function throwIfPaused(signal: AbortSignal): void {
  if (signal.aborted) throw new FailureError({ kind: 'cancelled', message: 'Paused.' });
}
