// What this machine knows about a job that it imported: the CSV that the user chose (the job may have imported only a part of it), the
// number of its rows, and a decision that is still open.
import { defined } from '../../domain/base/defined.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import {
  hasSeveralParts,
  partOfJob,
  reportsEndOf,
  type ImportPart,
  type ImportState,
} from '../../domain/imports/import.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { ImportStore } from '../../domain/imports/importStore.ts';
import { trialNotes, type JobNotes } from './scope/trialNote.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

export interface Origin {
  readonly content: FileContent;
  /** The part that the job imported: the line of the CSV that was the part's second line, and its rows. */
  readonly part?: { readonly firstLine: number; readonly rows: number };
  /** The import with several parts that the job belongs to. */
  readonly batchId?: string;
}

export interface KnownOfJobs {
  readonly csvOf: (ref: JobRef) => Origin | undefined;
  /** Rows of the job's CSV. */
  readonly rowsOf: (ref: JobRef) => number | undefined;
  readonly notes: JobNotes;
  readonly isReportedElsewhere: (ref: JobRef) => boolean;
}

/** @param history what this machine remembers about jobs that it imported long ago. */
export function knownOfJobs(
  store: Pick<ImportStore, 'all' | 'onChange'>,
  history: { readonly recordOf: (ref: JobRef) => ImportRecord | undefined },
): KnownOfJobs {
  return {
    csvOf: (ref) => originOfJob(store.all(), ref) ?? originOfRecord(history.recordOf(ref)),
    rowsOf: (ref) => partOfJob(store.all(), ref)?.part.csv?.rows,
    notes: trialNotes(store),
    isReportedElsewhere: (ref) => reportsEndOf(store.all(), ref),
  };
}

/** Undefined for jobs that this machine did not create, or created long ago. */
export function originOfJob(states: readonly ImportState[], ref: JobRef): Origin | undefined {
  const found = partOfJob(states, ref);
  const origin = found && originOf(found.part);
  return origin && { ...origin, ...(hasSeveralParts(found.state) ? { batchId: found.state.id } : {}) };
}

/** For a job whose import is so old that this machine no longer keeps it. */
function originOfRecord(record: ImportRecord | undefined): Origin | undefined {
  if (!record?.csv) return undefined;
  const { csv, part, batchId } = record;
  return { content: csv, ...defined({ part, batchId }) };
}

export function originOf({ source, cut, rows }: ImportPart): Origin | undefined {
  return source && { content: source, ...(cut ? { part: { firstLine: cut.firstLine, rows } } : {}) };
}
