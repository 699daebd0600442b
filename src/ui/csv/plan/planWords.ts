// The sentences of a conversion's plan.
import type { HashAlgorithm } from '../../../csv/schema.ts';
import type { DateEvidence } from '../../../csv/values/dates.ts';
import { rules } from '../../../csv/validate/rules.ts';
import { count, percent } from '../../../domain/jobs/jobWords.ts';
import { hashRefusals, type HashRefusal } from '../../../sources/hashes/refusals.ts';
import type { Loss, Plan, PlannedPart, Reset } from '../../../sources/plan/plan.ts';
import type { RefusalReason } from '../../../sources/user.ts';
import { dateWords } from '../words.ts';

export const planWords = {
  title: (name: string, poolName: string) => `${name} into ${poolName}`,
  panel: (name: string) => `Plan: ${name}`,
  reading: (name: string) => `Reading ${name}`,
  writing: (name: string) => `Writing the CSV of ${name}`,
  source: 'Source',
  userPool: 'User pool',
  place: { account: 'Account', region: 'Region', profile: 'Profile' },
  figures: {
    rows: 'Read',
    rowsNote: 'records of the file',
    imported: 'Will be imported',
    kept: 'Keep their password',
    reset: 'Must set a new one',
    lost: 'Will not be imported',
    share: (part: number, whole: number, locale: string) => {
      if (whole === 0) return '';
      const isLittle = part > 0 && part * 100 < whole;
      return isLittle ? `less than ${percent(0.01, locale)}` : percent(part / whole, locale);
    },
  },
  algorithms: {
    BCRYPT: 'bcrypt',
    SCRYPT: 'scrypt',
    ARGON2ID: 'Argon2id',
    PBKDF2_SHA256: 'PBKDF2 with SHA-256',
  } satisfies Record<HashAlgorithm, string>,
  converted: (hashes: number, of: number, locale: string) =>
    hashes === 0
      ? 'taken as they are'
      : hashes === of
        ? 'written anew in the form that Cognito reads, without loss'
        : `${count(hashes, 'hash is', 'hashes are', locale)} written anew in the form that Cognito reads, without loss`,
  noHash: 'The source has no password hash for them.',
  poolWithoutHashes: 'This user pool does not take password hashes: its CSV has no column password_hash.',
  hashesLeftOut: 'The hash could be imported; left out by your choice.',
  /** Warnings about what a format's file does not show about its hashes, by the id of the format. */
  hashCautions: {
    devise:
      'No hash fits its password if Devise mixes a secret into passwords, which this file does not show: look for config.pepper in config/initializers/devise.rb or try one user with “Check a Hash with a Password…”, and if a pepper is set, import the users without their passwords (below).',
  } as Readonly<Record<string, string>>,
  places: (unit: 'line' | 'user', places: readonly number[], all: number, locale: string) => {
    const numbers = places.map((place) => place.toLocaleString(locale)).join(', ');
    const several = all > 1 ? `${unit}s` : unit;
    return all > places.length ? `${several} ${numbers} and others` : `${several} ${numbers}`;
  },
  emptied: (target: string, reason: string) => `${target}: ${reason}`,
  filters: {
    verifiedOnly: 'Only users with a verified e-mail address or phone number',
    notBlocked: 'Only users who are not blocked or disabled in the source',
    unverifiedOut: 'No verified e-mail address or phone number; left out by your choice.',
    blockedOut: 'Blocked or disabled in the source; left out by your choice.',
    emptyBadValues: 'Also users with values that Cognito does not take, without those values',
    emptyNote: 'The values are kept aside. Otherwise these users are left out.',
    keepHashes: 'With their passwords, where Cognito takes the hash',
    keepNote: 'Otherwise everyone sets a new password.',
    filtered: (users: number, locale: string) => `${count(users, 'user is', 'users are', locale)} left out`,
  },
  country: 'Which country are phone numbers without a country code from?',
  countryWhy: (phones: number, locale: string) =>
    `${count(phones, 'phone number has', 'phone numbers have', locale)} no country code, which Cognito needs. Without an answer they are kept aside.`,
  noCountry: 'Not decided',
  dates: 'Are the birthdates written with the day first or with the month first?',
  datesWhy: (evidence: DateEvidence, locale: string) => {
    const { dayFirst, monthFirst, either } = evidence;
    if (dayFirst > 0 && monthFirst > 0)
      return `This is not certain: ${count(dayFirst, 'date exists', 'dates exist', locale)} only with the day first, ${monthFirst.toLocaleString(locale)} only with the month first. Without an answer all are kept aside.`;
    return `This is not certain: ${count(either, 'date can', 'dates can', locale)} be read both ways, and none shows which is right. Without an answer all birthdates are kept aside.`;
  },
  dateOrders: { dmy: '3/4/1985 is 3 April 1985', mdy: '3/4/1985 is March 4, 1985', none: 'Not decided' },
  years: dateWords.years,
  yearsWhy: (years: number, locale: string) =>
    `${count(years, 'birthdate has', 'birthdates have', locale)} a year of two digits. Without an answer they are kept aside.`,
  yearChoices: {
    past: `${dateWords.pastYears.label}: ${dateWords.pastYears.description}`,
    '19': dateWords.years19.label,
    '20': dateWords.years20.label,
    none: 'Not decided',
  },
  keep: 'Keep it aside',
  leave: 'Leave it out',
  hash: 'The password hash',
  secret: 'A secret: neither imported nor kept aside.',
  nothing: 'Neither imported nor kept aside.',
  noColumn: (target: string) => `The user pool has no column “${target}”.`,
  also: (targets: readonly string[]) => `Also fills ${targets.join(', ')}.`,
  lacking: 'Every user of this user pool needs it, and nothing in the file means it.',
  unverified: 'Cognito imports only users of whom one of the attributes that the pool verifies is verified.',
  filled: 'Nothing in the file means it, so this fills it.',
  leaveEmpty: 'Leave it empty',
  everyone: 'true for everyone: you know that they are verified',
  sameAs: (key: string) => `The same as “${key}”`,
  aside: (file: string, users: number, names: readonly string[], locale: string) =>
    `${file} keeps aside what Cognito's CSV cannot carry, for ${count(users, 'user', 'users', locale)}: ${names.join(', ')}. It is never uploaded.`,
  part: ({ algorithm }: PlannedPart) =>
    algorithm === undefined ? 'no password hashes' : `hashed with ${planWords.algorithms[algorithm]}`,
  blocked: (users: number, locale: string) =>
    `${count(users, 'user is', 'users are', locale)} blocked or disabled in the source. Cognito imports everyone enabled: disable them after the import, or leave them out below.`,
  jobs: (jobs: number) =>
    `A job takes one kind of password hash, so the import is a sequence of ${jobs} jobs, one after another.`,
  unmatched: (hashes: number, locale: string) =>
    `${count(hashes, 'hash', 'hashes', locale)} of the other file belong to nobody in this one.`,
  emptyRows: (rows: number, locale: string) =>
    `${count(rows, 'empty row is', 'empty rows are', locale)} left out.`,
  lineBreaks: (values: number, locale: string) =>
    `Line breaks in ${count(values, 'value', 'values', locale)} become spaces.`,
  written: (files: readonly string[], users: number, locale: string) =>
    `${count(users, 'user', 'users', locale)} written to ${files.join(', ')}.`,
  undecided: 'Not everything about the birthdates is decided.',
  writeUndecided: 'Continue without an Answer',
  exists: (names: readonly string[]) =>
    names.length === 1 ? `${names[0] ?? ''} exists already.` : `${names.join(', ')} exist already.`,
  replace: 'Replace',
  notOnDisk: 'The CSV can be written only to a folder on the disk of the machine where the extension runs.',
  write: 'Write CSV',
  createJob: 'Create Import Job…',
  chooseFormat: 'Select what the file is',
  addHashes: 'Are the password hashes in another file?',
  addHashesChoice: 'Select the File with the Hashes…',
  hashFile: 'Select the File with the Password Hashes',
  noHashesChoice: 'Continue without It',
} as const;

