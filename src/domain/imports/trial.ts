// An import whose first part is a trial: the rest waits until the user accepts the result of the trial.
import type { JobRef } from '../jobs/job.ts';
import { needsFile, partOfJob, type ImportState } from './import.ts';

/** Whether the trial has ended and the import waits for the user's decision. */
export function awaitsDecision({ trial, parts, status }: ImportState): boolean {
  return trial === 'undecided' && status !== 'finished' && parts[0]?.result !== undefined;
}

/** The user accepts the trial. An import that does not wait for a decision, for example because its trial still runs, stays as it is. */
export function acceptTrial(state: ImportState): ImportState {
  return awaitsDecision(state) ? { ...state, trial: 'accepted' } : state;
}

/**
 * Indexes of the parts whose files are to be written now. The files of the rest are written after the decision: until then no copy
 * exists, and a correction of the CSV is noticed.
 */
export function partsToWrite({ parts, trial }: Pick<ImportState, 'parts' | 'trial'>): readonly number[] {
  const now = trial === 'undecided' ? parts.slice(0, 1) : parts;
  return now.flatMap((part, index) => (needsFile(part) ? [index] : []));
}

/** Rows that are imported after the trial. */
export function restRows({ parts }: ImportState): number {
  return parts.slice(1).reduce((sum, { rows }) => sum + rows, 0);
}

/** The rows that wait for a decision about this job; undefined where it is no trial, or the user has decided. */
export function waitingRows(states: readonly ImportState[], ref: JobRef): number | undefined {
  const found = partOfJob(states, ref);
  return found?.index === 0 && awaitsDecision(found.state) ? restRows(found.state) : undefined;
}
