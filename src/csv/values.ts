// What a single value of a row must look like. Functions take un-escaped, trimmed, non-empty values.
import { isDate, isWrittenDate, twoDigits } from './dateForms.ts';
import type { RuleId } from './rules.ts';
import type { HashAlgorithm } from './schema.ts';

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

/** Something, an at sign, something. What else the service refuses is not documented. */
export function checkEmail(value: string): RuleId | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : 'email-format';
}

/** The service model's pattern for a username: letters, marks, numbers, punctuation and symbols of any script. */
export function hasUsernameCharacters(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value) || /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(value);
}

interface HashShape {
  readonly shape: RegExp;
  /** One for each group of `shape`: the parameter's name and the most the service takes of it. */
  readonly parameters: readonly (readonly [name: string, most: number])[];
}

/** Formats and limits of the Developer Guide, Importing users from a CSV file. */
const hashShapes: Readonly<Record<HashAlgorithm, HashShape>> = {
  BCRYPT: { shape: /^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}$/, parameters: [['cost', 12]] },
  SCRYPT: {
    shape: /^(\d+)\$(\d+)\$(\d+)\$(?:[0-9a-f]{2})+\$(?:[0-9a-f]{2})+$/i,
    parameters: [
      ['N', 65_536],
      ['r', 8],
      ['p', 1],
    ],
  },
  ARGON2ID: {
    shape: /^\$argon2id\$v=\d+\$m=(\d+),t=(\d+),p=(\d+)\$[A-Za-z0-9+/]+=*\$[A-Za-z0-9+/]+=*$/,
    parameters: [
      ['m', 19_456],
      ['t', 2],
      ['p', 1],
    ],
  },
  PBKDF2_SHA256: {
    shape: /^\$pbkdf2-sha256\$(\d+)\$[A-Za-z0-9./+]+=*\$[A-Za-z0-9./+]+=*$/,
    parameters: [['iterations', 600_000]],
  },
};

/** Undefined for a good hash; otherwise the rule it breaks and, for a limit, which one. */
export function checkHash(
  value: string,
  algorithm: HashAlgorithm,
): { readonly rule: RuleId; readonly message?: string } | undefined {
  const { shape, parameters } = hashShapes[algorithm];
  const found = shape.exec(value);
  if (found === null) {
    const actual = detectHashAlgorithm(value);
    return actual === undefined
      ? { rule: 'hash-format' }
      : { rule: 'hash-format', message: `This is a hash of ${actual}, but the job names ${algorithm}.` };
  }
  const over = parameters.find(([, most], index) => Number(found[index + 1]) > most);
  if (over === undefined) return undefined;
  const [name, most] = over;
  return {
    rule: 'hash-limit',
    message: `The service takes ${algorithm} hashes with ${name} up to ${most} only.`,
  };
}

/** The algorithm whose hashes look like this. */
export function detectHashAlgorithm(value: string): HashAlgorithm | undefined {
  const [algorithm] = Object.entries(hashShapes).find(([, { shape }]) => shape.test(value)) ?? [];
  return algorithm as HashAlgorithm | undefined;
}
