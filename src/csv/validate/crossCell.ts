// The rules of a row that take more than one cell or the whole pool: verified contacts and MFA.
import type { Report } from './header.ts';
import type { Contact, ImportSchema } from '../schema.ts';

/** A cell that is remembered until its row is complete. */
export interface Seen {
  start: number;
  end: number;
  empty: boolean;
  /** The boolean's value; undefined if it is empty or wrong. */
  flag: boolean | undefined;
  /** Whether the file has the column. */
  readonly present: boolean;
}

export type RememberedCells = Readonly<
  Record<'email' | 'email_verified' | 'phone_number' | 'phone_number_verified' | 'cognito:mfa_enabled', Seen>
>;

/** "At least one of the auto-verified attributes must be true for each user", and what is verified must be there. */
export function checkVerified(seen: RememberedCells, schema: ImportSchema, tell: Report): void {
  const { email, email_verified, phone_number, phone_number_verified } = seen;
  if (email_verified.flag === true && email.empty) {
    tell('verified-email-missing', email.start, email.end);
  }
  if (phone_number_verified.flag === true && phone_number.empty) {
    tell('verified-phone-missing', phone_number.start, phone_number.end);
  }
  const flagOf = (contact: Contact) => (contact === 'email' ? email_verified : phone_number_verified);
  const contacts = schema.autoVerified;
  if (contacts.length === 0 || contacts.some((contact) => flagOf(contact).flag === true)) return;
  // An unreadable value was reported at its cell, and may mean true.
  if (contacts.some((contact) => !flagOf(contact).empty && flagOf(contact).flag === undefined)) return;
  const where = contacts.map(flagOf).find(({ present }) => present);
  // A missing column was reported once, with the header.
  if (where === undefined) return;
  const names = contacts.map((contact) => `${contact}_verified`).join(' or ');
  tell('no-verified-attribute', where.start, where.end, `${names} must be true for this user.`);
}

/** "This field must correspond to the MFA requirements of your user pool"; empty is always right. */
export function checkMfa(seen: RememberedCells, { mfa }: ImportSchema, tell: Report): void {
  const cell = seen['cognito:mfa_enabled'];
  if (!cell.present) return;
  if (cell.empty) {
    tell('mfa-blank', cell.start, cell.end);
  } else if (cell.flag !== undefined && mfa !== 'OPTIONAL' && cell.flag !== (mfa === 'ON')) {
    const message = `The user pool's MFA is ${mfa}: this must be ${String(!cell.flag)} or empty.`;
    tell('mfa-mismatch', cell.start, cell.end, message);
  }
}
