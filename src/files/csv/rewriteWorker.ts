// The entry of a worker thread that reads or rewrites one file. To cancel, terminate the worker and remove its target.
import { parentPort, workerData } from 'node:worker_threads';
import type { FixOptions } from '../../csv/fixFile.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import { pickRows, type PickedRows, type RowChoice } from './pickRows.ts';
import {
  convert,
  fixCopy,
  peek,
  UnreadableCsv,
  type Conversion,
  type Converted,
  type Source,
  type SourceFormat,
} from './rewrite.ts';

/** The worker's `workerData`. */
export type RewriteRequest =
  | { readonly kind: 'peek'; readonly source: Source }
  | ({ readonly kind: 'convert' } & Conversion)
  | ({ readonly kind: 'pick' } & RowChoice)
  | {
      readonly kind: 'fix';
      readonly path: string;
      readonly schema: ImportSchema;
      readonly target: string;
      readonly options?: FixOptions;
    };

/** What the worker posts: progress from time to time, then one of the others. A file that cannot be read or written is its error. */
export type RewriteReply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly totalBytes: number }
  | ({ readonly kind: 'peeked' } & SourceFormat)
  | ({ readonly kind: 'converted' } & Converted)
  | ({ readonly kind: 'picked' } & PickedRows)
  | { readonly kind: 'fixed'; readonly fixes: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Often enough for a progress bar that moves. */
const progressBytes = 1 << 22;

async function run(request: RewriteRequest, post: (reply: RewriteReply) => void): Promise<void> {
  let told = 0;
  const onProgress = (bytes: number, totalBytes: number): void => {
    if (bytes - told < progressBytes) return;
    told = bytes;
    post({ kind: 'progress', bytes, totalBytes });
  };
  switch (request.kind) {
    case 'peek':
      post({ kind: 'peeked', ...peek(request.source) });
      return;
    case 'convert':
      post({ kind: 'converted', ...(await convert(request, onProgress)) });
      return;
    case 'pick':
      post({ kind: 'picked', ...pickRows(request, onProgress) });
      return;
    case 'fix': {
      const { path, schema, target, options } = request;
      post({ kind: 'fixed', fixes: fixCopy(path, schema, target, onProgress, options) });
    }
  }
}

const post = (reply: RewriteReply): void => parentPort?.postMessage(reply);

run(workerData as RewriteRequest, post).catch((error: unknown) => {
  if (!(error instanceof UnreadableCsv)) throw error;
  post({ kind: 'unreadable', reason: error.message });
});
