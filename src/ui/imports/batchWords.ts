// What is said of a batch: where it is, why it waits, how it has ended.
import { basename } from 'node:path';
import {
  failedPart,
  nextPart,
  totals,
  type ImportBatch,
  type PartResult,
} from '../../domain/imports/batch.ts';
import type { BatchActivity } from '../../domain/imports/batches.ts';
import { count, counters } from '../../domain/jobs/jobWords.ts';
import { stepWords } from './runWords.ts';

/** Of the CSV or the folder. */
export function batchName({ path }: ImportBatch): string {
  return basename(path);
}

/** `part 2 of 5`. */
export function partWords({ parts }: ImportBatch, part: number): string {
  return `part ${part} of ${parts.length}`;
}

/** @param now in milliseconds since the epoch. */
export function activityWords(
  batch: ImportBatch,
  activity: BatchActivity,
  now: number,
  locale: string,
): string {
  switch (activity.kind) {
    case 'splitting':
      return `splitting into ${batch.parts.length} parts`;
    case 'preparing':
      return `${partWords(batch, activity.part)} · ${stepWords(activity.step, now, locale)}`;
    case 'importing':
      return `${partWords(batch, activity.part)} · ${counters(activity.job, locale)}`;
  }
}

/** How much of all users is through, in [0, 1]. */
export function doneShare(batch: ImportBatch, activity: BatchActivity): number {
  const { parts } = batch;
  const rowsOf = (some: typeof parts): number => some.reduce((sum, { rows }) => sum + rows, 0);
  const before = rowsOf(parts.slice(0, nextPart(batch)));
  const now =
    activity.kind === 'importing'
      ? activity.job.importedUsers + activity.job.skippedUsers + activity.job.failedUsers
      : 0;
  return Math.min(1, (before + now) / Math.max(1, rowsOf(parts)));
}

export function interruptedWords(batch: ImportBatch): string {
  const part = partWords(batch, nextPart(batch) + 1);
  return `The import of ${batchName(batch)} into ${batch.poolName} was interrupted at ${part}.`;
}

/** What there is to decide after a part that has not ended well; undefined where the last one did, or none is left. */
export function badPartQuestion(
  batch: ImportBatch,
  locale: string,
): { readonly message: string; readonly goOn: string } | undefined {
  const failed = failedPart(batch);
  if (!failed || failed.number === batch.parts.length) return undefined;
  const { number, result } = failed;
  const part = `P${partWords(batch, number).slice(1)}`;
  const reason = result.completionMessage === undefined ? '' : ` ${result.completionMessage}`;
  return {
    message: `${part} of ${batchName(batch)} ${endedHow(result)}: ${counters(result, locale)}.${reason}`,
    goOn: `Go On with Part ${number + 1}`,
  };
}

/** `users.csv into customers: 1,204 users in 3 jobs – 1,200 imported · 4 failed.` */
export function endWords(batch: ImportBatch, locale: string): string {
  const all = totals(batch);
  const jobs = count(batch.parts.length, 'job', 'jobs', locale);
  const users = count(all.rows, 'user', 'users', locale);
  const bad = all.badParts === 0 ? '' : ` ${count(all.badParts, 'job', 'jobs', locale)} did not succeed.`;
  const where = `${batchName(batch)} into ${batch.poolName}`;
  return `${where}: ${users} in ${jobs} – ${counters(all, locale)}.${bad}`;
}

function endedHow({ status }: PartResult): string {
  switch (status) {
    case 'Failed':
      return 'failed';
    case 'Stopped':
      return 'was stopped';
    case 'Expired':
      return 'expired';
    default:
      return `is ${status}`;
  }
}
