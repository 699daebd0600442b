// The CSV that the user chose for a job, also where the job imported only a part of it.
import { defined } from '../../domain/base/defined.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import {
  hasSeveralParts,
  partOfJob,
  type ImportPart,
  type ImportState,
} from '../../domain/imports/import.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

export interface Origin {
  readonly content: FileContent;
  /** The part that the job imported: the line of the CSV that was the part's second line, and its rows. */
  readonly part?: { readonly firstLine: number; readonly rows: number };
  /** The import with several parts that the job belongs to. */
  readonly batchId?: string;
}

/** Undefined for jobs that this machine did not create, or created more than a hundred imports ago. */
export function originOfJob(states: readonly ImportState[], ref: JobRef): Origin | undefined {
  const found = partOfJob(states, ref);
  const origin = found && originOf(found.part);
  return origin && { ...origin, ...(hasSeveralParts(found.state) ? { batchId: found.state.id } : {}) };
}

/** Of a job that this machine has imported longer ago than it keeps imports. */
export function originOfRecord(record: ImportRecord | undefined): Origin | undefined {
  if (!record?.csv) return undefined;
  const { csv, part, batchId } = record;
  return { content: csv, ...defined({ part, batchId }) };
}

export function originOf({ source, cut, rows }: ImportPart): Origin | undefined {
  return source && { content: source, ...(cut ? { part: { firstLine: cut.firstLine, rows } } : {}) };
}
