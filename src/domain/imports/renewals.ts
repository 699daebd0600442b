// Credentials that are renewed during an import: calls cancelled with the old gateway are retried with the new one.
import type { Clock } from '../base/clock.ts';
import { failureOf } from '../connections/failure.ts';
import { retry } from '../base/retry.ts';

/** Signing in writes several files and each write renews the connection; five attempts from 0.5 s, doubling, outlast that. */
const attempts = 5;
const delay = 500;

/**
 * @param call gets the current gateway each time.
 * @throws what the last attempt threw, also a cancellation where the connection was removed or `signal` is aborted.
 */
export function acrossRenewals<T>(
  services: { readonly clock: Clock; readonly isRenewed: (connectionId: string) => boolean },
  connectionId: string,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  const isRetryable = (error: unknown): boolean => {
    const { kind, action } = failureOf(error);
    // A failure that needs the user, such as a declined MFA code, is not retried.
    return kind === 'cancelled' && action === undefined && services.isRenewed(connectionId);
  };
  return retry(services.clock, { attempts, delay, signal, isRetryable }, call);
}
