// Waits until a job has ended according to the store. The caller must have the job polled.
import { FailureError, type Failure } from '../connections/failure.ts';
import { isTerminal, type JobRef } from './job.ts';
import type { Store } from '../live/store.ts';

/** Resolves when the job has ended. @throws FailureError when aborted, and when the job cannot be seen any more. */
export function waitUntilFinished(store: Store, ref: JobRef, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // A pool counts as gone only if it was known before.
    let wasKnown = false;
    const end = (settle: () => void) => (): void => {
      listening.dispose();
      signal.removeEventListener('abort', abort);
      settle();
    };
    const finish = end(resolve);
    const abort = end(() =>
      reject(new FailureError({ kind: 'cancelled', message: 'Waiting for the job was cancelled.' })),
    );
    const check = (): void => {
      if (isTerminal(store.job(ref)?.status ?? '')) {
        finish();
        return;
      }
      const failure = goneFailure(store, ref, wasKnown);
      if (failure) end(() => reject(new FailureError(failure)))();
      wasKnown ||= store.pool(ref) !== undefined;
    };
    const listening = store.onChange(check);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    else check();
  });
}

function goneFailure(store: Store, ref: JobRef, wasKnown: boolean): Failure | undefined {
  if (!store.connection(ref.connectionId)) return gone('cancelled', 'its connection was removed.');
  const pool = store.pool(ref);
  if (pool?.failure?.kind === 'notFound') return gone('notFound', 'its user pool does not exist any more.');
  if (pool || !wasKnown) return undefined;
  return gone(
    'notFound',
    'its user pool does not exist any more, or the connection is in another account now.',
  );
}

function gone(kind: 'cancelled' | 'notFound', why: string): Failure {
  return { kind, message: `The job cannot be seen any more: ${why}` };
}
