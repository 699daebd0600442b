// Texts of the report of an import, of its sub map, and of everything that requires a job's log and CSV.
import { count } from '../../domain/jobs/jobWords.ts';
import { lookingUpUsers } from './followUp/followUpWords.ts';

/** Why nothing can be done to the users of a job. */
export const evidenceWords = {
  noDates: (jobName: string): string =>
    `The users of ${jobName} cannot be identified: the service does not say when it ran.`,
  noCsv: (jobName: string): string =>
    `The users of ${jobName} cannot be identified without the CSV that it imported. The log names lines only, and the CSV says who they are.`,
  unproven: (jobName: string): string =>
    `The users of ${jobName} cannot be identified: nothing proves that this CSV is the one that was imported.`,
  noLog: (jobName: string): string =>
    `The users of ${jobName} cannot be identified without its log, which says which rows it imported.`,
  uncertain: (jobName: string): string =>
    `The users of ${jobName} cannot be identified: it is not certain which rows of the CSV its log means. Choose Line Numbering… says why.`,
  changed: (jobName: string): string => `The CSV of ${jobName} changed while it was read.`,
};

export interface SubMapDone {
  readonly name: string;
  readonly users: number;
  readonly withSourceId: number;
  /** Imported users who are no longer in the pool. */
  readonly missing: number;
  /** Users of the same name who were created at another time. */
  readonly others: number;
  /** Users whose sub is not a UUID. */
  readonly odd: number;
}

export const subMapWords = {
  progress: lookingUpUsers,
  writing: (name: string): string => `Writing ${name}`,
  done: ({ name, users, withSourceId, missing, others, odd }: SubMapDone, locale: string): string => {
    const sentences = [`The subs of ${count(users, 'user', 'users', locale)} are in ${name}.`];
    if (withSourceId > 0)
      sentences.push(`${count(withSourceId, 'has', 'have', locale)} the id of the source beside it.`);
    if (missing > 0)
      sentences.push(
        `${count(missing, 'imported user does', 'imported users do', locale)} not exist any more.`,
      );
    if (others > 0)
      sentences.push(
        `${count(others, 'user is', 'users are', locale)} left out: they were created at another time than the job ran.`,
      );
    if (odd > 0) sentences.push(`${count(odd, 'user has', 'users have', locale)} a sub that is no UUID.`);
    return sentences.join(' ');
  },
};

export const reportWords = {
  title: (jobName: string): string => `Save the Report of ${jobName}`,
  question: 'Select which values of the rows the report may contain',
  without: {
    label: 'Without Cell Values',
    description: 'lines, outcomes and reasons',
    detail: 'Can be passed on: it names nobody. Whatever a reason quotes of a row is left out.',
  },
  usernames: {
    label: 'With Usernames',
    description: 'and the username of each row',
    detail: 'Names the users, with reasons as the service gives them. No other cell is in it.',
  },
  reading: (name: string): string => `Reading the usernames in ${name}`,
  save: 'Save Report',
  done: (name: string, files: readonly string[]): string =>
    `The report is in ${name}, with ${files.join(' and ')} beside it.`,
  show: 'Show Report',
  ofHistory: (why = ''): string =>
    `From the import history of this machine: the job as it was last seen.${why === '' ? '' : ` AWS did not give it now: ${why}`}`,
  noLogKept: 'The reasons are not known: the log of the job was not read while it was there.',
  keptLog: 'The log was read before. What it says of single rows is not kept.',
};
