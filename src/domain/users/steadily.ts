// Retries a call about users for some minutes while AWS is unreachable or throttles.
import type { Clock } from '../base/clock.ts';
import { retry } from '../base/retry.ts';
import { failureOf } from '../connections/failure.ts';

/** @throws FailureError */
export function steadily<T>(clock: Clock, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  const delay = (failures: number): number => Math.min(60_000, 1_000 * 2 ** failures) * clock.random();
  const isRetryable = (error: unknown): boolean => ['throttled', 'offline'].includes(failureOf(error).kind);
  return retry(clock, { attempts: 8, delay, signal, isRetryable }, call);
}
