// Password hashes of other systems with their passwords and converted forms; published ones where available.
import type { HashAlgorithm } from '../../../../src/csv/schema.ts';
import type { SourceHash } from '../../../../src/sources/user.ts';

export interface HashVector {
  readonly system: string;
  readonly password: string;
  readonly hash: SourceHash;
  readonly algorithm: HashAlgorithm;
  /** The converted hash for `password_hash`; the hash itself if it needs no conversion. */
  readonly becomes: string;
}

const vector = (
  system: string,
  password: string,
  algorithm: HashAlgorithm,
  hash: string | SourceHash,
  becomes?: string,
): HashVector => {
  const evidence = typeof hash === 'string' ? { text: hash } : hash;
  return { system, password, hash: evidence, algorithm, becomes: becomes ?? evidence.text };
};

/** For "password", from the documentation of Spring Security. */
const springBcrypt = '$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';
/** For "password", from the tests of Argon2's reference implementation. */
const argon2 = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
/** For "rasmuslerdorf", from the documentation of PHP's crypt(). */
const phpBcrypt = '$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq';
/** For "password", from the documentation of passlib. */
const passlib = '$pbkdf2-sha256$6400$0ZrzXitFSGltTQnBWOsdAw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M';

/** Also from passlib, for "password", with "." and "/". */
const passlibDots = '$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ';
const djangoScrypt =
  'Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==';
const springSalt = '8bWJaSu2IKSn9Z9kM+TPXfOc/9bdYSrN1oD9qfVThWEwdRTnO7re7Ei+fUZRJ68k9lTyuTeUp4of4g24hHnazw==';
const springKey = 'OAOec05+bXxvuu/1qZ6NUR+xQYvYv7BeL1QxwRpY5Pc=';
/** Made with node:crypto for "sample password". */
const werkzeugKey =
  'f21af6e69e22836f741aa57cc9352f5042930c3950668b42cff284bc44726dbe0aff716d0516bd9ccbe226b02fc8276ec1fcf63fee2b5d557e72cc86031102ae';
const spring58 =
  '00112233445566778899aabbccddeeffc2123cbc0e404001714b1526f2c1e9f940310567f1b3b43182fd40a7efd37697';

const kratosSalt = '2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=';
const kratosKey = 'MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cVNYE=';

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');
const keycloakSalt = 'Heso1IwgGcCzUWnMzs3aig==';
const keycloakKey =
  'qip376/VgnXy6TB76MaWCvFu7uI/OSo/qEdFR+DsX8skVDkzdCHrsuSXcTw+Swfjbosj7t6Of99eN/aUcJo3uA==';

