// Hashes whose salt, costs or algorithm are in other fields: Keycloak, Firebase, Okta and tables of an application's own.
import type { SourceHash } from '../user.ts';
import { argon2id, bcrypt, pbkdf2, refuse, scrypt, type Found } from './found.ts';
import { fromBase64, fromHex, fromText, type Octets } from './octets.ts';

/** The form in which names of algorithms are compared. */
function plain(name: string | undefined): string {
  return (name ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** By the system's own name for the algorithm: takes precedence over the format of the hash. */
const certainlyNot: Readonly<Record<string, Found>> = {
  meteor: refuse('hashed-before', 'SHA-256, by Meteor'),
  bcryptsha256: refuse('hashed-before', 'SHA-256'),
  bcryptsha256django: refuse('hashed-before', 'SHA-256, by Django'),
  bcryptpeppered: refuse('peppered'),
  peppered: refuse('peppered'),
  firebasescrypt: refuse('firebase-scrypt'),
  scryptfirebase: refuse('firebase-scrypt'),
  scryptmodified: refuse('firebase-scrypt'),
  argon2i: refuse('other-algorithm', 'Argon2i'),
  argon2d: refuse('other-algorithm', 'Argon2d'),
  pbkdf2: refuse('other-algorithm', 'PBKDF2 with SHA-1'),
  pbkdf2sha1: refuse('other-algorithm', 'PBKDF2 with SHA-1'),
  pbkdf2sha512: refuse('other-algorithm', 'PBKDF2 with SHA-512'),
};

/** Undefined if the algorithm's name decides nothing. */
export function refusedByName(hash: SourceHash): Found | undefined {
  if (hash.algorithm === undefined) return undefined;
  const name = plain(hash.algorithm);
  const refused = Object.hasOwn(certainlyNot, name) ? certainlyNot[name] : undefined;
  // "pbkdf2" alone is Keycloak's word for SHA-1, but others mean what the hash itself says.
  return name === 'pbkdf2' && hash.text.includes('$') ? undefined : refused;
}

/**
 * A hash that is made of parts; undefined if the parts are of no use and only the text is left. Salt and key are base64, or as
 * `extra.saltEncoding` and `extra.keyEncoding` say ("base64", "hex", "text").
 */
export function readParts(hash: SourceHash): Found | undefined {
  const { text, salt, iterations, algorithm, extra = {} } = hash;
  if (salt === undefined && algorithm === undefined) return undefined;
  const name = plain(algorithm);
  const number = (key: string): number => Number(extra[key] ?? Number.NaN);
  if (name === 'pbkdf2sha256' && extra['saltEncoding'] === 'base64' && salt === undefined)
    return readSaltedText(text);
  if (salt === undefined) return undefined;
  const octets = decode(salt, extra['saltEncoding']);
  const key = decode(text, extra['keyEncoding'] ?? (/^[0-9a-f]{64,}$/.test(text) ? 'hex' : 'base64'));
  switch (name) {
    case 'pbkdf2sha256':
    case 'pbkdf2hmacsha256':
      return iterations === undefined
        ? refuse('parameters-unknown', 'its number of iterations is missing')
        : pbkdf2(iterations, octets, key);
    case 'scrypt':
    case 'standardscrypt':
      return extra['N'] === undefined
        ? refuse('firebase-scrypt')
        : scrypt({ n: number('N'), r: number('r'), p: number('p') }, octets, key);
    case 'argon2':
    case 'argon2id':
      return readArgon2Parts(hash, octets, key);
    case 'bcrypt':
      return /^[./A-Za-z0-9]{22}$/.test(salt) && /^[./A-Za-z0-9]{31}$/.test(text) && iterations !== undefined
        ? bcrypt(`$2a$${String(iterations).padStart(2, '0')}$${salt}${text}`)
        : undefined;
    default:
      return undefined;
  }
}

/** `pbkdf2_sha256$iterations$salt$key` whose salt is base64, as Clerk has it; Django's looks the same, with a text for a salt. */
function readSaltedText(text: string): Found | undefined {
  const [, iterations, salt, key] = /^\$?pbkdf2[_-]sha256\$(\d+)\$([^$]*)\$([^$]*)$/.exec(text) ?? [];
  return salt === undefined || key === undefined
    ? undefined
    : pbkdf2(Number(iterations), fromBase64(salt), fromBase64(key));
}

/** Keycloak’s credentialData: the iterations, and `type`, `version`, `memory` (KiB) and `parallelism` in additionalParameters. */
function readArgon2Parts(hash: SourceHash, salt: Octets | undefined, key: Octets | undefined): Found {
  const { iterations = 0, extra = {} } = hash;
  const kind = extra['type'] ?? 'id';
  if (kind !== 'id') return refuse('other-algorithm', `Argon2${kind === 'i' || kind === 'd' ? kind : ''}`);
  const v = extra['version'] === '1.0' ? 16 : 19;
  const costs = { m: Number(extra['memory'] ?? 0), t: iterations, p: Number(extra['parallelism'] ?? 0), v };
  return argon2id(costs, salt, key);
}

function decode(text: string, encoding: string | undefined): Octets | undefined {
  if (encoding === 'text') return fromText(text);
  return encoding === 'hex' ? fromHex(text) : fromBase64(text);
}
