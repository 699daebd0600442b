// The way from a job back to the CSV that the user chose, also where the job had only a part of it.
import { wholeLine } from '../../csv/split.ts';
import type { BatchPart } from '../../domain/imports/batch.ts';
import type { ImportBatches } from '../../domain/imports/batches.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { ImportRuns } from '../../domain/imports/runs.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

export interface Origin {
  readonly content: FileContent;
  /** The line of it that a line of the job's CSV was; 1 is the header of both. */
  readonly lineOf: (line: number) => number;
  /** The batch that the job is a part of. */
  readonly batchId?: string;
}

export function originOf({ source, cut }: BatchPart): Origin {
  return { content: source, lineOf: (line) => (cut ? wholeLine(cut, line) : line) };
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
  return content && { content, lineOf: (line) => line };
}