export const vectors: readonly HashVector[] = [
  vector('Auth0, Supabase, PHP', 'rasmuslerdorf', 'BCRYPT', phpBcrypt),
  vector('Spring bcrypt', 'password', 'BCRYPT', `{bcrypt}${springBcrypt}`, springBcrypt),
  vector('Django bcrypt', 'password', 'BCRYPT', `bcrypt$${springBcrypt}`, springBcrypt),
  vector('LDAP bcrypt', 'password', 'BCRYPT', `{CRYPT}${springBcrypt}`, springBcrypt),
  vector(
    'Okta',
    'rasmuslerdorf',
    'BCRYPT',
    {
      text: phpBcrypt.slice(-31),
      salt: phpBcrypt.slice(7, 29),
      iterations: 7,
      algorithm: 'BCRYPT',
    },
    phpBcrypt.replace('$2y', '$2a'),
  ),
  vector(
    'bcrypt in hexadecimal',
    'password',
    'BCRYPT',
    `\\x${Buffer.from(springBcrypt).toString('hex')}`,
    springBcrypt,
  ),
  vector(
    'bcrypt in base64',
    'password',
    'BCRYPT',
    Buffer.from(springBcrypt).toString('base64'),
    springBcrypt,
  ),
  // django/tests/auth_tests/test_hashers.py
  vector(
    'Django 3.2',
    'lètmein',
    'PBKDF2_SHA256',
    'pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=',
    '$pbkdf2-sha256$260000$c2Vhc2FsdA$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo',
  ),
  vector(
    'Django 1.11',
    'lètmein',
    'PBKDF2_SHA256',
    'pbkdf2_sha256$36000$seasalt$mEUPPFJkT/xtwDU8rB7Q+puHRZnR07WRjerTkt/3HI0=',
    '$pbkdf2-sha256$36000$c2Vhc2FsdA$mEUPPFJkT/xtwDU8rB7Q.puHRZnR07WRjerTkt/3HI0',
  ),
  vector(
    'Django scrypt',
    'lètmein',
    'SCRYPT',
    `scrypt$16384$seasalt$8$1$${djangoScrypt}`,
    `16384$8$1$73656173616c74$${hexOf(djangoScrypt)}`,
  ),
  vector('Django Argon2', 'password', 'ARGON2ID', `argon2${argon2}`, argon2),
  // aspnetcore/src/Identity/test/Identity.Test/PasswordHasherTest.cs
  vector(
    'ASP.NET Core Identity 3',
    'my password',
    'PBKDF2_SHA256',
    'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
    '$pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw$sllO6y4FMD2W9SLbJq2u3G8cNhBacKVRSBLT/iSLlBM',
  ),
  // Made up, in the form of Keycloak's realm export.
  vector(
    'Keycloak 23',
    'maple-2',
    'PBKDF2_SHA256',
    { text: keycloakKey, salt: keycloakSalt, iterations: 27_500, algorithm: 'pbkdf2-sha256' },
    '$pbkdf2-sha256$27500$Heso1IwgGcCzUWnMzs3aig$qip376/VgnXy6TB76MaWCvFu7uI/OSo/qEdFR.DsX8s',
  ),
  vector(
    'Keycloak 25 with other costs',
    'password',
    'ARGON2ID',
    {
      text: 'nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=',
      salt: 'c29tZXNhbHQ=',
      iterations: 2,
      algorithm: 'argon2',
      extra: { type: 'id', version: '1.3', memory: '256', parallelism: '1' },
    },
    argon2,
  ),
  // Posted publicly with their passwords.
  vector(
    'Werkzeug PBKDF2',
    '12345',
    'PBKDF2_SHA256',
    'pbkdf2:sha256:150000$eb677977$204a8e45b57abd97e11bea7c49d7fd223a32e8b2976c677e5b74e444bad16003',
    '$pbkdf2-sha256$150000$ZWI2Nzc5Nzc$IEqORbV6vZfhG.p8Sdf9Ijoy6LKXbGd.W3TkRLrRYAM',
  ),
  vector(
    'Werkzeug scrypt',
    'sample password',
    'SCRYPT',
    `scrypt:32768:8:1$GF6M4O8CAQxxbGrN$${werkzeugKey}`,
    `32768$8$1$4746364d344f3843415178786247724e$${werkzeugKey}`,
  ),
  vector(
    'Spring scrypt',
    'password',
    'SCRYPT',
    `{scrypt}$e0801$${springSalt}$${springKey}`,
    `16384$8$1$${hexOf(springSalt)}$${hexOf(springKey)}`,
  ),
  vector(
    'Spring PBKDF2 since 5.8',
    'sample password',
    'PBKDF2_SHA256',
    `{pbkdf2@SpringSecurity_v5_8}${spring58}`,
    '$pbkdf2-sha256$310000$ABEiM0RVZneImaq7zN3u/w$whI8vA5AQAFxSxUm8sHp.UAxBWfxs7Qxgv1Ap./Tdpc',
  ),
  // github.com/wg/scrypt
  vector(
    'SCryptUtil',
    'secret',
    'SCRYPT',
    '$s0$e0801$epIxT/h6HbbwHaehFnh/bw==$7H0vsXlY8UxxyW/BWx/9GuY7jEvGjT71GFd6O4SZND0=',
    '16384$8$1$7a92314ff87a1db6f01da7a116787f6f$ec7d2fb17958f14c71c96fc15b1ffd1ae63b8c4bc68d3ef518577a3b8499343d',
  ),
  vector('passlib PBKDF2', 'password', 'PBKDF2_SHA256', passlib),
  vector('passlib PBKDF2 with its own base64', 'password', 'PBKDF2_SHA256', passlibDots),
  vector(
    'PHC PBKDF2',
    'password',
    'PBKDF2_SHA256',
    passlibDots.replace('$1212$', '$i=1212,l=32$').replaceAll('.', '+'),
    passlibDots,
  ),
  vector(
    'LDAP PBKDF2',
    'password',
    'PBKDF2_SHA256',
    passlib.replace('$pbkdf2-sha256$', '{PBKDF2-SHA256}'),
    passlib,
  ),
  vector(
    'passlib scrypt',
    'password',
    'SCRYPT',
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    '65536$8$1$68cd79ef5debdd7b2fc5b8b7d65aabd5$9c5361d8254756336574554a0c70e59b809b75148274406c8e32710fe882b391',
  ),
  // ory/kratos/hash/hash_comparator_test.go
  vector(
    'Ory Kratos scrypt',
    'test',
    'SCRYPT',
    `$scrypt$ln=16384,r=8,p=1$${kratosSalt}$${kratosKey}`,
    `16384$8$1$${hexOf(kratosSalt)}$${hexOf(kratosKey)}`,
  ),
  vector(
    'Perl’s Crypt::ScryptKDF',
    'test',
    'SCRYPT',
    `SCRYPT:16384:8:1:${kratosSalt}:${kratosKey}`,
    `16384$8$1$${hexOf(kratosSalt)}$${hexOf(kratosKey)}`,
  ),
  vector('PHC Argon2id', 'password', 'ARGON2ID', argon2),
  vector('Spring Argon2', 'password', 'ARGON2ID', `{argon2}${argon2}`, argon2),
  vector(
    'Clerk',
    'password',
    'PBKDF2_SHA256',
    {
      text: 'pbkdf2_sha256$6400$0ZrzXitFSGltTQnBWOsdAw==$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M=',
      algorithm: 'pbkdf2_sha256',
      extra: { saltEncoding: 'base64' },
    },
    passlib,
  ),
];
