// Hashes as web frameworks write them: Django, Werkzeug, Spring Security, ASP.NET Core Identity.
import { argon2id, bcrypt, pbkdf2, refuse, scrypt, type Found } from './found.ts';
import { fromBase64, fromHex, fromText, readUint32 } from './octets.ts';
import { scheme, type Scheme } from './scheme.ts';

/** Django: the hasher's name, its costs and the salt as a text (django.contrib.auth.hashers). Disabled passwords begin with "!". */
const django: readonly Scheme[] = [
  scheme(/^pbkdf2_sha256\$(\d+)\$([^$]*)\$(.*)$/, (part) =>
    pbkdf2(Number(part(1)), fromText(part(2)), fromBase64(part(3))),
  ),
  scheme(/^scrypt\$(\d+)\$([^$]*)\$(\d+)\$(\d+)\$(.*)$/, (part) => {
    const costs = { n: Number(part(1)), r: Number(part(3)), p: Number(part(4)) };
    return scrypt(costs, fromText(part(2)), fromBase64(part(5)));
  }),
  scheme(/^bcrypt\$(\$2.*)$/, (part) => bcrypt(part(1))),
  scheme(/^bcrypt_sha256\$/, () => refuse('hashed-before', 'SHA-256, by Django')),
  scheme(/^argon2(\$argon2id\$.*)$/, (part) => phcArgon2id(part(1))),
  scheme(/^(?:argon2)?\$argon2([id])\$/, (part) => refuse('other-algorithm', `Argon2${part(1)}`)),
  scheme(/^pbkdf2_(sha\d+)\$/, (part) => refuse('other-algorithm', `PBKDF2 with ${part(1).toUpperCase()}`)),
  scheme(/^(?:salted_|unsalted_)?(md5|sha1|crypt)\$/, (part) =>
    refuse('other-algorithm', part(1).toUpperCase()),
  ),
];

/** Werkzeug (Flask): method, costs, the salt as a text, the key in hexadecimal (werkzeug.security). */
const werkzeug: readonly Scheme[] = [
  scheme(/^pbkdf2:sha256:(\d+)\$([^$]*)\$(.*)$/, (part) =>
    pbkdf2(Number(part(1)), fromText(part(2)), fromHex(part(3))),
  ),
  scheme(/^scrypt:(\d+):(\d+):(\d+)\$([^$]*)\$(.*)$/, (part) => {
    const costs = { n: Number(part(1)), r: Number(part(2)), p: Number(part(3)) };
    return scrypt(costs, fromText(part(4)), fromHex(part(5)));
  }),
  scheme(/^pbkdf2:sha256\$/, () => refuse('parameters-unknown', 'its number of iterations is missing')),
  scheme(/^pbkdf2:(\w+)/, (part) => refuse('other-algorithm', `PBKDF2 with ${part(1).toUpperCase()}`)),
  scheme(/^plain\$/, () => refuse('plain-text')),
  scheme(/^(md5|sha1|sha224|sha256|sha384|sha512)\$/, (part) =>
    refuse('other-algorithm', part(1).toUpperCase()),
  ),
];

/** log2 of N in the upper half, then r and p, a byte each, in hexadecimal (SCryptPasswordEncoder, and the older SCryptUtil). */
function packedScrypt(packed: string, salt: string, key: string): Found {
  const number = Number.parseInt(packed, 16);
  const costs = { n: 2 ** (number >>> 16), r: (number >>> 8) & 0xff, p: number & 0xff };
  return scrypt(costs, fromBase64(salt), fromBase64(key));
}

/** Bytes of the salt that Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8 writes before the key, and its iterations. */
const spring58 = { saltBytes: 16, iterations: 310_000 } as const;

/** Spring Security: DelegatingPasswordEncoder writes `{id}` before what one of its encoders makes. */
const spring: readonly Scheme[] = [
  scheme(/^\{bcrypt\}(\$2.*)$/i, (part) => bcrypt(part(1))),
  scheme(/^(?:\{scrypt[^}]*\}|\$s0)?\$([0-9a-f]{5,8})\$([^$]+)\$([^$]+)$/, (part) =>
    packedScrypt(part(1), part(2), part(3)),
  ),
  scheme(/^\{pbkdf2@SpringSecurity_v5_8\}([0-9a-f]*)$/i, (part) => {
    const octets = fromHex(part(1)) ?? '';
    return pbkdf2(spring58.iterations, octets.slice(0, spring58.saltBytes), octets.slice(spring58.saltBytes));
  }),
  // The encoder before 5.8 uses SHA-1 unless it was configured otherwise, which the hash does not show.
  scheme(/^\{pbkdf2\}/i, () => refuse('parameters-unknown', 'Spring’s older PBKDF2, with SHA-1 by default')),
  scheme(/^\{argon2[^}]*\}(\$argon2.*)$/i, (part) => phcArgon2id(part(1))),
  scheme(/^\{noop\}/i, () => refuse('plain-text')),
];

/** A PHC string, also with its parameters in another order. */
export function phcArgon2id(text: string): Found {
  const [, kind, version, list, salt, key] =
    /^\$argon2(id|i|d)(?:\$v=(\d+))?\$([^$]+)\$([^$]+)\$([^$]+)$/.exec(text) ?? [];
  if (kind === undefined || list === undefined) return refuse('damaged');
  if (kind !== 'id') return refuse('other-algorithm', `Argon2${kind}`);
  const parameters = new Map(list.split(',').map((one) => [one.slice(0, 1), Number(one.slice(2))] as const));
  if (/(?:^|,)(?:keyid|data)=/.test(list)) return refuse('peppered');
  const { m = 0, t = 0, p = 0 } = Object.fromEntries(parameters);
  // Without a version it is 1.0, that is 16 (PHC string format of the reference implementation).
  return argon2id({ m, t, p, v: Number(version ?? 16) }, fromBase64(salt ?? ''), fromBase64(key ?? ''));
}

/** The functions by their number in a blob of version 3 (PasswordHasher of ASP.NET Core Identity). */
const aspNetFunctions = ['SHA-1', 'SHA-256', 'SHA-512'] as const;

/**
 * A blob of ASP.NET Core Identity in base64. Version 3: a byte 1, then function, iterations and length of the salt as four bytes each,
 * salt, key. Version 2: a byte 0, 16 bytes of salt, 32 of a key made with SHA-1.
 */
export function readAspNet(text: string): Found | undefined {
  if (!/^A[A-Q][A-Za-z0-9+/]{40,}={0,2}$/.test(text)) return undefined;
  const octets = fromBase64(text);
  if (octets === undefined) return undefined;
  if (octets.startsWith('\0'))
    return octets.length === 49 ? refuse('other-algorithm', 'PBKDF2 with SHA-1') : undefined;
  const name = aspNetFunctions[readUint32(octets, 1) ?? -1];
  const saltBytes = readUint32(octets, 9) ?? 0;
  if (!octets.startsWith('\x01') || name === undefined || saltBytes > octets.length - 13) return undefined;
  if (name !== 'SHA-256') return refuse('other-algorithm', `PBKDF2 with ${name}`);
  const keyAt = 13 + saltBytes;
  return pbkdf2(readUint32(octets, 5) ?? 0, octets.slice(13, keyAt), octets.slice(keyAt));
}

export const frameworkSchemes: readonly Scheme[] = [...django, ...werkzeug, ...spring];
