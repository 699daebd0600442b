// The file beside an import CSV that keeps what Cognito's CSV cannot carry: groups, disabled users, ids of the source. Never uploaded.

/** The column that names the user, as the import CSV names them in `cognito:username`. */
export const afterKey = 'username';

/** Which columns say what is to be done after an import, where a file is not ours. */
export interface AfterColumns {
  readonly username: string;
  readonly groups?: string;
  /** Between two groups; a JSON array needs none. A semicolon where absent. */
  readonly separator?: string | undefined;
  readonly disabled?: string;
  /** The other way round. */
  readonly enabled?: string;
}

/**
 * What is kept aside, besides a source's own names: `source_id` · `groups`, a JSON array of their names · `disabled`, true or false ·
 * `created_at`, ISO 8601 where the source says so · `metadata`, JSON.
 */
export const afterColumns = ['source_id', 'groups', 'disabled', 'created_at', 'metadata'] as const;

/** What stands for each algorithm in the names of a conversion's CSVs, and for the users whose passwords must be reset. */
export const partSuffixes = {
  BCRYPT: 'bcrypt',
  SCRYPT: 'scrypt',
  ARGON2ID: 'argon2id',
  PBKDF2_SHA256: 'pbkdf2-sha256',
  none: 'no-hash',
} as const;

const suffix = new RegExp(`(?:\\.(?:${Object.values(partSuffixes).join('|')}))?\\.csv$`, 'i');

/** Whether the name is that of a file that is kept aside: `users.after.csv`. */
export function isAfterFile(name: string): boolean {
  return /\.after\.csv$/i.test(name);
}

/** The name of the file kept aside for an import CSV: `users.after.csv` for `users.csv`, and for `users.bcrypt.csv`, one of its parts. */
export function afterFileOf(name: string): string {
  return `${name.replace(suffix, '')}.after.csv`;
}

/** The name of a conversion's CSV for the users of one algorithm: `users.bcrypt.csv` beside `users.csv`. */
export function partFileOf(name: string, algorithm: keyof typeof partSuffixes): string {
  return `${name.replace(/\.csv$/i, '')}.${partSuffixes[algorithm]}.csv`;
}

/** One line of RFC 4180, without its end: unlike in an import CSV, values are quoted and may have line breaks. */
export function writeAfterRecord(values: readonly string[]): string {
  let line = '';
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? '';
    if (index > 0) line += ',';
    // Most of most records.
    if (value === '') continue;
    line += special.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  }
  return line;
}

/** What a value of RFC 4180 is quoted for. */
const special = /[",\r\n]/;
