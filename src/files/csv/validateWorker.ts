// The entry of a worker thread that validates one file from disk. To cancel, terminate the worker.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportSchema } from '../../csv/schema.ts';
import { CsvValidator, type ValidationResult } from '../../csv/validate.ts';

/** The worker's `workerData`. */
export interface WorkerRequest {
  readonly path: string;
  readonly schema: ImportSchema;
  readonly findingsPerRule?: number;
}

/** What the worker posts: progress from time to time, then the result once. A file that cannot be read is the worker's error. */
export type WorkerReply =
  | { readonly kind: 'progress'; readonly bytes: number; readonly totalBytes: number; readonly rows: number }
  | {
      readonly kind: 'done';
      readonly result: ValidationResult;
      /** Of the file's bytes, in hexadecimal: by it the file is known again. */
      readonly sha256: string;
    };

/** Small enough that the text of a chunk is collected as soon as it is done with. */
const chunkBytes = 1 << 16;
/** Often enough for a progress bar that moves, seldom enough to cost nothing. */
const progressBytes = 1 << 22;

function run({ path, schema, findingsPerRule }: WorkerRequest, post: (reply: WorkerReply) => void): void {
  const validator = new CsvValidator(schema, findingsPerRule);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  const file = openSync(path, 'r');
  try {
    const totalBytes = fstatSync(file).size;
    let bytes = 0;
    for (let told = 0; ;) {
      const read = readSync(file, buffer);
      if (read === 0) break;
      const chunk = buffer.subarray(0, read);
      hash.update(chunk);
      validator.push(chunk);
      bytes += read;
      if (bytes - told >= progressBytes) {
        told = bytes;
        post({ kind: 'progress', bytes, totalBytes, rows: validator.rows });
      }
    }
  } finally {
    closeSync(file);
  }
  post({ kind: 'done', result: validator.end(), sha256: hash.digest('hex') });
}

run(workerData as WorkerRequest, (reply) => parentPort?.postMessage(reply));
