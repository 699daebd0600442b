// What a single value of a row must look like. Functions take un-escaped, trimmed, non-empty values.
import { isDate, isWrittenDate, twoDigits } from './dateForms.ts';
import type { RuleId } from '../validate/rules.ts';

/** true and false in any case; the documentation's own samples have TRUE and FALSE. Others are undefined. */
export function readBoolean(value: string): boolean | undefined {
  if (value.length !== 4 && value.length !== 5) return undefined;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** `mm/dd/yyyy`, a date of the Gregorian calendar. */
export function checkBirthdate(value: string): RuleId | undefined {
  if (!isWrittenDate(value)) return 'birthdate-format';
  const [month, day, year] = [
    twoDigits(value, 0),
    twoDigits(value, 3),
    twoDigits(value, 6) * 100 + twoDigits(value, 8),
  ];
  return isDate(year, month, day) ? undefined : 'birthdate-impossible';
}

/** Seconds since 1970. Twelve to fourteen digits are milliseconds of a year between 1973 and 5138. */
export function checkUpdatedAt(value: string): RuleId | undefined {
  if (/^\d{1,11}$/.test(value)) return undefined;
  return /^\d{12,14}$/.test(value) ? 'updated-at-milliseconds' : 'updated-at-format';
}

/** E.164: a plus sign, then at most fifteen digits that begin with the country code. */
export function checkPhoneNumber(value: string): RuleId | undefined {
  if (/^\+[1-9]\d{1,14}$/.test(value)) return undefined;
  return /^\+?\d([.,]\d+)?E\+?\d+$/i.test(value) ? 'phone-digits-lost' : 'phone-format';
}

/** Something, an at sign, something. The service's further checks are not documented. */
export function checkEmail(value: string): RuleId | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : 'email-format';
}

/** The service model's pattern for a username: letters, marks, numbers, punctuation and symbols of any script. */
export function hasUsernameCharacters(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value) || /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(value);
}
