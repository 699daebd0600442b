// Retries a call, with a delay before each further attempt.
import type { Clock } from './clock.ts';

interface RetryOptions {
  readonly attempts: number;
  /** Milliseconds before the second attempt, doubled before each further one; or computed from the failures so far. */
  readonly delay: number | ((failures: number) => number);
  readonly signal: AbortSignal;
  /** Whether another attempt is worth making; asked before each of them, with its number (2 for the first retry). */
  readonly isRetryable: (error: unknown, nextAttempt: number) => boolean;
}

/** @throws what the last attempt threw, also when aborted. */
export async function retry<T>(
  clock: Clock,
  { attempts, delay, signal, isRetryable }: RetryOptions,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || attempt === attempts || !isRetryable(error, attempt + 1)) throw error;
      const wait = typeof delay === 'number' ? delay * 2 ** (attempt - 1) : delay(attempt);
      await pause(clock, wait, signal);
      signal.throwIfAborted();
    }
  }
}

/** Resolves after the given time, or at once when aborted. */
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
