// Results in every state that the panel can show, for the page's tests and for visual checks.
import type { Results } from '../../../src/protocol/panel.ts';

/** The log of a job whose CSV is at hand. */
export const results: Results = {
  state: 'complete',
  groups: [
    {
      outcome: 'skipped',
      reason: 'The user already exists.',
      count: 1_310,
      lines: Array.from({ length: 50 }, (_, index) => 1_000 + 7 * index),
    },
    {
      outcome: 'failed',
      reason:
        'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
      count: 639,
      lines: Array.from({ length: 50 }, (_, index) => 3 + 2 * index),
    },
    { outcome: 'failed', reason: 'Invalid phone number format.', count: 3, lines: [12, 40, 2_011] },
  ],
  hiddenGroups: 0,
  failed: 642,
  skipped: 1_310,
  csv: 'users.csv',
  numbering: {
    text: 'The numbers in the log are taken as lines of the file, the header being line 1. The highest number in the log is 2,012, and the CSV has 2,011 rows.',
    isCertain: true,
  },
};

const { csv: _, ...withoutCsv } = results;
const none: Results = { state: 'complete', groups: [], hiddenGroups: 0, failed: 0, skipped: 0 };

/** By the name of the page's state. */
export const resultStates: Readonly<Record<string, Results>> = {
  resultsNotStarted: {
    ...none,
    state: 'notStarted',
    note: 'After the job starts, the reasons for failed and skipped rows appear here.',
  },
  resultsReading: { ...results, state: 'reading', note: 'Reading the log of the job…' },
  resultsNone: { ...none, note: 'Every row was imported.' },
  resultsDenied: {
    ...none,
    state: 'failed',
    note: 'IAM does not allow profile “prod” to call logs:GetLogEvents. Everything else works without it.',
  },
  resultsWithoutCsv: {
    ...withoutCsv,
    hiddenGroups: 12,
    csvNote: 'To open lines and export rows, locate the CSV of this job.',
  },
  resultsUncertain: {
    ...results,
    numbering: {
      text: 'Not certain: the numbers in the log are taken as lines of the file, the header being line 1. Cognito has been seen to count this way, but this log fits both ways. The rows shown may be other people’s.',
      isCertain: false,
    },
  },
  resultsComplete: results,
};
