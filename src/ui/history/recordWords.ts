// The texts of a history record's quick-pick item.
import { fileName } from '../../domain/history/compareRuns.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import { counters } from '../../domain/jobs/jobWords.ts';
import { plain } from '../shell/escapeText.ts';

export interface RecordWords {
  /** The name of the file if it is known, else of the job. */
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The state in the record: the job may have changed since. */
export function recordWords(record: ImportRecord, locale: string): RecordWords {
  const { job, poolName, connection, account, begunAt } = record;
  const name = fileName(record);
  const time = new Date(begunAt).toLocaleTimeString(locale, { timeStyle: 'short' });
  const profile = connection.kind === 'profile' ? connection.profile : connection.kind;
  const detail = [time, ...(name === undefined ? [] : [job.jobName]), profile];
  if (account) detail.push(account.accountId);
  return {
    label: plain(name ?? job.jobName),
    description: plain(`${poolName} · ${outcome(record, locale)}`),
    detail: plain(detail.join(' · ')),
  };
}

/** `Nov 27, 2026`: short, because the separator's line needs room for the item and its buttons. */
export function dayWords({ begunAt }: ImportRecord, locale: string): string {
  return new Date(begunAt).toLocaleDateString(locale, { dateStyle: 'medium' });
}

function outcome({ job }: ImportRecord, locale: string): string {
  if (job.startDate === undefined) return job.status;
  const counted = counters(job, locale);
  return job.status === 'Succeeded' ? counted : `${job.status} · ${counted}`;
}
