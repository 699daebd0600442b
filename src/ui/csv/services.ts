// What everything about CSVs needs of the rest of the extension.
import type * as vscode from 'vscode';
import type { ImportSchema } from '../../csv/schema.ts';
import type { SplitPlan } from '../../csv/split.ts';
import type { Clock } from '../../domain/base/clock.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';

export interface PoolSchema {
  readonly schema: ImportSchema;
  readonly poolName: string;
}

export interface CsvServices {
  readonly jobs: JobService;
  /** What the pool can import, read from the service. @throws FailureError */
  readonly schemaOf: (ref: PoolRef) => Promise<PoolSchema>;
  /** Where it is kept which pool a file was for: with the workspace. */
  readonly memory: vscode.Memento;
  readonly clock: Clock;
  readonly log: vscode.LogOutputChannel;
  /** How a CSV that is too large for one job is cut into parts. @throws FailureError; the signal's reason once it is aborted. */
  readonly planParts: (path: string, signal: AbortSignal) => Promise<SplitPlan>;
  /** Paths of the worker threads' bundles. */
  readonly workers: { readonly validate: string; readonly rewrite: string };
}
