// Password hashes: the formats that the service takes, and what other values are.
import type { RuleId } from '../validate/rules.ts';
import { hashAlgorithms, type HashAlgorithm } from '../schema.ts';

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
  if (found === null)
    return {
      rule: isEncoded(value, algorithm) ? 'hash-encoded' : 'hash-format',
      ...describe(value, algorithm),
    };
  const exceeded = parameters.find(([, most], index) => Number(found[index + 1]) > most);
  if (exceeded === undefined) return undefined;
  const [name, most] = exceeded;
  return {
    rule: 'hash-limit',
    message: `The service takes ${algorithm} hashes with ${name} up to ${most} only.`,
  };
}

/** The algorithm whose hashes look like this, also where the hash is encoded once more. */
export function detectHashAlgorithm(value: string): HashAlgorithm | undefined {
  const hash = decodeHash(value) ?? value;
  return hashAlgorithms.find((algorithm) => hashShapes[algorithm].shape.test(hash));
}

/** The hash that is in hexadecimal or Base64 once more, as databases export binary columns; undefined where none is in it. */
export function decodeHash(value: string): string | undefined {
  const hex = /^(?:0x|\\x)?((?:[0-9a-f]{2})+)$/i.exec(value)?.[1];
  const text = hex === undefined ? decodeBase64(value) : hexToText(hex);
  return text !== undefined && hashAlgorithms.some((algorithm) => hashShapes[algorithm].shape.test(text))
    ? text
    : undefined;
}

function isEncoded(value: string, algorithm: HashAlgorithm): boolean {
  const hash = decodeHash(value);
  return hash !== undefined && hashShapes[algorithm].shape.test(hash);
}

function hexToText(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)));
}

function decodeBase64(value: string): string | undefined {
  if (value.length > 1000 || !/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(value)) return undefined;
  try {
    return atob(value.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    // Of a length that no Base64 text has.
    return undefined;
  }
}

/** Digests by their number of hexadecimal digits. */
const digests: Readonly<Record<number, string>> = {
  32: 'MD5',
  40: 'SHA-1',
  64: 'SHA-256',
  96: 'SHA-384',
  128: 'SHA-512',
};

/** What a value is that is no hash of the algorithm, where that can be seen. */
function describe(value: string, algorithm: HashAlgorithm): { readonly message?: string } {
  const actual = detectHashAlgorithm(value);
  const encoded = decodeHash(value) === undefined ? '' : 'an encoded ';
  if (actual === algorithm)
    return { message: `This is ${encoded}hash of ${actual}, in hexadecimal or Base64.` };
  if (actual !== undefined)
    return {
      message: `This is ${encoded === '' ? 'a ' : encoded}hash of ${actual}, but the job names ${algorithm}.`,
    };
  if (/^[0-9a-f]+:[0-9a-f]+$/i.test(value))
    return { message: 'This looks like a salt and a key (salt:key), which the service does not take.' };
  const digest = /^[0-9a-f]+$/i.test(value) ? digests[value.length] : undefined;
  return digest === undefined
    ? {}
    : { message: `This looks like a plain ${digest} digest, which the service does not take.` };
}
