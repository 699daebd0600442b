// Trying again what a little time may heal.
import type { Clock } from './clock.ts';

interface Patience {
  readonly attempts: number;
  /** Before the second attempt, in milliseconds; doubled before each one after it. */
  readonly delay: number;
  readonly signal: AbortSignal;
  /** Whether what went wrong may pass; asked before each further attempt, which is counted from 2. */
  readonly passes: (error: unknown, nextAttempt: number) => boolean;
}

/** @throws what the last attempt threw, also when aborted. */
export async function patiently<T>(
  clock: Clock,
  { attempts, delay, signal, passes }: Patience,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || attempt === attempts || !passes(error, attempt + 1)) throw error;
      await pause(clock, delay * 2 ** (attempt - 1), signal);
      signal.throwIfAborted();
    }
  }
}

/** Resolves after so many milliseconds, and at once when aborted. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      timer.dispose();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.schedule(milliseconds, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
