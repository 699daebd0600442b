// Rewrites a value that breaks a rule into what was most likely meant.
import type { RuleId } from './rules.ts';
import { checkBirthdate, checkEmail, checkPhoneNumber, checkUpdatedAt, isDate } from './values.ts';

interface FixedValue {
  readonly value: string;
  /** Nothing else can have been meant, so it may be done without a look. */
  readonly safe: boolean;
}

/** Undefined where nothing can be guessed. The value is un-escaped and trimmed, and so is what comes back. */
export function fixValue(rule: RuleId, value: string): FixedValue | undefined {
  switch (rule) {
    case 'boolean-value':
      return fixBoolean(value);
    case 'birthdate-format':
    case 'birthdate-impossible':
      return fixBirthdate(value);
    case 'updated-at-milliseconds':
      return { value: value.slice(0, -3), safe: true };
    case 'updated-at-format':
      return fixUpdatedAt(value);
    case 'phone-format':
      return fixPhoneNumber(value);
    case 'email-format':
      return fixEmail(value);
    case 'username-characters':
      return fixUsername(value);
    case 'mfa-mismatch':
      // "A blank value sets imported users' MFA-enabled status to the state required by the user pool."
      return { value: '', safe: true };
    default:
      return undefined;
  }
}

const yes = new Set(['yes', 'y', '1', 't', 'on', 'x', 'verified', 'enabled']);
const no = new Set(['no', 'n', '0', 'f', 'off', '-', 'unverified', 'disabled', 'null']);

function fixBoolean(value: string): FixedValue | undefined {
  const word = value.toLowerCase();
  if (yes.has(word)) return { value: 'true', safe: true };
  return no.has(word) ? { value: 'false', safe: true } : undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function fixBirthdate(value: string): FixedValue | undefined {
  const date = readIsoDate(value) ?? readNamedMonth(value) ?? readNumericDate(value);
  if (date === undefined || !isDate(date.year, date.month, date.day)) return undefined;
  const text = [pad(date.month, 2), pad(date.day, 2), pad(date.year, 4)].join('/');
  return checkBirthdate(text) === undefined ? { value: text, safe: date.safe } : undefined;
}

interface ReadDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly safe: boolean;
}

/** `1985-02-01`, `1985/2/1`, `19850201`, with or without a time. */
function readIsoDate(value: string): ReadDate | undefined {
  const found =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(value) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(value);
  if (found === null) return undefined;
  return { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]), safe: true };
}

/** `Feb 1, 1985`, `1 February 1985`, `01-Feb-1985`. */
function readNamedMonth(value: string): ReadDate | undefined {
  const dayFirst = /^(\d{1,2})[ .-]+([a-z]{3})[a-z]*[ .,-]+(\d{4})$/i.exec(value);
  const monthFirst = /^([a-z]{3})[a-z]*[ .-]+(\d{1,2})[ .,-]+(\d{4})$/i.exec(value);
  const [day, name, year] = dayFirst?.slice(1) ?? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  if (day === undefined || name === undefined) return undefined;
  return { year: Number(year), month: months.indexOf(name.toLowerCase()) + 1, day: Number(day), safe: true };
}

/** `2/1/1985` is the service's own order with digits missing; with dots the day comes first; `25/12/1985` can only be that. */
function readNumericDate(value: string): ReadDate | undefined {
  const found = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(value);
  if (found === null) return undefined;
  const [first, second, year] = [Number(found[1]), Number(found[3]), Number(found[4])];
  const separator = found[2];
  const dayFirst = separator === '.' || (first > 12 && second <= 12);
  const safe = separator !== '-' || first === second || first > 12 || second > 12;
  return dayFirst ? { year, month: second, day: first, safe } : { year, month: first, day: second, safe };
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function fixUpdatedAt(value: string): FixedValue | undefined {
  const whole = /^(\d{9,11})[.,]\d*$/.exec(value)?.[1];
  if (whole !== undefined) return { value: whole, safe: true };
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/.test(value)) return undefined;
  // A time without a zone is read as UTC, as JavaScript reads a date alone; another zone may have been meant.
  const zoned = value.length === 10 || /(Z|[+-]\d\d:?\d\d)$/.test(value);
  const seconds = Math.floor(Date.parse(zoned ? value : `${value.replace(' ', 'T')}Z`) / 1000);
  const text = String(seconds);
  return checkUpdatedAt(text) === undefined ? { value: text, safe: zoned } : undefined;
}

/** Strips what people write between digits; `00` is the international prefix, `(0)` is not dialled from abroad. */
function fixPhoneNumber(value: string): FixedValue | undefined {
  const digits = value
    .replace(/^tel:/i, '')
    .replaceAll('(0)', '')
    .replaceAll(/[\s\u00a0().\-/]/g, '')
    .replace(/^'?(\+|00)(?=[1-9])/, '+');
  if (checkPhoneNumber(digits) === undefined) return { value: digits, safe: true };
  // A spreadsheet drops the plus sign; whether the digits begin with a country code nobody can see.
  return /^[1-9]\d{9,14}$/.test(digits) ? { value: `+${digits}`, safe: false } : undefined;
}

function fixEmail(value: string): FixedValue | undefined {
  const address = /<([^<>]*)>$/.exec(value)?.[1] ?? value;
  if (checkEmail(address) === undefined) return { value: address, safe: true };
  const joined = address.replaceAll(/\s/g, '').replaceAll(/\(at\)|\[at\]/gi, '@');
  return checkEmail(joined) === undefined ? { value: joined, safe: false } : undefined;
}

function fixUsername(value: string): FixedValue | undefined {
  const joined = value.replaceAll(/[^\p{L}\p{M}\p{S}\p{N}\p{P}]+/gu, '_');
  return joined === '' ? undefined : { value: joined, safe: false };
}
