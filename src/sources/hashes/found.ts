// What a hash of another system was recognized as, and how it is written for Cognito.
import type { HashAlgorithm } from '../../csv/schema.ts';
import { toBase64, toHex, type Octets } from './octets.ts';
import type { HashRefusal } from './refusals.ts';

/** A hash in Cognito's form, before its limits are checked; or the reason why there is none. */
export type Found =
  | { readonly algorithm: HashAlgorithm; readonly hash: string }
  | { readonly refused: HashRefusal; readonly detail?: string };

export function refuse(refused: HashRefusal, detail?: string): Found {
  return { refused, ...(detail === undefined ? {} : { detail }) };
}

/**
 * Which base64 the service expects in its PBKDF2 format is not documented. The format's name and shape are passlib's, and so is this
 * alphabet: "." in the place of "+", without padding.
 */
function pbkdf2Base64(octets: Octets): string {
  return unpadded(toBase64(octets).replaceAll('+', '.'));
}

function unpadded(base64: string): string {
  return base64.replace(/=+$/, '');
}

/**
 * Bytes of a PBKDF2 key that are written. Whether the service takes longer ones (Keycloak's have 64) is not documented. PBKDF2 makes a
 * key block by block, so the first 32 bytes of a longer key are the key of 32 bytes, which is what SHA-256 itself gives.
 */
const pbkdf2KeyBytes = 32;

/** A key of fewer bytes is one that was cut off, or none. */
const fewestKeyBytes = 16;

const isCount = (number: number): boolean => Number.isSafeInteger(number) && number > 0;

/** @param salt undefined, like `key`, if it could not be read. */
export function pbkdf2(iterations: number, salt: Octets | undefined, key: Octets | undefined): Found {
  if (salt === undefined || key === undefined || key.length < fewestKeyBytes || !isCount(iterations))
    return refuse('damaged');
  const parts = [iterations, pbkdf2Base64(salt), pbkdf2Base64(key.slice(0, pbkdf2KeyBytes))];
  return { algorithm: 'PBKDF2_SHA256', hash: `$pbkdf2-sha256$${parts.join('$')}` };
}

export interface ScryptCosts {
  /** Not its logarithm. */
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** Keys are written as long as they are: Werkzeug's and Django's have 64 bytes, Spring's 32. What the service expects is not documented. */
export function scrypt({ n, r, p }: ScryptCosts, salt: Octets | undefined, key: Octets | undefined): Found {
  const isSound = isCount(n) && Number.isInteger(Math.log2(n)) && isCount(r) && isCount(p);
  if (salt === undefined || key === undefined || key.length < fewestKeyBytes || !isSound)
    return refuse('damaged');
  return { algorithm: 'SCRYPT', hash: [n, r, p, toHex(salt), toHex(key)].join('$') };
}

export interface Argon2Costs {
  /** KiB. */
  readonly m: number;
  readonly t: number;
  readonly p: number;
  /** 19 is 1.3. */
  readonly v: number;
}

/** The PHC string, whose base64 has the usual alphabet without padding. */
export function argon2id(costs: Argon2Costs, salt: Octets | undefined, key: Octets | undefined): Found {
  const { m, t, p, v } = costs;
  if (salt === undefined || key === undefined || ![m, t, p, v].every(isCount)) return refuse('damaged');
  const parts = [`v=${v}`, `m=${m},t=${t},p=${p}`, unpadded(toBase64(salt)), unpadded(toBase64(key))];
  return { algorithm: 'ARGON2ID', hash: `$argon2id$${parts.join('$')}` };
}

export function bcrypt(hash: string): Found {
  return { algorithm: 'BCRYPT', hash };
}
