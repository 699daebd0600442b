// Texts about the results of a job.
import { basename } from 'node:path';
import type { Failure } from '../../domain/connections/failure.ts';
import { isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import { count } from '../../domain/jobs/jobWords.ts';
import type { LineBase, LineNumbering } from '../../domain/results/lineBase.ts';

export type ListedOutcome = 'failed' | 'skipped';

export const buttons = {
  chooseNumbering: 'Choose Line Numbering…',
  locate: 'Locate CSV…',
  retry: 'Retry Failed Rows…',
  retryAnyway: 'Retry These Rows',
  useAnyway: 'Use It Anyway',
} as const;

const bases: Readonly<Record<LineBase, string>> = {
  fileLines: 'lines of the file, the header being line 1',
  dataRows: 'rows of users, the first user being 1',
};

/** `The log's numbers are taken as lines of the file, the header being line 1. You chose it.` */
export function numberingWords({ base, certain, reason }: LineNumbering): string {
  const taken = `The numbers in the log are taken as ${bases[base]}. ${reason}`;
  return certain ? taken : `Not certain: ${lowerFirst(taken)} The rows shown may be other people’s.`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

export const numberingQuestion = {
  title: 'Choose Line Numbering',
  placeHolder: 'What does “Line Number 2” in the log of this job mean?',
  fileLines: {
    label: 'Line 2 of the file',
    detail: 'The first user. The header is line 1.',
  },
  dataRows: {
    label: 'The second user',
    detail: 'Line 3 of the file. The header is not counted.',
  },
  infer: {
    label: 'Infer from the log',
    detail: 'Compares the log with the CSV and with what the validator expects.',
  },
  taken: 'Used now',
} as const;

const unsure = 'It is not certain that this is the row that the log means.';

export const problemWords = {
  row: (outcome: ListedOutcome, reason: string, isCertain: boolean): string =>
    [`${outcome === 'failed' ? 'Failed' : 'Skipped'}: ${reason}`, ...(isCertain ? [] : [unsure])].join(' '),
  hidden: (rows: number, locale: string): string =>
    rows === 1
      ? '1 more failed or skipped row is not shown.'
      : `${rows.toLocaleString(locale)} more failed or skipped rows are not shown.`,
};

export const noteWords = {
  notStarted: (job: ImportJob): string =>
    isTerminal(job.status)
      ? 'This job was never started.'
      : 'After the job starts, the reasons for failed and skipped rows appear here.',
  reading: 'Reading the log of the job…',
  noLogYet: 'The job has no log yet.',
  endedEarly: 'The job has no log: it ended before its first row.',
  /** The first event creates a log group. */
  noLog: (role = 'its log role'): string =>
    `The job has no log. It may have been deleted, or ${role} may not have been allowed to write it.`,
  partial: (rows: number, counted: number, isComplete: boolean, locale: string): string =>
    `The log covers only ${rows.toLocaleString(locale)} of ${count(counted, 'row', 'rows', locale)}${isComplete ? '.' : ' so far.'}`,
  allImported: (isOver: boolean): string =>
    isOver ? 'Every row was imported.' : 'Every row so far was imported.',
  /** A missing permission is named even if AWS did not name it. */
  failure: ({ kind, message }: Failure): string =>
    kind === 'denied'
      ? `${message} Reading the log of a job needs the permission logs:GetLogEvents. Everything else works without it.`
      : `The log of the job could not be read. ${message}`,
};

export const csvWords = {
  unknown: 'To open lines and export rows, locate the CSV of this job.',
  changed: (path: string): string =>
    `${basename(path)} has changed since the import or no longer exists. To open lines and export rows, locate the CSV as it was imported.`,
  unproven: (path: string): string =>
    `You located ${basename(path)}. Nothing proves that it is the CSV that this job imported.`,
  cannotOpen: (path: string): string =>
    `${basename(path)} cannot be opened: it may have been moved or deleted.`,
  locateTitle: (jobName: string): string => `Locate the CSV of ${jobName}`,
  locateButton: 'Use This CSV',
  differs: (path: string, jobName: string): string =>
    `${basename(path)} is not the CSV that ${jobName} imported.`,
  differsDetail: 'Its content differs, so the lines that the log names may be other rows.',
};

export const logWords = {
  reading: (jobName: string): string => `Reading the log of ${jobName}`,
  empty: (jobName: string): string => `The log of ${jobName} is empty so far.`,
  cut: '… The log is longer. The rest of it is in CloudWatch Logs.',
};

export interface Exported {
  readonly file: { readonly scheme: string; readonly fsPath: string };
  readonly csv: { readonly path: string };
  readonly outcome: ListedOutcome;
  readonly rows: number;
  /** The number of rows in the log. */
  readonly wanted: number;
  /** Adds a warning if the rows may be wrong. */
  readonly numbering?: string;
}

export const exportWords = {
  reading: (path: string): string => `Reading ${basename(path)}`,
  none: (outcome: ListedOutcome, jobName: string): string =>
    `No ${outcome} rows were found in the log of ${jobName}.`,
  /** `12 failed rows of users.csv are in users-failed.csv, which is not saved yet.` */
  done: ({ file, csv, outcome, rows, wanted, numbering }: Exported, locale: string): string => {
    const what = count(rows, `${outcome} row`, `${outcome} rows`, locale);
    const unsaved = file.scheme === 'untitled' ? ', which is not saved yet' : '';
    const are = rows === 1 ? 'is' : 'are';
    const missing = wanted - rows;
    const notThere = `${count(missing, 'line', 'lines', locale)} that the log names ${missing === 1 ? 'is' : 'are'} not in the file.`;
    return [
      `${what} of ${basename(csv.path)} ${are} in ${basename(file.fsPath)}${unsaved}.`,
      ...(missing > 0 ? [notThere] : []),
      ...(numbering === undefined ? [] : [numbering]),
    ].join(' ');
  },
};

export const retryWords = {
  question: (rows: number, path: string, locale: string): string =>
    `Import ${count(rows, 'row', 'rows', locale)} of ${basename(path)} again?`,
  /** `Lines 9, 10, 11 and 27 more.` and the meaning of the numbers. */
  detail: (lines: readonly number[], numbering: string, locale: string): string => {
    const shown = lines.slice(0, 10).map((line) => line.toLocaleString(locale));
    const rest = lines.length - shown.length;
    const more = rest > 0 ? ` and ${rest.toLocaleString(locale)} more` : '';
    return `${lines.length === 1 ? 'Line' : 'Lines'} ${shown.join(', ')}${more}.\n\n${numbering}`;
  },
};

export const commandWords = {
  notStarted: (jobName: string): string => `${jobName} has not been started, so it has no results.`,
  unknownJob: 'This import job is no longer known.',
  pickJob: 'Select an import job',
  noJob: 'No such import job is known yet. Open a user pool in the Cognito view.',
} as const;
