// Rewrites a value that breaks a rule into what was most likely meant.
import { readBooleanWord } from '../values/booleanWords.ts';
import { decodeHash } from '../values/hashes.ts';
import type { RuleId } from '../validate/rules.ts';
import { checkEmail, checkPhoneNumber, checkUpdatedAt } from '../values/values.ts';

interface FixedValue {
  readonly value: string;
  /** Nothing else can have been meant, so it may be done without a look. */
  readonly safe: boolean;
}

/** Undefined if nothing can be guessed. The value is un-escaped and trimmed, and so is what comes back. */
export function fixValue(rule: RuleId, value: string): FixedValue | undefined {
  switch (rule) {
    case 'boolean-value':
      return fixBoolean(value);
    case 'updated-at-milliseconds':
      return { value: value.slice(0, -3), safe: true };
    case 'updated-at-format':
      return fixUpdatedAt(value);
    case 'phone-format':
      return fixPhoneNumber(value);
    case 'hash-encoded': {
      const hash = decodeHash(value);
      return hash === undefined ? undefined : { value: hash, safe: true };
    }
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

function fixBoolean(value: string): FixedValue | undefined {
  const meant = readBooleanWord(value);
  return meant === undefined ? undefined : { value: String(meant), safe: true };
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
