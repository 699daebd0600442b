// Entry of the worker thread that checks one password against one hash. Only this thread loads the hash libraries.
import { parentPort, workerData } from 'node:worker_threads';
import type { HashAlgorithm } from '../csv/schema.ts';
import { verifyHash } from './verify.ts';

/** The worker's `workerData`. */
export interface PasswordCheck {
  readonly password: string;
  /** In the form that Cognito imports. */
  readonly hash: string;
  readonly algorithm: HashAlgorithm;
}

async function run({ password, hash, algorithm }: PasswordCheck): Promise<void> {
  parentPort?.postMessage(await verifyHash(password, hash, algorithm));
}

void run(workerData as PasswordCheck);
