// What every worker thread does: one task, of a table of them, and then it ends. To cancel a task, terminate its worker.
import { parentPort, workerData } from 'node:worker_threads';
import type { OnProgress } from './csv/textFile.ts';

/** The tasks of a worker by their kind. Input and result are posted between threads. */
export type TaskTable = Readonly<
  Record<string, (input: never, onProgress: OnProgress, script: string) => unknown>
>;
export type TaskKind<T extends TaskTable> = keyof T & string;
export type TaskInput<T extends TaskTable, K extends TaskKind<T>> = Parameters<T[K]>[0];
export type TaskResult<T extends TaskTable, K extends TaskKind<T>> = Awaited<ReturnType<T[K]>>;

/** The worker's `workerData`. */
export interface TaskRequest<T extends TaskTable, K extends TaskKind<T> = TaskKind<T>> {
  readonly kind: K;
  readonly input: TaskInput<T, K>;
  /** The path of this worker, for tasks that start another thread. */
  readonly script: string;
}

/** What the worker posts: progress from time to time, then the result once. What the task throws is the worker's error. */
export type TaskReply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly totalBytes: number }
  | { readonly kind: 'done'; readonly result: unknown };

/** Frequent enough for a moving progress bar, rare enough to cost nothing. */
const progressBytes = 1 << 22;

/** Runs this thread's task. An error ends the thread. */
export async function runTaskOf<T extends TaskTable>(
  tasks: T,
  { kind, input, script } = workerData as TaskRequest<T>,
): Promise<void> {
  const post = (reply: TaskReply): void => parentPort?.postMessage(reply);
  let reported = 0;
  const onProgress = (bytes: number, totalBytes: number): void => {
    // A task that reads the file again starts at 0.
    if (bytes < reported) reported = 0;
    if (bytes - reported < progressBytes) return;
    reported = bytes;
    post({ kind: 'progress', bytes, totalBytes });
  };
  // TypeScript cannot see that a task takes the input of its own kind.
  const task = tasks[kind] as (
    input: TaskInput<T, typeof kind>,
    progress: OnProgress,
    script: string,
  ) => unknown;
  post({ kind: 'done', result: await task(input, onProgress, script) });
}
