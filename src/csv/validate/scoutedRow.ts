// What RowScout keeps of a row, and the columns that it looks at beyond their cells.
import type { Header } from './header.ts';

/** What is kept of a row, each a 32-bit number: where it and the next line begin, its flags, and two hashes for each identity. */
export const scouted = {
  start: 0,
  next: 1,
  flags: 2,
  username: 3,
  email: 5,
  phone_number: 7,
  size: 9,
} as const;

/** What must be told of a row, or counts with those of other rows. */
export const rowFlags = { mfaBlank: 1, dayOrMonth: 2, monthFirst: 4, email: 8, phone_number: 16 } as const;

/** -1 for a column that the file does not have. */
export function findColumns({ columns }: Header) {
  const at = (wanted: string) => columns.findIndex(({ kind, name }) => kind !== 'unknown' && name === wanted);
  return {
    username: at('cognito:username'),
    email: at('email'),
    email_verified: at('email_verified'),
    phone_number: at('phone_number'),
    phone_number_verified: at('phone_number_verified'),
    mfa: at('cognito:mfa_enabled'),
    birthdate: at('birthdate'),
  };
}
