// Hashes that name their kind between dollar signs or braces: those of crypt(3), passlib, PHP and LDAP.
import { bcrypt, pbkdf2, refuse, scrypt } from './found.ts';
import { phcArgon2id } from './frameworks.ts';
import { fromBase64 } from './octets.ts';
import { scheme, type Scheme } from './scheme.ts';

/** Every `$2.$` that is left when others have taken theirs. */
const taken: readonly Scheme[] = [
  scheme(/^\$2[abxy]\$.*$/, (part) => bcrypt(part(0))),
  scheme(/^\$argon2.*$/, (part) => phcArgon2id(part(0))),
  // passlib has the plain number of iterations, the PHC format `i=` and perhaps `l=`, the bytes of the key.
  scheme(/^\$pbkdf2-sha256\$(?:i=)?(\d+)(?:,l=\d+)?\$([^$]*)\$([^$]*)$/, (part) =>
    pbkdf2(Number(part(1)), fromBase64(part(2)), fromBase64(part(3))),
  ),
  scheme(/^\$pbkdf2-sha256\$/, () => refuse('damaged')),
  // passlib has the logarithm of N; Ory Kratos writes N itself under the same name.
  scheme(/^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]*)\$([^$]*)$/, (part) => {
    const ln = Number(part(1));
    const costs = { n: ln < 32 ? 2 ** ln : ln, r: Number(part(2)), p: Number(part(3)) };
    return scrypt(costs, fromBase64(part(4)), fromBase64(part(5)));
  }),
  // Perl's Crypt::ScryptKDF.
  scheme(/^SCRYPT:(\d+):(\d+):(\d+):([^:]*):([^:]*)$/, (part) => {
    const costs = { n: Number(part(1)), r: Number(part(2)), p: Number(part(3)) };
    return scrypt(costs, fromBase64(part(4)), fromBase64(part(5)));
  }),
  scheme(/^[0-9a-f]+\$[0-9a-f]+\$[0-9a-f]+\$[0-9a-f]{16,}\$[0-9a-f]{32,}$/i, () =>
    refuse('parameters-unknown', 'its costs are probably hexadecimal, as Ruby’s scrypt writes them'),
  ),
  scheme(/^\$firescrypt\$/, () => refuse('firebase-scrypt')),
  scheme(/^\$scrypt\$/, () => refuse('damaged')),
];

/** Bcrypt of something that is not the password itself. */
const hashedBefore: readonly Scheme[] = [
  scheme(/^\$wp\$?2/, () => refuse('hashed-before', 'HMAC-SHA-384, by WordPress')),
  scheme(/^\$bcrypt-sha256\$/, () => refuse('hashed-before', 'SHA-256, by passlib')),
];

const others: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\$pbkdf2-sha512\$/, 'PBKDF2 with SHA-512'],
  [/^\$pbkdf2(?:-sha1)?\$/, 'PBKDF2 with SHA-1'],
  [/^U?\$[PH]\$/, 'phpass (MD5)'],
  [/^U?\$S\$/, 'Drupal’s SHA-512'],
  [/^\$(?:1|apr1)\$/, 'MD5-crypt'],
  [/^\$5\$/, 'SHA-256-crypt'],
  [/^\$6\$/, 'SHA-512-crypt'],
  [/^\$(?:y|gy)\$/, 'yescrypt'],
  [/^\$7\$/, 'scrypt of crypt(3)'],
  [/^\*[0-9A-F]{40}$/, 'MySQL’s SHA-1'],
  [/^\{S?MD5\}/i, 'MD5'],
  [/^\{S?SHA(?:-?1)?\}/i, 'SHA-1'],
  [/^\{S?SHA-?256\}/i, 'SHA-256'],
  [/^\{S?SHA-?(?:384|512)\}/i, 'SHA-512'],
  [/^\{PBKDF2(?:-SHA1)?\}/i, 'PBKDF2 with SHA-1'],
  [/^\{PBKDF2-SHA512\}/i, 'PBKDF2 with SHA-512'],
];

/** LDAP: the scheme in braces before the value (RFC 3112, OpenLDAP’s pw-pbkdf2, passlib’s ldap_pbkdf2_sha256). */
const ldap: readonly Scheme[] = [
  scheme(/^\{PBKDF2-SHA256\}(\d+)\$([^$]*)\$([^$]*)$/i, (part) =>
    pbkdf2(Number(part(1)), fromBase64(part(2)), fromBase64(part(3))),
  ),
  scheme(/^\{(?:CRYPT|BLF-CRYPT)\}(\$2[abxy]\$.*)$/i, (part) => bcrypt(part(1))),
  scheme(/^\{(?:CRYPT|ARGON2|ARGON2ID)\}(\$argon2.*)$/i, (part) => phcArgon2id(part(1))),
  scheme(/^\{CRYPT\}/i, () => refuse('other-algorithm', 'crypt(3)')),
  scheme(/^\{(?:CLEARTEXT|PLAIN|CLEAR)\}/i, () => refuse('plain-text')),
];

/** What systems write for users without a password: Django "!…", shadow files "*", "!!" and "x". */
const locked: readonly Scheme[] = [scheme(/^(?:!.*|\*(?:LK\*|NP\*)?|x)$/, () => refuse('locked'))];

export const cryptSchemes: readonly Scheme[] = [
  ...locked,
  ...hashedBefore,
  ...ldap,
  ...others.map(([pattern, name]) => scheme(pattern, () => refuse('other-algorithm', name))),
  ...taken,
];
