// The way from a job back to the CSV that the user chose, also where the job had only a part of it.
import type { BatchPart } from '../../domain/imports/batch.ts';
import type { ImportBatches } from '../../domain/imports/batches.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { ImportRuns } from '../../domain/imports/runs.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

export interface Origin {
  readonly content: FileContent;
  /** The part that the job imported: the line of the CSV that was the part's second line, and its rows. */
  readonly part?: { readonly firstLine: number; readonly rows: number };
  /** The batch that the job is a part of. */
  readonly batchId?: string;
}

export function originOf({ source, cut, rows }: BatchPart): Origin {
  return { content: source, ...(cut ? { part: { firstLine: cut.firstLine, rows } } : {}) };
}

/** Undefined where this machine has not made the job, or it was long ago. */
export function originOfJob(
  runs: ImportRuns,
  batches: ImportBatches,
  { userPoolId, jobId }: JobRef,
): Origin | undefined {
  const found = batches.ofJob(userPoolId, jobId);
  if (found) return { ...originOf(found.part), batchId: found.batch.id };
  const content = runs.ofJob(userPoolId, jobId)?.csv;
  return content && { content };
}
