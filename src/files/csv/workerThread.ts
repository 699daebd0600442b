// Runs a worker thread to its end, for a user who may cancel it.
import { Worker } from 'node:worker_threads';
import { FailureError } from '../../domain/connections/failure.ts';

/** What a worker thread is started for. */
export interface WorkerTask<Reply> {
  /** The path of its bundle. */
  readonly script: string;
  /** Its `workerData`. */
  readonly request: unknown;
  /** Of the file it is about, for a person. */
  readonly name: string;
  readonly onReply: (reply: Reply) => void;
}

/**
 * Resolves when the worker has ended by itself.
 * @throws the signal's reason once it is aborted; FailureError 'misconfigured' where the file cannot be read or written.
 */
export async function runWorker<Reply>(task: WorkerTask<Reply>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const worker = new Worker(task.script, { workerData: task.request, name: 'cognito-csv' });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', task.onReply);
      worker.once('error', (error) => reject(fileFailure(error, task.name)));
      worker.once('exit', () => resolve());
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
}

/** The reason to abort with: the user hears nothing of it. */
export function cancelled(): FailureError {
  return new FailureError({ kind: 'cancelled', message: 'Cancelled.' });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'the file is not there any more',
  EACCES: 'access to it is denied',
  EPERM: 'access to it is denied',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is there already',
  ENOSPC: 'the disk is full',
};

/** An error of the file system in words; any other error as it is. */
function fileFailure(error: unknown, name: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('code' in error) || typeof error.code !== 'string') return error;
  const reason = reasons[error.code] ?? error.code;
  const message = `${name}: ${reason}.`;
  return new FailureError({ kind: 'misconfigured', message, code: error.code }, { cause: error });
}
