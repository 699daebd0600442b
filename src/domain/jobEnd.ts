// Waits for a job to be over, as far as the store knows. Whoever waits sees to it that the job is read.
import { FailureError } from './failure.ts';
import { isTerminal, type JobRef } from './importJob.ts';
import type { Store } from './store.ts';

/** Resolves when the job comes to be over. @throws FailureError when aborted. */
export function endOf(store: Store, ref: JobRef, signal: AbortSignal): Promise<void> {
  const isOver = (): boolean => isTerminal(store.job(ref)?.status ?? '');
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => (): void => {
      listening.dispose();
      signal.removeEventListener('abort', aborted);
      settle();
    };
    const over = end(resolve);
    const aborted = end(() =>
      reject(new FailureError({ kind: 'cancelled', message: 'The wait was given up.' })),
    );
    const listening = store.onChange((change) => {
      if (change.kind === 'job' && isOver()) over();
    });
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}
