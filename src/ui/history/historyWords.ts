// Texts of the import history.
import type { FileChange, ReasonChange } from '../../domain/history/compareRuns.ts';
import { count } from '../../domain/jobs/jobWords.ts';

export const historyTitle = 'Import History';
export const compareRunsTitle = 'Compare Two Imports';
/** Also the button of its confirmation. */
export const clearTitle = 'Clear Import History';

export const historyButtons = {
  saveReport: 'Save Report',
  importAgain: 'Import Again…',
  compare: 'Compare with Another Import',
  remove: 'Remove from History',
} as const;

export const historyWords = {
  select: 'Search for a file, a user pool, a job or an account',
  none: 'Nothing has been imported from this machine yet.',
  noConnection: 'Its connection was removed.',
  asking: (jobName: string): string => `Asking for ${jobName}`,
  removed: (jobName: string): string =>
    `${jobName} is removed from the import history. The job in AWS and the files on your disk stay as they are.`,
  clearQuestion: (jobs: string): string => `Remove ${jobs} from the import history?`,
  clearDetail:
    'The history of this machine is deleted for good. Jobs in AWS, and files on your disk, stay as they are. AWS itself lists up to 1,000 jobs of a user pool.',
  cleared: (jobs: string): string => `${jobs} removed from the import history.`,
  jobs: (jobs: number, locale: string): string => count(jobs, 'import job', 'import jobs', locale),
};

export const againWords = {
  noFile: (name: string): string =>
    `${name} was moved or deleted after it was imported. Select it, or another CSV.`,
  neverKnown: 'It is not known on this machine which CSV this job imported. Select it.',
  selectFile: 'Select CSV…',
  changed: (name: string): string => `${name} has changed since this import.`,
  changedDetail:
    'The file is imported as it is now, and validated like any other. Rows of users that exist are skipped.',
  wholeFile: (name: string, rows: number, locale: string): string =>
    `The job imported ${count(rows, 'row', 'rows', locale)} of ${name}, as a part of it. The whole file is imported now.`,
  importIt: 'Import It as It Is Now',
  otherFile: 'Select Another CSV…',
  noPool: (poolName: string): string => `${poolName} cannot be used any more: select a user pool.`,
  noRole: (name: string): string => `The role ${name} no longer exists. Select another one.`,
};

export const runWords = {
  selectFirst: 'Select an import',
  selectSecond: (name: string): string => `Select the import to compare ${name} with`,
  sameFile: 'the same file',
  otherFiles: 'other files',
  onlyOne: 'There is only one import in the history of this machine: nothing to compare it with.',
  heading: 'Two imports compared',
  file: {
    same: 'Both imported the same file, byte for byte.',
    changed: 'The file changed between the two imports.',
    otherFile: 'The two imported different files.',
    unknown: 'For one of them, it is not known which file it imported.',
  } satisfies Readonly<Record<FileChange, string>>,
  change: {
    gone: 'went away',
    fewer: 'fewer rows',
    same: 'stayed',
    more: 'more rows',
    new: 'new',
  } satisfies Readonly<Record<ReasonChange, string>>,
  noReasons: (names: readonly string[]): string =>
    `The reasons cannot be compared: the log of ${names.join(' and of ')} was not read while it was there.`,
  allImported: 'Neither of them has skipped or failed rows.',
};
