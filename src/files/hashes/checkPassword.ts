// Checks a password against a hash in a worker thread: bcrypt and Argon2id block a thread for a long time, by design.
import { Worker } from 'node:worker_threads';
import type { PasswordCheck } from '../../hashCheck/hashCheck.ts';

/**
 * Whether the password matches the hash. Neither is kept: the thread ends with its answer, or when the signal is aborted.
 * @throws the signal's reason once it is aborted; Error if the hash has not the form that Cognito imports.
 */
export type CheckPassword = (check: PasswordCheck, signal: AbortSignal) => Promise<boolean>;

/** @param script the path of the bundle `hashCheck.js`. */
export function passwordChecker(script: string): CheckPassword {
  return async (check, signal) => {
    signal.throwIfAborted();
    const worker = new Worker(script, { workerData: check, name: 'cognito-hash' });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop);
    let fits: boolean | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        worker.once('message', (answer: boolean) => (fits = answer));
        worker.once('error', reject);
        worker.once('exit', () => resolve());
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
    signal.throwIfAborted();
    if (fits === undefined) throw new Error('The check of the password ended without an answer.');
    return fits;
  };
}
