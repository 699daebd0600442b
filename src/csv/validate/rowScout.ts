// Finds rows that are certainly valid by themselves from their bytes, without decoding them: most rows of most files. What
// depends on other rows is left to QuickRows, so that blocks of a file can be scouted in any order and by several threads.
import { carriageReturn, newline } from '../read/lineEnd.ts';
import { isDate } from '../values/dateForms.ts';
import { mayStartNothing } from '../values/nothingWords.ts';
import { signInContacts, type ImportSchema } from '../schema.ts';
import { hashAscii } from './duplicates.ts';
import type { Column, Header } from './header.ts';
import * as quick from './quickBytes.ts';
import { findColumns, rowFlags, scouted } from './scoutedRow.ts';
import { limits } from './rules.ts';

const comma = 0x2c;

export interface Scouting {
  readonly header: Header;
  readonly schema: ImportSchema;
}

export class RowScout {
  readonly #columns: readonly Column[];
  readonly #schema: ImportSchema;
  /** Start and end of each cell of the row at hand. */
  readonly #bounds: Int32Array;
  readonly #isText: Uint8Array;
  readonly #mayBeEmpty: Uint8Array;
  readonly #minLength: Int32Array;
  readonly #maxLength: Int32Array;
  /** For each cell: 1 for a boolean that is true. */
  readonly #truths: Uint8Array;
  readonly #at: ReturnType<typeof findColumns>;
  /** The contacts that users can sign in with. */
  readonly #aliases: readonly {
    readonly flag: number;
    readonly hashes: number;
    readonly value: number;
    readonly verified: number;
  }[];

  constructor({ header, schema }: Scouting) {
    this.#columns = header.columns;
    this.#schema = schema;
    this.#bounds = new Int32Array(2 * header.columns.length);
    this.#truths = new Uint8Array(header.columns.length);
    const { columns } = header;
    this.#isText = Uint8Array.from(columns, ({ kind }) => (kind === 'text' ? 1 : 0));
    this.#mayBeEmpty = Uint8Array.from(columns, (column) => (mayBeEmpty(column) ? 1 : 0));
    this.#minLength = Int32Array.from(columns, ({ minLength }) => minLength);
    this.#maxLength = Int32Array.from(columns, ({ maxLength }) => maxLength);
    this.#at = findColumns(header);
    this.#aliases = signInContacts(schema).map((contact) => ({
      flag: rowFlags[contact],
      hashes: scouted[contact],
      value: this.#at[contact],
      verified: this.#at[`${contact}_verified`],
    }));
  }

  /**
   * Scouts the rows of whole lines.
   * @param rows receives `scouted.size` numbers per valid row, as many as fit.
   * @returns how many.
   */
  scoutAll(bytes: Uint8Array, rows: Int32Array): number {
    let count = 0;
    for (let from = 0; from < bytes.length && (count + 1) * scouted.size <= rows.length;) {
      if (this.scout(bytes, from, rows, count * scouted.size)) from = rows[count++ * scouted.size + 1] ?? 0;
      else from = nextLine(bytes, from);
    }
    return count;
  }

  /** Writes the numbers of the row that begins at `start`. @returns whether it is certainly valid by itself. */
  scout(bytes: Uint8Array, start: number, rows: Int32Array, at: number): boolean {
    const next = this.#check(bytes, start);
    if (next === -1 || next - start > limits.rowCharacters || !this.#areContactsGood()) return false;
    const flags = this.#flags(bytes);
    if (flags === -1) return false;
    rows[at + scouted.start] = start;
    rows[at + scouted.next] = next;
    rows[at + scouted.flags] = flags;
    this.#hash(bytes, this.#at.username, rows, at + scouted.username);
    for (const { flag, value, hashes } of this.#aliases)
      if ((flags & flag) !== 0) this.#hash(bytes, value, rows, at + hashes);
    return true;
  }

  /** Finds and checks the cells. @returns where the next line begins; -1 if the row must be read as text. */
  #check(bytes: Uint8Array, start: number): number {
    const { isUsual } = quick;
    const width = this.#columns.length;
    let cell = 0;
    let cellStart = start;
    let isPlain = true;
    for (let at = start; at < bytes.length;) {
      let byte = bytes[at] ?? 0;
      while (isUsual[byte] === 1) byte = bytes[++at] ?? 0;
      if (byte === comma || byte === newline || byte === carriageReturn) {
        if (cell === width || (byte === carriageReturn && bytes[at + 1] !== newline)) return -1;
        if (!this.#isGood(bytes, cell, cellStart, at, isPlain)) return -1;
        cell++;
        isPlain = true;
        at += byte === carriageReturn ? 2 : 1;
        cellStart = at;
        if (byte !== comma) return cell === width ? at : -1;
      } else {
        const length = quick.lengthAt(bytes, at);
        if (length === 0) return -1;
        at += length;
        isPlain = false;
      }
    }
    return -1;
  }

  /** @param isPlain whether the cell is ASCII without an escape. */
  #isGood(bytes: Uint8Array, index: number, start: number, end: number, isPlain: boolean): boolean {
    this.#bounds[2 * index] = start;
    this.#bounds[2 * index + 1] = end;
    this.#truths[index] = 0;
    const length = end - start;
    if (length === 0) return this.#mayBeEmpty[index] === 1;
    const first = bytes[start] ?? 0;
    if (this.#isText[index] === 1) {
      // In UTF-16 the value is never longer than in UTF-8. Trimming takes no other characters.
      const isLong =
        length >= (this.#minLength[index] ?? 0) && (isPlain || (this.#minLength[index] ?? 0) <= 1);
      if (!isLong || length > (this.#maxLength[index] ?? 0)) return false;
      if (first === 0x20 || bytes[end - 1] === 0x20) return false;
      return mayStartNothing[first] === 0 || !quick.isNothing(bytes, start, end);
    }
    const column = this.#columns[index];
    if (column === undefined) return false;
    const { kind } = column;
    if (kind === 'unknown') return true;
    if (!isPlain || first === 0x20 || bytes[end - 1] === 0x20) return false;
    switch (kind) {
      case 'username':
        return this.#isUsernameGood(bytes, start, end);
      case 'email':
        return quick.isEmail(bytes, start, end) && length >= column.minLength && length <= column.maxLength;
      case 'phone':
        return quick.isPhone(bytes, start, end) && length >= column.minLength && length <= column.maxLength;
      case 'boolean':
        return this.#isBoolean(bytes, index, start, end);
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

  #isBoolean(bytes: Uint8Array, index: number, start: number, end: number): boolean {
    const truth = quick.readBoolean(bytes, start, end);
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
    const { username, email, email_verified, phone_number, phone_number_verified } = this.#at;
    const isEmailVerified = this.#isTrue(email_verified);
    const isPhoneVerified = this.#isTrue(phone_number_verified);
    if (username === -1) return false;
    if (isEmailVerified && (email === -1 || this.#isEmpty(email))) return false;
    if (isPhoneVerified && (phone_number === -1 || this.#isEmpty(phone_number))) return false;
    const { autoVerified } = this.#schema;
    return (
      autoVerified.length === 0 ||
      (isEmailVerified && autoVerified.includes('email')) ||
      (isPhoneVerified && autoVerified.includes('phone_number'))
    );
  }

  /** @returns -1 if the row needs a finding. */
  #flags(bytes: Uint8Array): number {
    const { mfa, birthdate } = this.#at;
    let flags = 0;
    for (const { flag, verified } of this.#aliases) if (this.#isTrue(verified)) flags |= flag;
    if (mfa !== -1 && this.#isEmpty(mfa)) flags |= rowFlags.mfaBlank;
    else if (mfa !== -1 && !this.#isMfaGood(mfa)) return -1;
    if (birthdate === -1 || this.#isEmpty(birthdate)) return flags;
    const shown = readOrder(bytes, this.#bounds[2 * birthdate] ?? 0);
    return shown === -1 ? -1 : flags | shown;
  }

  #isMfaGood(index: number): boolean {
    const { mfa } = this.#schema;
    return mfa === 'OPTIONAL' || this.#isTrue(index) === (mfa === 'ON');
  }

  #isEmpty(index: number): boolean {
    return this.#bounds[2 * index] === this.#bounds[2 * index + 1];
  }

  #isTrue(index: number): boolean {
    return index !== -1 && this.#truths[index] === 1;
  }

  #hash(bytes: Uint8Array, index: number, into: Int32Array, at: number): void {
    const start = this.#bounds[2 * index] ?? 0;
    const end = this.#bounds[2 * index + 1] ?? 0;
    hashAscii(bytes, start, end, this.#schema.caseSensitive, into, at);
  }
}

function mayBeEmpty({ kind, required }: Column): boolean {
  return kind === 'unknown' || (!required && kind !== 'username' && kind !== 'hash');
}

/** The evidence of a date in the service's form for the order of day and month; -1 if it is not a date. */
function readOrder(bytes: Uint8Array, start: number): number {
  const month = quick.readDigits(bytes, start, start + 2);
  const day = quick.readDigits(bytes, start + 3, start + 5);
  const year = quick.readDigits(bytes, start + 6, start + 10);
  if (!isDate(year, month, day)) return -1;
  if (!isDate(year, day, month)) return rowFlags.monthFirst;
  return day === month ? 0 : rowFlags.dayOrMonth;
}

function nextLine(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(newline, from);
  return found === -1 ? bytes.length : found + 1;
}
