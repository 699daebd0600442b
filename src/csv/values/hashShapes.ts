// The password hashes that the service takes: their formats and the highest cost of each.
import type { HashAlgorithm } from '../schema.ts';

interface HashShape {
  readonly shape: RegExp;
  /** One per group of `shape`: the parameter's name and its upper limit at the service. */
  readonly parameters: readonly (readonly [name: string, most: number])[];
}

/** The N of scrypt can be no other number (RFC 7914); Ruby's scrypt writes the same form with its costs in hexadecimal. */
const powersOfTwo = Array.from({ length: 30 }, (_, exponent) => 2 ** (exponent + 1)).join('|');

/**
 * Formats and limits of the Developer Guide, Importing users from a CSV file. It does not mention the alphabet and padding of the base64
 * parts of PBKDF2, of the lengths of salts and keys, and of the least cost: all are taken here.
 */
export const hashShapes: Readonly<Record<HashAlgorithm, HashShape>> = {
  BCRYPT: { shape: /^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}$/, parameters: [['cost', 12]] },
  SCRYPT: {
    shape: new RegExp(`^(${powersOfTwo})\\$(\\d+)\\$(\\d+)\\$(?:[0-9a-f]{2})+\\$(?:[0-9a-f]{2})+$`, 'i'),
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

/** A parameter of a hash, as written in the hash. */
export interface HashCost {
  readonly name: string;
  readonly value: number;
  /** The most the service takes. */
  readonly most: number;
}

/** The parameters of a hash, in the order of its text; undefined if it does not have the algorithm's format. */
export function hashCosts(value: string, algorithm: HashAlgorithm): readonly HashCost[] | undefined {
  const { shape, parameters } = hashShapes[algorithm];
  const found = shape.exec(value);
  return found === null
    ? undefined
    : parameters.map(([name, most], index) => ({ name, value: Number(found[index + 1]), most }));
}
