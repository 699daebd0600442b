// Takes rows that are surely ready by a look at their bytes, without making text of them: most rows of most files. A row that is in any
// way unusual is left to RowChecker.
import { isDate } from '../values/dateForms.ts';
import type { DateEvidence } from '../values/dates.ts';
import type { UsernameTable } from './duplicates.ts';
import type { FindingStore } from './findingStore.ts';
import type { Column, Header } from './header.ts';
import type { Identities } from './identities.ts';
import * as quick from './quickBytes.ts';
import { limits } from './rules.ts';
import type { ImportSchema } from '../schema.ts';

const comma = 0x2c;
const newline = 0x0a;
const carriageReturn = 0x0d;

export class QuickRows {
  readonly #columns: readonly Column[];
  readonly #schema: ImportSchema;
  readonly #usernames: UsernameTable;
  readonly #found: FindingStore;
  readonly #dates: DateEvidence;
  /** Start and end of each cell of the row at hand. */
  readonly #bounds: Int32Array;
  /** For each cell: 1 for ASCII and no escape. */
  readonly #isPlain: Uint8Array;
  /** For each cell: 1 for a boolean that is true. */
  readonly #truths: Uint8Array;
  readonly #at: ReturnType<typeof findColumns>;
  /** The verified flag, the value and the table of each contact that users can sign in with. */
  readonly #aliases: readonly {
    readonly flag: number;
    readonly value: number;
    readonly table: UsernameTable;
  }[];

  /** @param dates where to note what birthdates show about the order of day and month. */
  constructor(
    header: Header,
    schema: ImportSchema,
    identities: Identities,
    found: FindingStore,
    dates: DateEvidence,
  ) {
    this.#columns = header.columns;
    this.#schema = schema;
    this.#usernames = identities.usernames;
    this.#found = found;
    this.#dates = dates;
    this.#bounds = new Int32Array(2 * header.columns.length);
    this.#isPlain = new Uint8Array(header.columns.length);
    this.#truths = new Uint8Array(header.columns.length);
    this.#at = findColumns(header);
    this.#aliases = identities.aliases.map(([contact, table]) => ({
      flag: this.#at[`${contact}_verified`],
      value: this.#at[contact],
      table,
    }));
  }

  /** Takes the line that begins at `start`. @returns where the next line begins; -1, having done nothing, if the row may not be ready. */
  take(bytes: Uint8Array, start: number, line: number): number {
    const next = this.#split(bytes, start);
    if (next === -1 || next - start > limits.rowCharacters) return -1;
    for (let index = 0; index < this.#columns.length; index++) {
      const column = this.#columns[index];
      if (column !== undefined && column.kind !== 'unknown' && !this.#isGood(bytes, column, index)) return -1;
    }
    if (!this.#areContactsGood() || !this.#isNew(bytes)) return -1;
    const mfa = this.#at.mfa;
    const isMfaBlank = mfa !== -1 && this.#isEmpty(mfa);
    if (mfa !== -1 && !isMfaBlank && !this.#isMfaGood(mfa)) return -1;
    if (isMfaBlank && this.#found.keepsNext('mfa-blank')) return -1;
    if (this.#at.birthdate !== -1 && !this.#isEmpty(this.#at.birthdate) && !this.#takeDate(bytes, line))
      return -1;
    if (isMfaBlank) this.#found.count('mfa-blank');
    this.#usernames.enterLast(line);
    for (const { flag, table } of this.#aliases) if (this.#isTrue(flag)) table.enterLast(line);
    return next;
  }

  /** Finds the cells. @returns where the next line begins; -1 for any other number of cells, and for characters to be looked at. */
  #split(bytes: Uint8Array, start: number): number {
    const bounds = this.#bounds;
    const isPlain = this.#isPlain;
    const isUsual = quick.isUsual;
    const width = this.#columns.length;
    let cell = 0;
    let cellStart = start;
    let isCellPlain = 1;
    for (let at = start; at < bytes.length;) {
      const byte = bytes[at] ?? 0;
      if (isUsual[byte] === 1) {
        at++;
      } else if (byte === comma || byte === newline || byte === carriageReturn) {
        if (cell === width || (byte === carriageReturn && bytes[at + 1] !== newline)) return -1;
        bounds[2 * cell] = cellStart;
        bounds[2 * cell + 1] = at;
        isPlain[cell] = isCellPlain;
        cell++;
        isCellPlain = 1;
        at += byte === carriageReturn ? 2 : 1;
        cellStart = at;
        if (byte !== comma) return cell === width ? at : -1;
      } else {
        const length = quick.lengthAt(bytes, at);
        if (length === 0) return -1;
        at += length;
        isCellPlain = 0;
      }
    }
    return -1;
  }

  #isEmpty(index: number): boolean {
    return this.#bounds[2 * index] === this.#bounds[2 * index + 1];
  }

  #isTrue(index: number): boolean {
    return index !== -1 && this.#truths[index] === 1;
  }

  #isGood(bytes: Uint8Array, column: Column, index: number): boolean {
    const start = this.#bounds[2 * index] ?? 0;
    const end = this.#bounds[2 * index + 1] ?? 0;
    const { kind } = column;
    this.#truths[index] = 0;
    if (start === end) return !column.required && kind !== 'username' && kind !== 'hash';
    // Trimming takes no other characters.
    if (bytes[start] === 0x20 || bytes[end - 1] === 0x20) return false;
    const isPlain = this.#isPlain[index] === 1;
    const length = end - start;
    if (kind === 'text') {
      // In UTF-16 the value is never longer than in UTF-8.
      const isLong = column.minLength <= 1 || (isPlain && length >= column.minLength);
      return isLong && length <= column.maxLength && !quick.isNothing(bytes, start, end);
    }
    if (!isPlain) return false;
    switch (kind) {
      case 'username':
        return this.#isUsernameGood(bytes, start, end);
      case 'email':
        return quick.isEmail(bytes, start, end) && length >= column.minLength && length <= column.maxLength;
      case 'phone':
        return quick.isPhone(bytes, start, end) && length >= column.minLength && length <= column.maxLength;
      case 'boolean':
        return this.#isBoolean(bytes, index);
      case 'birthdate':
        return quick.isWrittenDate(bytes, start, end);
      case 'updatedAt':
        return length <= 11 && quick.areDigits(bytes, start, end);
      case 'number': {
        if (length > 15 || !quick.areDigits(bytes, start, end)) return false;
        const number = quick.readDigits(bytes, start, end);
        return number >= column.minValue && number <= column.maxValue;
      }
      default:
        return false;
    }
  }

  #isBoolean(bytes: Uint8Array, index: number): boolean {
    const truth = quick.readBoolean(bytes, this.#bounds[2 * index] ?? 0, this.#bounds[2 * index + 1] ?? 0);
    this.#truths[index] = truth === true ? 1 : 0;
    return truth !== undefined;
  }

  #isUsernameGood(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > limits.usernameCharacters || quick.isNothing(bytes, start, end)) return false;
    if (quick.hasSpace(bytes, start, end)) return false;
    const isEmail = quick.isEmail(bytes, start, end);
    const isPhone = quick.isPhone(bytes, start, end);
    const { usernameAttributes, aliasAttributes } = this.#schema;
    if (usernameAttributes.length > 0)
      return (
        (isEmail && usernameAttributes.includes('email')) ||
        (isPhone && usernameAttributes.includes('phone_number'))
      );
    return !(
      (isEmail && aliasAttributes.includes('email')) ||
      (isPhone && aliasAttributes.includes('phone_number'))
    );
  }

  #areContactsGood(): boolean {
    const { email, email_verified, phone_number, phone_number_verified } = this.#at;
    const isEmailVerified = this.#isTrue(email_verified);
    const isPhoneVerified = this.#isTrue(phone_number_verified);
    if (isEmailVerified && (email === -1 || this.#isEmpty(email))) return false;
    if (isPhoneVerified && (phone_number === -1 || this.#isEmpty(phone_number))) return false;
    const { autoVerified } = this.#schema;
    return (
      autoVerified.length === 0 ||
      (isEmailVerified && autoVerified.includes('email')) ||
      (isPhoneVerified && autoVerified.includes('phone_number'))
    );
  }

  /** Whether no row before has the username or a verified contact. */
  #isNew(bytes: Uint8Array): boolean {
    const bounds = this.#bounds;
    const at = 2 * this.#at.username;
    if (this.#at.username === -1 || this.#usernames.has(bytes, bounds[at] ?? 0, bounds[at + 1] ?? 0))
      return false;
    for (const { flag, value, table } of this.#aliases) {
      if (this.#isTrue(flag) && table.has(bytes, bounds[2 * value] ?? 0, bounds[2 * value + 1] ?? 0))
        return false;
    }
    return true;
  }

  #isMfaGood(index: number): boolean {
    const { mfa } = this.#schema;
    return mfa === 'OPTIONAL' || this.#isTrue(index) === (mfa === 'ON');
  }

  /** Notes what a date in the service's form shows. @returns false, having done nothing, if it must be told. */
  #takeDate(bytes: Uint8Array, line: number): boolean {
    const start = this.#bounds[2 * this.#at.birthdate] ?? 0;
    const month = quick.readDigits(bytes, start, start + 2);
    const day = quick.readDigits(bytes, start + 3, start + 5);
    const year = quick.readDigits(bytes, start + 6, start + 10);
    if (!isDate(year, month, day)) return false;
    if (!isDate(year, day, month)) {
      if (this.#dates.monthFirst++ === 0) this.#dates.monthFirstLine = line;
    } else if (day !== month) {
      if (this.#found.keepsNext('birthdate-order')) return false;
      this.#found.count('birthdate-order');
      this.#dates.either++;
    }
    return true;
  }
}

/** The columns that are looked at beyond their cells; -1 for one that the file does not have. */
function findColumns({ columns }: Header) {
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
