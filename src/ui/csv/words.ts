// The sentences of the questions and results about import CSVs.
import type { DateEvidence } from '../../csv/values/dates.ts';
import { count } from '../../domain/jobs/jobWords.ts';
import type { ConvertedRows } from '../../files/sources/convertRows.ts';

export const dateWords = {
  order: (examples: readonly string[]) =>
    'In which order are the dates of the column “birthdate” written?' +
    (examples.length > 0 ? ` For example ${examples.join(', ')}` : ''),
  dayFirst: 'Day First',
  dayFirstDetail: ({ dayFirst, dayFirstLine }: DateEvidence, locale: string) => ({
    description: '3/4/1985 is 3 April 1985',
    ...onlyThisWay(dayFirst, dayFirstLine, locale),
  }),
  monthFirst: 'Month First',
  monthFirstDetail: ({ monthFirst, monthFirstLine }: DateEvidence, locale: string) => ({
    description: '3/4/1985 is March 4, 1985',
    ...onlyThisWay(monthFirst, monthFirstLine, locale),
  }),
  leave: 'Leave the Dates as They Are',
  years: 'Some years in the column “birthdate” have only two digits. Which years are they?',
  pastYears: { label: 'No Year Is in the Future', description: '85 is 1985, 05 is 2005' },
  years19: { label: 'All Years Are 19xx', description: '85 is 1985, 05 is 1905' },
  years20: { label: 'All Years Are 20xx', description: '85 is 2085, 05 is 2005' },
};

function onlyThisWay(dates: number, firstLine: number, locale: string): { readonly detail?: string } {
  if (dates === 0) return {};
  const number = count(dates, 'date exists', 'dates exist', locale);
  return { detail: `${number} only in this order, the first on line ${firstLine.toLocaleString(locale)}` };
}

/** Titles of the commands, and the buttons under their results. */
export const toolWords = {
  create: 'New Import CSV',
  validate: 'Validate Import CSV',
  fix: 'Fix Import CSV',
  reading: 'Reading what the user pool can import',
  fixAll: 'Fix All',
  showProblems: 'Show Problems',
  createImportJob: 'Create Import Job…',
  rehearsal: 'Rehearse in Sandbox…',
};

export const newCsvWords = {
  title: (poolName: string) => `New Import CSV for ${poolName}`,
  content: 'Select the order of the columns, or users to begin with',
  ownOrder: { label: "The pool's own order", description: 'as in the AWS console' },
  requiredFirst: { label: 'Required columns first', description: 'the rest is optional' },
  samples: { label: 'With sample users…', description: 'invented people, valid for this user pool' },
  count: (mostInEditor: number, locale: string) =>
    `How many sample users? More than ${mostInEditor.toLocaleString(locale)} are written to a file.`,
  notACount: (most: number, locale: string) =>
    `Enter a whole number from 1 to ${most.toLocaleString(locale)}; one file can have no more.`,
  hashes: 'Which password hashes should the users have? They are hashes of no known password.',
  noHashes: { label: 'No password hashes', description: 'users set a new password when they first sign in' },
  save: 'Save Sample Users',
  saveButton: 'Save',
  writing: (name: string) => `Writing ${name}`,
  notOnDisk: 'Sample users can only be written to a folder on disk.',
  written: (users: number, name: string, locale: string) =>
    `${count(users, 'sample user', 'sample users', locale)} written to ${name}.`,
};

export const convertWords = {
  title: 'Convert to Cognito CSV',
  header: 'Select the line with the names of the columns. The lines before it are left out.',
  line: (line: number, locale: string) => `Line ${line.toLocaleString(locale)}`,
  proposed: 'proposed',
  empty: (name: string) => `There are no users in ${name}.`,
  format: (name: string) => `What is ${name}? Its content fits several.`,
  /** The message about a file that has to be converted first. */
  first: (name: string) =>
    `${name} is not UTF-8, so it cannot be fixed as it is. Convert it first: the new file is UTF-8.`,
  convert: 'Convert…',
};