/** Why a record is not a user. */
const refusals: Readonly<Record<RefusalReason, string>> = {
  'not-json': 'The line is not JSON.',
  'not-an-object': 'The record is not an object.',
  'service-account': 'This is the account of a service, not of a person.',
  'other-record': 'This record is of something else than a user.',
  anonymous: 'This user is anonymous.',
  deleted: 'The source has deleted this user.',
};

export function resetText({ reason, detail }: Reset): string {
  if (reason === 'none') return planWords.noHash;
  if (reason === 'pool') return planWords.poolWithoutHashes;
  if (reason === 'choice') return planWords.hashesLeftOut;
  const text = isHashRefusal(reason) ? hashRefusals[reason] : reason;
  return text.replace('{detail}', detail ?? 'not known');
}

function isHashRefusal(reason: string): reason is HashRefusal {
  return Object.hasOwn(hashRefusals, reason);
}

export function lossText({ reason, detail }: Pick<Loss, 'reason' | 'detail'>): string {
  if (detail !== undefined) return detail;
  if (isRefusal(reason)) return refusals[reason];
  return rules[reason].title;
}

function isRefusal(reason: Loss['reason']): reason is RefusalReason {
  return Object.hasOwn(refusals, reason);
}

/** The number of users who are not imported. */
export function lostUsers({ lost, filtered }: Plan): number {
  return lost.reduce((sum, { count: users }) => sum + users, 0) + filtered.unverified + filtered.blocked;
}
