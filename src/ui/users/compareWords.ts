// Texts of the comparison of a CSV with a user pool.
import { count } from '../../domain/jobs/jobWords.ts';
import type { Estimate } from '../../domain/users/survey.ts';

export const compareTitle = 'Compare with User Pool';

export const compareButtons = {
  exportNew: 'Export New Rows Only…',
  showProblems: 'Show Problems',
  create: 'Create Import Job…',
} as const;

/** `about 40 s`, `about 3 min`. */
export function durationWords(seconds: number): string {
  return seconds < 90
    ? `about ${Math.max(1, Math.round(seconds))} s`
    : `about ${Math.round(seconds / 60)} min`;
}

/** `listing the user pool, about 40 s`. */
export function wayWords({ way, seconds }: Estimate, rows: number, locale: string): string {
  const how =
    way === 'list'
      ? 'listing the user pool'
      : `asking for ${count(rows, 'user', 'users', locale)} one by one`;
  return `${how}, ${durationWords(seconds)}`;
}

export interface Compared {
  readonly name: string;
  readonly poolName: string;
  readonly rows: number;
  /** Rows whose user exists. */
  readonly existing: number;
  /** Rows whose user does not exist, but somebody else signs in with the same address, number or name. */
  readonly aliasTaken: number;
  /** Rows that name no user. */
  readonly nameless: number;
}

export const compareWords = {
  reading: (name: string): string => `Reading ${name}`,
  /** Names the chosen method and how long it takes. */
  progress: (name: string, poolName: string, estimate: Estimate, rows: number, locale: string): string =>
    `Comparing ${name} with ${poolName}: ${wayWords(estimate, rows, locale)}`,
  unsaved: (name: string): string => `Save ${name} first. It is compared as it is on the disk.`,
  changed: (name: string): string => `${name} changed while it was read. Compare it again.`,
  noRows: (name: string): string => `${name} has no rows.`,
  summary: ({ name, poolName, rows, existing, aliasTaken, nameless }: Compared, locale: string): string => {
    const users = count(rows, 'user', 'users', locale);
    const sentences = [
      existing === 0
        ? `None of the ${users} of ${name} exists in ${poolName}.`
        : existing === rows
          ? `Every user of ${name} exists in ${poolName}: an import would skip all ${rows.toLocaleString(locale)} rows.`
          : `Of the ${users} of ${name}, ${existing.toLocaleString(locale)} ${existing === 1 ? 'exists' : 'exist'} in ${poolName} and would be skipped. ${count(rows - existing, 'is', 'are', locale)} new.`,
    ];
    if (aliasTaken > 0)
      sentences.push(
        `${count(aliasTaken, 'new user has', 'new users have', locale)} an address, number or name that somebody else signs in with.`,
      );
    if (nameless > 0) sentences.push(`${count(nameless, 'row does', 'rows do', locale)} not say who it is.`);
    return sentences.join(' ');
  },
  exists: (since: string, status: string): string =>
    `This user exists since ${since} (${status}): the import skips this row.`,
  aliasTaken: (since: string, status: string): string =>
    `Another user signs in with the address, number or name of this row, since ${since} (${status}). What the import does then is not documented.`,
  hidden: (rows: number, locale: string): string =>
    `${count(rows, 'more row', 'more rows', locale)} of users that exist ${rows === 1 ? 'is' : 'are'} not listed.`,
  noNew: (name: string, poolName: string): string => `${name} has no user that ${poolName} does not have.`,
  exported: (rows: number, name: string, target: string, isUnsaved: boolean, locale: string): string =>
    `${count(rows, 'new row', 'new rows', locale)} of ${name} ${rows === 1 ? 'is' : 'are'} in ${target}${isUnsaved ? ', which is not saved yet' : ''}.`,
};
