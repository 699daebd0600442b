// The entry of a worker thread that plans or writes the parts of one file. To cancel, terminate the worker.
import { parentPort, workerData } from 'node:worker_threads';
import type { SplitPlan } from '../../csv/split.ts';
import { planParts, writeParts, type PartsToWrite, type WrittenPart } from './batchSplit.ts';

/** The worker's `workerData`. */
export type SplitRequest =
  { readonly kind: 'plan'; readonly path: string } | ({ readonly kind: 'write' } & PartsToWrite);

/** What the worker posts: progress from time to time, then one of the others. A file that cannot be read or written is its error. */
export type SplitReply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly totalBytes: number }
  | { readonly kind: 'planned'; readonly plan: SplitPlan }
  /** Without `parts` the file is not any more what was planned. */
  | { readonly kind: 'written'; readonly parts: readonly WrittenPart[] | undefined };

/** Often enough for a progress bar that moves. */
const progressBytes = 1 << 22;

function run(request: SplitRequest, post: (reply: SplitReply) => void): void {
  let told = 0;
  const onProgress = (bytes: number, totalBytes: number): void => {
    if (bytes - told < progressBytes) return;
    told = bytes;
    post({ kind: 'progress', bytes, totalBytes });
  };
  if (request.kind === 'plan') post({ kind: 'planned', plan: planParts(request.path, onProgress) });
  else post({ kind: 'written', parts: writeParts(request, onProgress) });
}

run(workerData as SplitRequest, (reply) => parentPort?.postMessage(reply));
