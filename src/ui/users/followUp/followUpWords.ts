// Texts of all passes over users.
import type { ImportJob } from '../../../domain/jobs/job.ts';
import { count, upperFirst } from '../../../domain/jobs/jobWords.ts';
import { keptReasons, type KeptReason } from '../../../domain/users/kept.ts';
import { cell, table } from '../report/reportText.ts';

/** The texts of one kind of pass. */
export interface FollowUpNouns {
  /** The command's name, also on buttons: `Undo Import`. */
  readonly title: string;
  /** The name within a sentence: `the undo`. */
  readonly name: string;
  readonly question: (jobName: string) => string;
  readonly running: (jobName: string) => string;
  readonly finished: (jobName: string, done: number, others: number, locale: string) => string;
  /** What has happened to rows that were processed. */
  readonly done: string;
  /** What will happen to the others. */
  readonly ahead: string;
  /** In the report: `Users deleted`. */
  readonly counted: string;
}

interface Progress {
  readonly finished: number;
  readonly total: number;
}

export const followUpWords = {
  continue: 'Continue',
  discard: 'Leave the Rest',
  showReport: 'Show Report',
  elsewhere: 'Another window is doing this.',
  interrupted: ({ name }: FollowUpNouns, jobName: string): string =>
    `${upperFirst(name)} of “${jobName}” was interrupted. Continue?`,
  resumeDetail: ({ done, ahead }: FollowUpNouns, progress: Progress, locale: string): string =>
    `${lookedAt(progress, locale)}; ${done}. Each of the ${(progress.total - progress.finished).toLocaleString(locale)} others ${ahead}`,
  soFar: (done: number, total: number, locale: string): string =>
    `${done.toLocaleString(locale)} of ${total.toLocaleString(locale)}`,
  paused: ({ name }: FollowUpNouns, jobName: string, progress: Progress, locale: string): string =>
    `${upperFirst(name)} of ${jobName} is paused: ${lookedAt(progress, locale)}.`,
  rests: ({ title }: FollowUpNouns, message: string, progress: Progress, locale: string): string =>
    `${message} ${upperFirst(lookedAt(progress, locale))}. To go on later, run ${title}… again.`,
};

function lookedAt({ finished, total }: Progress, locale: string): string {
  return `${finished.toLocaleString(locale)} of ${count(total, 'user', 'users', locale)} have been looked at`;
}

/** The progress of the look-up before a pass over the users of a job. @param way how the users are found. */
export function lookingUpUsers(jobName: string, way: string): string {
  return `Looking up the users of ${jobName}: ${way}`;
}

/** `• 3: the user was changed since`, the most frequent first. */
export function keptLines(kept: ReadonlyMap<KeptReason, number>, locale: string): string {
  return [...kept]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, number]) => `• ${number.toLocaleString(locale)}: ${keptReasons[reason]}`)
    .join('\n');
}

export interface FollowUpResult {
  readonly nouns: FollowUpNouns;
  readonly job: Pick<ImportJob, 'jobName' | 'jobId' | 'userPoolId'>;
  readonly poolName: string;
  readonly accountId: string;
  readonly region: string;
  readonly at: Date;
  readonly done: number;
  /** Users whom the plan left alone, by reason. */
  readonly planned: ReadonlyMap<KeptReason, number>;
  /** Users who were left alone later, with the first lines of the CSV. */
  readonly others: readonly {
    readonly reason: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
}

/** Markdown that names lines of the CSV, but no users. */
export function resultText(result: FollowUpResult, locale: string): string {
  const { nouns, job, poolName, accountId, region, at, done, planned, others } = result;
  return [
    `# ${nouns.title}: ${cell(job.jobName)}`,
    '',
    `- User pool: ${cell(poolName)} (${job.userPoolId}), account ${accountId}, region ${region}`,
    `- Import job: ${job.jobId}`,
    `- Finished: ${at.toISOString()}`,
    `- ${nouns.counted}: ${done.toLocaleString(locale)}`,
    ...(planned.size + others.length === 0 ? ['- Nobody was left alone.'] : []),
    '',
    ...table(
      'Left alone by the plan',
      ['why', 'users'],
      [...planned].map(([reason, number]) => [keptReasons[reason], number.toLocaleString(locale)]),
    ),
    ...table(
      'Left alone later',
      ['why', 'users', 'lines of the CSV'],
      others.map(({ reason, count: number, lines }) => [
        reason,
        number.toLocaleString(locale),
        `${lines.join(', ')}${number > lines.length ? ', …' : ''}`,
      ]),
    ),
  ].join('\n');
}
