// Recognizes password hashes that the service accepts, and says what other values are.
import type { RuleId } from '../validate/rules.ts';
import { hashAlgorithms, type HashAlgorithm } from '../schema.ts';
import { hashShapes } from './hashShapes.ts';

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

export interface HashCost {
  readonly name: string;
  /** Undefined if no hash has been examined. */
  readonly value?: number;
  /** The most that the service takes. */
  readonly most: number;
}

/** The algorithm of a hash and what it costs; undefined if the service does not accept the hash. */
export function readHash(
  value: string,
): { readonly algorithm: HashAlgorithm; readonly costs: readonly HashCost[] } | undefined {
  const algorithm = detectHashAlgorithm(value);
  if (algorithm === undefined) return undefined;
  const { shape, parameters } = hashShapes[algorithm];
  const found = shape.exec(decodeHash(value) ?? value);
  const costs = parameters.map(([name, most], index) => ({ name, most, value: Number(found?.[index + 1]) }));
  return { algorithm, costs };
}

/** The service's upper limits for an algorithm's hashes. */
export function hashLimits(algorithm: HashAlgorithm): readonly HashCost[] {
  return hashShapes[algorithm].parameters.map(([name, most]) => ({ name, most }));
}

/** The algorithm whose hashes look like this, including hashes that are encoded once more. */
export function detectHashAlgorithm(value: string): HashAlgorithm | undefined {
  const hash = decodeHash(value) ?? value;
  return hashAlgorithms.find((algorithm) => hashShapes[algorithm].shape.test(hash));
}

/** The hash that is in hexadecimal or Base64 once more, as databases export binary columns; undefined if none is in it. */
export function decodeHash(value: string): string | undefined {
  const text = unwrap(value);
  return text !== undefined && hashAlgorithms.some((algorithm) => hashShapes[algorithm].shape.test(text))
    ? text
    : undefined;
}

/** No hash is longer, in hexadecimal either. */
const mostCharacters = 1000;

/** Decodes a hexadecimal or Base64 value to one character per byte. Undefined if it is neither. */
export function unwrap(value: string): string | undefined {
  if (value.length > mostCharacters) return undefined;
  const hex = /^(?:0x|\\x)?((?:[0-9a-f]{2})+)$/i.exec(value)?.[1];
  return hex === undefined ? decodeBase64(value) : hexToText(hex);
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
  if (!/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(value)) return undefined;
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

/** The digest that a value can be by its length alone, for example MD5; undefined if it is not that many hexadecimal digits. */
export function plainDigest(value: string): string | undefined {
  return /^[0-9a-f]+$/i.test(value) ? digests[value.length] : undefined;
}

/** Describes a value that is not a hash of the algorithm, if it can be recognized. */
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
  const digest = plainDigest(value);
  return digest === undefined
    ? {}
    : { message: `This looks like a plain ${digest} digest, which the service does not take.` };
}
