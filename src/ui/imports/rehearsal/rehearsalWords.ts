// Texts of the rehearsal of an import.
import { count, counters, minutesWords } from '../../../domain/jobs/jobWords.ts';
import { forecast, serviceUsersPerSecond } from '../../../domain/imports/forecast.ts';
import type { PartResult } from '../../../domain/imports/import.ts';

export const rehearseTitle = 'Rehearse in Sandbox';

export const rehearsalButtons = {
  showProblems: 'Show Problems',
  create: 'Create Import Job…',
  look: 'Look at It in the Sandbox',
} as const;

export type Counters = Pick<PartResult, 'importedUsers' | 'skippedUsers' | 'failedUsers'>;

interface Summary {
  readonly name: string;
  readonly poolName: string;
  readonly rows: number;
  /** Of all jobs. */
  readonly all: Counters;
  /** The completion messages of the jobs that would fail. */
  readonly messages: readonly string[];
}

export const rehearsalWords = {
  progress: (name: string): string =>
    `Rehearsing ${name} in a sandbox on this machine. Nothing of it is sent to AWS`,
  reportName: (name: string): string => `${name} – rehearsal.md`,
  unsaved: (name: string): string => `Save ${name} first. It is rehearsed as it is on the disk.`,
  changed: (name: string): string => `${name} changed while it was rehearsed. Rehearse it again.`,
  /** One sentence for each fact. */
  summary: ({ name, poolName, rows, all, messages }: Summary, locale: string): string =>
    [
      `Rehearsed ${name} for ${poolName}: ${outcomeWords(rows, all, locale)}`,
      ...messages.slice(0, 1).map((message) => `The job would end as Failed: ${message}`),
      ...(processed(all) > 0 ? [`At AWS it takes ${forecastWords(processed(all), locale)}.`] : []),
    ].join(' '),
  /** @param csvs the number of CSVs that were rehearsed together. */
  row: (outcome: 'failed' | 'skipped', reason: string, csvs: number): string =>
    // The pool of a rehearsal has no other users.
    outcome === 'failed'
      ? `Would fail: ${reason}`
      : `Would be skipped: ${reason} An earlier row of ${csvs > 1 ? 'these CSVs' : 'this CSV'} has created it.`,
} as const;

/** Rows that a job has processed: none if the job fails as a whole. */
export function processed({ importedUsers, skippedUsers, failedUsers }: Counters): number {
  return importedUsers + skippedUsers + failedUsers;
}

/** `all 1,204 users would be imported.` or `of 1,204 users, 1,180 imported · 24 failed.` */
export function outcomeWords(rows: number, all: Counters, locale: string): string {
  if (rows > 0 && all.importedUsers === rows)
    return rows === 1
      ? 'the one user would be imported.'
      : `all ${rows.toLocaleString(locale)} users would be imported.`;
  return `of ${count(rows, 'user', 'users', locale)}, ${counters(all, locale)}.`;
}

/** `about 4 h 29 min`. */
export function forecastWords(rows: number, locale: string): string {
  const minutes = Math.ceil(forecast(rows) / 60_000);
  return minutes <= 1 ? 'less than a minute' : `about ${minutesWords(minutes, locale)}`;
}

/** The fixed sentences of the report. */
export const reportWords = {
  sent: 'The CSV ran through a small Cognito on this machine, with the settings of the user pool and without its users. Nothing of it was sent to AWS; of AWS only the settings of the user pool and the header of its CSV were read.',
  noReasons: 'Every row would be imported.',
  notRun: 'The import would end before its first row.',
  time: (rows: number, jobs: number, locale: string): string =>
    `At AWS ${count(rows, 'row takes', 'rows take', locale)} ${forecastWords(rows, locale)}${jobs > 1 ? `, in ${jobs.toLocaleString(locale)} jobs one after another` : ''}: AWS’s own export solution reports about ${serviceUsersPerSecond} users a second. AWS promises no speed.`,
  stops: (part: number, locale: string): string =>
    `After a job that ends as Failed, here job ${part.toLocaleString(locale)}, an import waits for your answer before it starts the next one.`,
  unknown: [
    'Users who exist in the user pool already: their rows would be skipped. *Compare with User Pool…* finds them.',
    'Lambda triggers of the user pool: none ran.',
    'Quotas, the log role, and other import jobs of the account: a job can be refused or can fail for them.',
    'Rules that AWS does not document: reasons for failed rows may read otherwise at AWS, and from which share of failed rows on AWS ends a job as Failed is not known. Here it is one half.',
  ],
} as const;
