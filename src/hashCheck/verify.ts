// Checks whether a password fits a hash in one of the formats that Cognito imports.
import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { argon2idAsync } from '@noble/hashes/argon2.js';
import bcrypt from 'bcryptjs';
import type { HashAlgorithm } from '../csv/schema.ts';
import { hashCosts } from '../csv/values/hashShapes.ts';

/**
 * The password is encoded as UTF-8, as in every system that makes these hashes; bcrypt uses only its first 72 bytes. A bcrypt or
 * Argon2id check keeps the thread busy, with breaks, until it ends.
 * @throws Error if the hash does not have the algorithm's format; the message contains no part of the password or the hash.
 */
export type VerifyHash = (password: string, hash: string, algorithm: HashAlgorithm) => Promise<boolean>;

export const verifyHash: VerifyHash = async (password, hash, algorithm) => {
  const costs = hashCosts(hash, algorithm)?.map(({ value }) => value);
  if (costs === undefined) throw new Error(`This is not a hash of ${algorithm}.`);
  const parts = hash.split('$');
  return (parts.at(-1) ?? '').length < fewestKeyCharacters
    ? false
    : verifiers[algorithm](password, parts, costs);
};

type Verify = (
  password: string,
  parts: readonly string[],
  costs: readonly number[],
) => boolean | Promise<boolean>;

/** A key of 31 characters follows the salt. */
const bcryptSaltCharacters = 22;

const verifiers: Readonly<Record<HashAlgorithm, Verify>> = {
  // The version letter marks bugs of old implementations; hashes written today with a, b or y are computed alike.
  BCRYPT: async (password, [, , cost = '', rest = '']) => {
    const hash = await bcrypt.hash(password, `$2b$${cost}$${rest.slice(0, bcryptSaltCharacters)}`);
    return timingSafeEqual(Buffer.from(hash.slice(-31)), Buffer.from(rest.slice(bcryptSaltCharacters)));
  },
  PBKDF2_SHA256: async (password, [, , , salt = '', key = ''], [iterations = 0]) => {
    const expected = fromBase64(key);
    const bytes = await promisify(pbkdf2)(password, fromBase64(salt), iterations, expected.length, 'sha256');
    return timingSafeEqual(bytes, expected);
  },
  SCRYPT: async (password, [, , , salt = '', key = ''], [n = 0, r = 0, p = 0]) => {
    const expected = Buffer.from(key, 'hex');
    const bytes = await runScrypt(password, Buffer.from(salt, 'hex'), expected.length, { n, r, p });
    return timingSafeEqual(bytes, expected);
  },
  ARGON2ID: async (password, [, , version = '', , salt = '', key = ''], [m = 0, t = 0, p = 0]) => {
    const expected = fromBase64(key);
    const options = { m, t, p, version: Number(version.slice(2)), dkLen: expected.length };
    return timingSafeEqual(await argon2idAsync(password, fromBase64(salt), options), expected);
  },
};

/** A shorter key would fit many passwords; no real key is that short. */
const fewestKeyCharacters = 8;

/** Accepts the standard alphabet and passlib's, padded or not. */
function fromBase64(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64');
}

/** Node gives scrypt 32 MiB unless told otherwise, and it needs a little more than 128 × N × r bytes. */
function runScrypt(
  password: string,
  salt: Uint8Array,
  keyBytes: number,
  { n, r, p }: { readonly n: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 128 * n * r + 256 * r * p + (1 << 20) };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
