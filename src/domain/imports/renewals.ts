// Credentials that are renewed while an import is under way: its calls are cancelled with their gateway, and made again with the next.
import type { Clock } from '../base/clock.ts';
import { failureOf } from '../connections/failure.ts';
import { retry } from '../base/retry.ts';
import type { RunServices } from './runServices.ts';

/** A login writes its files one after another, and each of them may renew: half a second, one, two, and four have them all written. */
const attempts = 5;
const delay = 500;

/**
 * @param call takes the gateway anew each time; told whether it cannot have been tried before.
 * @throws what the last attempt threw; a cancelled one too where the connection is gone, or `signal` is aborted.
 */
export function acrossRenewals<T>(
  { clock, isRenewed }: { readonly clock: Clock } & Pick<RunServices, 'isRenewed'>,
  connectionId: string,
  signal: AbortSignal,
  call: (isFirst: boolean) => Promise<T>,
): Promise<T> {
  let isFirst = true;
  const isRetryable = (error: unknown): boolean => {
    isFirst = false;
    const { kind, action } = failureOf(error);
    // What is for the user to do, a declined MFA code for instance, is not asked for again.
    return kind === 'cancelled' && action === undefined && isRenewed(connectionId);
  };
  return retry(clock, { attempts, delay, signal, isRetryable }, () => call(isFirst));
}
