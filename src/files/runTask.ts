// Runs a task in a worker thread, and puts its failure into words.
import { Worker } from 'node:worker_threads';
import { FailureError } from '../domain/connections/failure.ts';
import { changedCode } from './sources/sourceChanged.ts';
import type { TaskInput, TaskKind, TaskReply, TaskRequest, TaskResult, TaskTable } from './taskThread.ts';
import type { CsvTasks } from './worker.ts';

export interface TaskOptions {
  /** The file's name to show to the user. */
  readonly name: string;
  /** Called with the share of the file that has been read. */
  readonly onProgress?: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Resolves with the result of the task once its worker has ended.
 * @throws the signal's reason once it is aborted; FailureError 'misconfigured' if a file cannot be read or written.
 */
export type RunTask<T extends TaskTable = CsvTasks> = <K extends TaskKind<T>>(
  kind: K,
  input: TaskInput<T, K>,
  options: TaskOptions,
) => Promise<TaskResult<T, K>>;

/**
 * Tasks keep little memory: with V8's default limit most of the heap would be uncollected garbage. This limit is as fast and uses half.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 32 };

/** @param script the path of the worker's bundle. */
export function taskRunner<T extends TaskTable = CsvTasks>(script: string): RunTask<T> {
  return async <K extends TaskKind<T>>(kind: K, input: TaskInput<T, K>, options: TaskOptions) => {
    const { name, onProgress, signal } = options;
    signal.throwIfAborted();
    const request: TaskRequest<T, K> = { kind, input, script };
    const worker = new Worker(script, { workerData: request, name: 'cognito-csv', resourceLimits });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop);
    let done: { readonly result: unknown } | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        worker.on('message', (reply: TaskReply) => {
          if (reply.kind === 'done') done = reply;
          else onProgress?.(reply.bytes / reply.totalBytes);
        });
        worker.once('error', (error) => reject(toFailure(error, name)));
        worker.once('exit', () => resolve());
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
    signal.throwIfAborted();
    if (!done) throw new Error(`The worker ended without a result (${kind}).`);
    return done.result as TaskResult<T, K>;
  };
}

/** The reason to abort with when the user cancels: nothing is shown for it. */
export function cancelled(): FailureError {
  return new FailureError({ kind: 'cancelled', message: 'Cancelled.' });
}

const reasons: Readonly<Record<string, string>> = {
  CSV_NOT_UTF8: 'the file is not UTF-8; convert it first',
  ENOENT: 'the file no longer exists',
  EACCES: 'access to it is denied',
  EPERM: 'access to it is denied',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name already exists',
  [changedCode]: 'it has changed since its plan was made, so nothing was written',
  ENOSPC: 'the disk is full',
};

/** Turns an error of the file system or of a CSV into a failure with a message; returns any other error unchanged. */
function toFailure(error: unknown, name: string): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('code' in error) || typeof error.code !== 'string') return error;
  const message =
    error.code === unreadableCode
      ? `${name} cannot be read: ${error.message}`
      : `${name}: ${reasons[error.code] ?? error.code}.`;
  return new FailureError({ kind: 'misconfigured', message, code: error.code }, { cause: error });
}

/** The `code` of an UnreadableSource: an error from a worker thread keeps its properties but not its class. */
const unreadableCode = 'SOURCE_UNREADABLE';
