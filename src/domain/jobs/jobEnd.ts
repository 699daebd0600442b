// Waits for a job to be over, as far as the store knows. Whoever waits sees to it that the job is read.
import { FailureError, type Failure } from '../connections/failure.ts';
import { isTerminal, type JobRef } from './job.ts';
import type { Store } from '../live/store.ts';

/** Resolves when the job comes to be over. @throws FailureError when aborted, and when nothing more will be heard of the job. */
export function endOf(store: Store, ref: JobRef, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // A pool that nothing was read of yet has not gone.
    let wasKnown = false;
    const end = (settle: () => void) => (): void => {
      listening.dispose();
      signal.removeEventListener('abort', aborted);
      settle();
    };
    const over = end(resolve);
    const aborted = end(() =>
      reject(new FailureError({ kind: 'cancelled', message: 'The wait was given up.' })),
    );
    const look = (): void => {
      if (isTerminal(store.job(ref)?.status ?? '')) {
        over();
        return;
      }
      const failure = outOfSight(store, ref, wasKnown);
      if (failure) end(() => reject(new FailureError(failure)))();
      wasKnown ||= store.pool(ref) !== undefined;
    };
    const listening = store.onChange(look);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
    else look();
  });
}

function outOfSight(store: Store, ref: JobRef, wasKnown: boolean): Failure | undefined {
  // Of the user's own doing.
  if (!store.connection(ref.connectionId)) return unseen('cancelled', 'its connection was removed.');
  const pool = store.pool(ref);
  if (pool?.failure?.kind === 'notFound') return unseen('notFound', 'its user pool is not there any more.');
  if (pool || !wasKnown) return undefined;
  return unseen(
    'notFound',
    'its user pool is not there any more, or the connection means another account now.',
  );
}

function unseen(kind: 'cancelled' | 'notFound', why: string): Failure {
  return { kind, message: `The job can no longer be seen: ${why}` };
}
