// Finds the password hash of one user in an import CSV.
import { splitRecord } from './dialect.ts';

export interface FoundHash {
  /** The header being 1. */
  readonly line: number;
  /** Trimmed; empty if the user has none. */
  readonly text: string;
}

/** "noColumn": the file has no `password_hash`; "noUser": no user has that name, and no such line exists. */
export type HashSearch = FoundHash | 'noColumn' | 'noUser';

const nameColumns = ['cognito:username', 'email', 'phone_number'];

/**
 * @param lines the file's, from the first.
 * @param user the number of the line; or the username, address or phone number in any case, or else the line in digits.
 */
export function findHash(lines: Iterable<string>, user: number | string): HashSearch {
  const wanted = String(user).trim().toLowerCase();
  const isNamed = typeof user === 'string' && wanted !== '';
  let names: readonly number[] = [];
  let hashAt = -1;
  let line = 0;
  let numbered: FoundHash | undefined;
  for (const text of lines) {
    line++;
    if (line > 1 && String(line) !== wanted && !text.toLowerCase().includes(wanted)) continue;
    const cells = splitRecord(text).map(({ value }) => value.trim());
    if (line === 1) {
      const header = cells.map((cell) => cell.replace(/^\ufeff/, ''));
      hashAt = header.indexOf('password_hash');
      if (hashAt === -1) return 'noColumn';
      names = nameColumns.map((name) => header.indexOf(name)).filter((index) => index !== -1);
      continue;
    }
    const found = { line, text: cells[hashAt] ?? '' };
    if (isNamed && names.some((index) => cells[index]?.toLowerCase() === wanted)) return found;
    if (String(line) === wanted && text.trim() !== '') numbered = found;
  }
  return numbered ?? (line === 0 ? 'noColumn' : 'noUser');
}
