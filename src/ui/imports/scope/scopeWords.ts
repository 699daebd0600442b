// Texts of the question how much of a CSV is imported: all of it, new rows only, or some rows first.
import { count } from '../../../domain/jobs/jobWords.ts';
import type { Estimate } from '../../../domain/users/survey.ts';
import { wayWords } from '../../users/compareWords.ts';

/** Rows of a comparison with the user pool. */
export interface ExistingRows {
  readonly rows: number;
  /** Rows whose user exists. */
  readonly existing: number;
}

export const scopeWords = {
  start: 'Create and Start',
  create: 'Create',
  createDetail: 'upload the CSV, start within 24 hours',
  severalDetail: 'one after another, each when the previous one has ended',
  trial: 'Try the First Rows…',
  trialDetail: 'the rest waits until you have seen how that went',
  howMany: (rows: number, locale: string): string =>
    `How many of the ${rows.toLocaleString(locale)} rows first? Select, or type a number`,
  firstRows: (rows: number, locale: string): string =>
    rows === 1 ? 'The First Row' : `The First ${rows.toLocaleString(locale)} Rows`,
  theRest: (rows: number, locale: string): string =>
    `then the other ${rows.toLocaleString(locale)}, if you say so`,
  compare: 'Compare with User Pool First',
  compareDetail: 'An import skips users that exist. See how many there are before it starts.',
  compareWay: (estimate: Estimate, rows: number, locale: string): string => wayWords(estimate, rows, locale),
  compareAgain: 'Compare Again',
  comparedAgo: (ago: string): string => `compared ${ago}`,
  newOnly: 'Import New Rows Only',
  newOnlyDetail: (rows: number, name: string, locale: string): string =>
    `${count(rows, 'row', 'rows', locale)}, in a new CSV beside ${name}`,
  allRows: 'Import All Rows',
  allRowsDetail: (existing: number, locale: string): string =>
    `${existing.toLocaleString(locale)} of them would be skipped`,
  newRows: (newRows: number, rows: number, locale: string): string =>
    `${count(newRows, 'new user', 'new users', locale)} of ${rows.toLocaleString(locale)}`,
  /** `200 exist already and would be skipped` */
  existing: ({ rows, existing }: ExistingRows, locale: string): string => {
    if (existing === 0) return 'none exists yet';
    if (existing === rows) return 'all exist already and would be skipped';
    return `${existing.toLocaleString(locale)} ${existing === 1 ? 'exists' : 'exist'} already and would be skipped`;
  },
  writing: (name: string): string => `Writing the new rows of ${name}`,
  changed: (name: string): string =>
    `${name} has changed since these questions began. Create the import again.`,
} as const;