export const hashWords = {
  title: 'Check a Hash with a Password',
  where: 'Select where the hash is',
  inFile: { label: 'In a File…', description: 'an import CSV, or an export of another system' },
  paste: { label: 'Paste a Hash…', description: 'in the form of any system whose hashes can be converted' },
  pastePrompt: 'The hash of a user whose password you know. It is neither stored nor logged.',
  user: (name: string) =>
    `The username, email address, phone number, id or line in ${name} of a user whose password you know.`,
  searching: 'Looking for the user',
  noUser: 'The file has no such user.',
  noHashes: 'The file has no password hashes.',
  onLine: (line: number, name: string, locale: string) => `line ${line.toLocaleString(locale)} of ${name}`,
  ofUser: (place: number, name: string, locale: string) => `user ${place.toLocaleString(locale)} of ${name}`,
  pasted: 'the pasted hash',
  none: (place: string) => `There is no hash (${place}): this user has to reset the password.`,
  refused: (place: string, reason: string) => `This hash cannot be imported (${place}). ${reason}`,
  password: (place: string) =>
    `The password of the user whose hash is checked (${place}). It is neither stored nor logged.`,
  checking: (costs: string) => `Checking the password (${costs})`,
  fits: (place: string, costs: string) => `The password fits: ${costs} (${place}).`,
  fitsNot: (place: string, costs: string) =>
    `The password does not fit: ${costs} (${place}). If it is the right one, this user could not sign in after the import.`,
  converted: 'For the upload the hash is written in another form, and this form was checked.',
  mustConvert: 'But Cognito does not take the hash in the form that the CSV has.',
  another: 'Check Another…',
  again: 'Try Again…',
  convert: 'Convert…',
  copy: 'Copy Converted Hash',
};

export const dataWords = {
  tracked: (names: readonly string[]) =>
    `${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} personal data and lie${names.length === 1 ? 's' : ''} in a folder that git tracks.`,
  ignore: 'Add to .gitignore',
  title: 'Delete Local Copies',
  select: 'Select the files to delete',
  written: 'written for you',
  part: 'needed to resume an import that is not finished',
  history: 'Import History',
  historyOf: (jobs: string) => `${jobs} of this machine`,
  historyDetail: 'names of files, user pools and jobs, counters and reasons; no values of rows',
  listed: 'listed by an export of users that is not finished',
  rows: 'needed to go on with what is done to these users one by one',
  noCopies: 'There are no files that this extension has written.',
  question: (files: string) => `Delete ${files}?`,
  forGood:
    'They are deleted for good and not moved to the trash. Imports and other work that is not finished cannot be resumed without them.',
  delete: 'Delete',
  deleted: (files: string) => `${files} deleted.`,
};

/** What the user has to know about a conversion. */
export interface ConversionReport {
  readonly name: string;
  readonly encoding: string;
  /** The names of columns that are left out. */
  readonly leftOut: readonly string[];
  readonly converted: Pick<ConvertedRows, 'rows' | 'lineBreaks' | 'end'>;
}

export function conversionMessage(report: ConversionReport, locale: string): string {
  const { name, encoding, leftOut, converted } = report;
  const { emptyRows, emptyColumns, columns } = converted.end;
  const nameless = columns.flatMap(({ path }) => /^column (\d+)$/.exec(path)?.[1] ?? []).map(Number);
  const sentences = [`${count(converted.rows, 'user', 'users', locale)} converted from ${name}.`];
  if (encoding !== 'utf-8') sentences.push(`It was read as ${encoding}.`);
  const empty = [
    ...(emptyRows > 0 ? [count(emptyRows, 'empty row', 'empty rows', locale)] : []),
    ...(emptyColumns > 0 ? [count(emptyColumns, 'empty column', 'empty columns', locale)] : []),
  ];
  if (empty.length > 0) sentences.push(`Skipped: ${empty.join(' and ')}.`);
  const out = [
    ...leftOut.map((column) => `“${column}”`),
    ...nameless.map((column) => `column ${column.toLocaleString(locale)}, which has no name`),
  ];
  if (out.length > 0) sentences.push(`Left out: ${out.join(', ')}.`);
  if (converted.lineBreaks > 0) {
    const values = count(converted.lineBreaks, 'value', 'values', locale);
    sentences.push(`Line breaks in ${values} have become spaces.`);
  }
  return sentences.join(' ');
}
