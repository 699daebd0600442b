// A job in words: what its status means, what can be done next, and a summary in one line.
import { isTerminal, shareDone, wholePercent, type ImportJob, type JobStatus } from './job.ts';

/** The colour and icon of a status; words are always shown beside them. */
export type Tone = 'waiting' | 'running' | 'stopping' | 'good' | 'bad' | 'neutral';

const tones: Readonly<Record<string, Tone>> = {
  Created: 'waiting',
  Pending: 'waiting',
  InProgress: 'running',
  Stopping: 'stopping',
  Stopped: 'neutral',
  Expired: 'neutral',
  Succeeded: 'good',
  Failed: 'bad',
};

export function toneOf(status: JobStatus): Tone {
  return tones[status] ?? 'neutral';
}

/** A number of things in the user's locale: "1,204 users". */
export function count(value: number, one: string, many: string, locale: string): string {
  return `${value.toLocaleString(locale)} ${value === 1 ? one : many}`;
}

/** The text with a capital first letter, to begin a sentence with it. */
export function upperFirst(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** A share in whole percent, rounded down so that 100% is all: "41%". */
export function percent(share: number, locale: string): string {
  return (wholePercent(share) / 100).toLocaleString(locale, { style: 'percent' });
}

type Counted = Pick<ImportJob, 'importedUsers' | 'skippedUsers' | 'failedUsers'>;

/** "1,204 imported · 3 failed": the counters that are not 0, and imported always. */
export function counters(job: Counted, locale: string): string {
  return counterWords(job, locale).join(' · ');
}

/** Imported, skipped and failed, as `counters` shows them. */
export function counterWords(job: Counted, locale: string): readonly [string, ...string[]] {
  const parts: [string, ...string[]] = [`${job.importedUsers.toLocaleString(locale)} imported`];
  if (job.skippedUsers > 0) parts.push(`${job.skippedUsers.toLocaleString(locale)} skipped`);
  if (job.failedUsers > 0) parts.push(`${job.failedUsers.toLocaleString(locale)} failed`);
  return parts;
}

/** What is known about a job's progress besides the job itself: the API has no total. */
export interface Outlook {
  /** Rows of the job's CSV. */
  readonly rows: number | undefined;
  /** Milliseconds until the last row at the present rate. */
  readonly timeLeft: number | undefined;
}

/** What is shown beside the job's name: `InProgress · 42% · about 3 min left · 1,204 imported · 3 failed`. */
export function summary(job: ImportJob, locale: string, outlook?: Outlook): string {
  const neverRan = job.status === 'Created' || job.status === 'Expired' || job.startDate === undefined;
  if (neverRan) return job.status;
  const ahead = isTerminal(job.status) || !outlook ? [] : progressWords(job, outlook, locale);
  return [job.status, ...ahead, counters(job, locale)].join(' · ');
}

/** Progress and time left, where known: `42%`, `about 3 min left`. */
export function progressWords(job: ImportJob, { rows, timeLeft }: Outlook, locale: string): string[] {
  const share = shareDone(job, rows);
  return [
    ...(share === undefined ? [] : [percent(share, locale)]),
    ...(timeLeft === undefined ? [] : [timeLeftWords(timeLeft, locale)]),
  ];
}

/** In whole minutes, so that the text changes rarely. */
function timeLeftWords(milliseconds: number, locale: string): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  return minutes <= 1 ? 'less than a minute left' : `about ${minutesWords(minutes, locale)} left`;
}

/** `4 h 29 min`. */
export function minutesWords(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = hours === 0 || minutes % 60 > 0 ? [`${minutes % 60} min`] : [];
  return [...(hours > 0 ? [`${hours.toLocaleString(locale)} h`] : []), ...rest].join(' ');
}

/** The status in a sentence or two (meanings from the API reference, UserImportJobType). */
export function explanation(job: ImportJob): string {
  switch (job.status) {
    case 'Created':
      return 'The job exists but has not been started. It expires 24 to 48 hours after it was created.';
    case 'Pending':
      return 'The job has been started and waits for Amazon Cognito to begin importing.';
    case 'InProgress':
      return 'Amazon Cognito is importing the users of the CSV file, one by one.';
    case 'Stopping':
      return 'Stopping. Cognito finishes the rows in progress first.';
    case 'Stopped':
      return 'The job was stopped. Users imported before that remain; the job cannot be started again.';
    case 'Expired':
      return 'The job was not started in time. Its data was deleted and it cannot be started any more.';
    case 'Failed':
      return job.importedUsers > 0
        ? 'The job failed. Failed does not mean that nothing was imported: the users counted below are in the pool.'
        : 'The job failed, and no user was imported.';
    case 'Succeeded':
      return job.failedUsers + job.skippedUsers > 0
        ? 'The job is complete, but not every row became a user.'
        : 'The job is complete.';
    default:
      return 'Amazon Cognito reports a status that this version does not know.';
  }
}

/** What to do now, most useful first; empty while there is nothing to do. */
export function nextSteps(job: ImportJob, locale: string): readonly string[] {
  const steps: string[] = [];
  if (job.status === 'Created') {
    steps.push('Upload the CSV file with the upload command, then start the job.');
  }
  if (!isTerminal(job.status)) return steps;
  if (job.failedUsers > 0) {
    const rows = count(job.failedUsers, 'row', 'rows', locale);
    steps.push(
      `${rows} failed: the reasons are below. Export Failed Rows… writes them to a CSV to fix, Retry Failed Rows… imports it.`,
    );
  }
  if (job.skippedUsers > 0) {
    const rows = count(job.skippedUsers, 'row was', 'rows were', locale);
    steps.push(
      `${rows} skipped because the user already exists. Existing users are never changed by an import.`,
    );
  }
  if (job.status === 'Expired') steps.push('Create a new import job and start it within 24 hours.');
  if (job.status === 'Stopped')
    steps.push('To import the rest, create a new job: rows that are already users will be skipped.');
  if (job.status === 'Failed' && job.failedUsers + job.skippedUsers === 0) {
    steps.push('No row was counted: check the CSV header, its encoding, and the CloudWatch Logs role.');
  }
  return steps;
}

/** How a job ended, in one line for the status bar and notifications: `nightly-import: 1,204 imported`. */
export function ending(job: ImportJob, locale: string): string {
  const name = job.jobName;
  switch (job.status) {
    case 'Succeeded':
      return `${name}: ${counters(job, locale)}`;
    case 'Failed':
      return `${name} failed: ${counters(job, locale)}`;
    case 'Stopped':
      return `${name} stopped: ${counters(job, locale)}`;
    default:
      return `${name}: ${summary(job, locale)}`;
  }
}
