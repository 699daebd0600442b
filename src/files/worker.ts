// The entry of every worker thread: it does one task on files and ends. To cancel a task, terminate its worker.
import { parentPort, workerData } from 'node:worker_threads';
import { convert, surveyDates } from './csv/convertFile.ts';
import { fixCopy } from './csv/fixCopy.ts';
import { findHashInFile } from './csv/findHashInFile.ts';
import { findRows, pickRows } from './csv/pickRows.ts';
import { scoutBlocks, type ScoutRequest } from './csv/scoutThread.ts';
import { peek } from './csv/sourceFormat.ts';
import { validateFile } from './csv/validateFile.ts';
import { planParts, writeParts } from './imports/batchSplit.ts';

const tasks = {
  validate: validateFile,
  peek,
  surveyDates,
  convert,
  pick: pickRows,
  findRows,
  findHash: findHashInFile,
  fix: fixCopy,
  plan: planParts,
  write: writeParts,
};

type Tasks = typeof tasks;
export type TaskKind = keyof Tasks;
export type TaskInput<K extends TaskKind> = Parameters<Tasks[K]>[0];
export type TaskResult<K extends TaskKind> = Awaited<ReturnType<Tasks[K]>>;

/** The worker's `workerData`. */
export interface TaskRequest<K extends TaskKind = TaskKind> {
  readonly kind: K;
  readonly input: TaskInput<K>;
  /** The path of this worker, for tasks that start another thread. */
  readonly script: string;
}

/** What the worker posts: progress from time to time, then the result once. What the task throws is the worker's error. */
export type TaskReply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly totalBytes: number }
  | { readonly kind: 'done'; readonly result: unknown };

/** Often enough for a progress bar that moves, and rare enough to cost nothing. */
const progressBytes = 1 << 22;

async function run<K extends TaskKind>({ kind, input, script }: TaskRequest<K>): Promise<void> {
  const post = (reply: TaskReply): void => parentPort?.postMessage(reply);
  let reported = 0;
  const onProgress = (bytes: number, totalBytes: number): void => {
    if (bytes - reported < progressBytes) return;
    reported = bytes;
    post({ kind: 'progress', bytes, totalBytes });
  };
  // TypeScript cannot see that a task takes the input of its own kind.
  const task = tasks[kind] as (input: TaskInput<K>, progress: typeof onProgress, script: string) => unknown;
  post({ kind: 'done', result: await task(input, onProgress, script) });
}

const request = workerData as TaskRequest | ScoutRequest;
if (request.kind === 'scout') scoutBlocks(request);
else void run(request);
