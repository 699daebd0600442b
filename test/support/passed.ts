// Waits on a virtual clock, unless a signal aborts the wait.
import { FailureError } from '../../src/domain/connections/failure.ts';
import type { VirtualClock } from './virtualClock.ts';

/** Resolves after so many milliseconds, at once for 0. @throws FailureError 'cancelled' once one of the signals is aborted. */
export function passed(
  clock: VirtualClock,
  ms: number,
  ends: readonly AbortSignal[],
): Promise<void> | undefined {
  if (ends.some((end) => end.aborted)) throw aborted();
  if (ms === 0) return undefined;
  return new Promise((resolve, reject) => {
    const stop = (settle: () => void) => (): void => {
      timer.dispose();
      for (const end of ends) end.removeEventListener('abort', abort);
      settle();
    };
    const abort = stop(() => reject(aborted()));
    const timer = clock.schedule(
      ms,
      stop(() => resolve()),
    );
    for (const end of ends) end.addEventListener('abort', abort);
  });
}

export function aborted(): FailureError {
  return new FailureError({ kind: 'cancelled', message: 'Aborted.' });
}
