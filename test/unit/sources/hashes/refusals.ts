// Password hashes that Cognito cannot import, with the expected reason.
import { createHash } from 'node:crypto';
import type { HashRefusal } from '../../../../src/sources/hashes/refusals.ts';
import type { SourceHash } from '../../../../src/sources/user.ts';

const bcrypt10 = '$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';

export const refusals: readonly (readonly [
  name: string,
  hash: string | SourceHash,
  reason: HashRefusal,
  detail?: RegExp,
])[] = [
  ['bcrypt of Symfony', bcrypt10.replace('$10$', '$13$'), 'over-limit', /^BCRYPT with cost 13, at most 12$/],
  [
    'Django 5.1',
    'pbkdf2_sha256$870000$salt00000003$4HmOT8gtijmz0UGl4cNlUPCRkO4eH6hiMw6XxAAtw84=',
    'over-limit',
    /iterations 870000, at most 600000/,
  ],
  [
    'Keycloak 25',
    {
      text: 'nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=',
      salt: 'c29tZXNhbHQ=',
      iterations: 5,
      algorithm: 'argon2',
      extra: { type: 'id', version: '1.3', memory: '7168', parallelism: '1' },
    },
    'over-limit',
    /ARGON2ID with t 5, at most 2/,
  ],
  [
    'Django’s scrypt since 5.1',
    'scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==',
    'over-limit',
    /p 5, at most 1/,
  ],
  [
    'Django’s Argon2',
    'argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
    'over-limit',
    /m 102400, at most 19456; p 8, at most 1/,
  ],
  [
    'WordPress 6.8',
    '$wp$2y$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG',
    'hashed-before',
    /SHA-384/,
  ],
  ['Django’s bcrypt_sha256', `bcrypt_sha256$${bcrypt10}`, 'hashed-before', /Django/],
  [
    'passlib’s bcrypt-sha256',
    '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2',
    'hashed-before',
  ],
  ['Meteor', { text: bcrypt10, algorithm: 'meteor' }, 'hashed-before', /Meteor/],
  ['Clerk’s bcrypt_peppered', { text: bcrypt10, algorithm: 'bcrypt_peppered' }, 'peppered'],
  ['bcrypt with a separate salt', { text: bcrypt10, salt: 'a9993e' }, 'salt-beside'],
  [
    'Firebase',
    {
      text: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
      salt: '42xEC+ixf3L2lw==',
      algorithm: 'firebase-scrypt',
    },
    'firebase-scrypt',
  ],
  [
    'Firebase’s scrypt, named only SCRYPT',
    { text: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SA', salt: '42xEC+ixf3L2lw==', algorithm: 'SCRYPT' },
    'firebase-scrypt',
  ],
  [
    'ASP.NET Core Identity since .NET 7',
    'AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw',
    'other-algorithm',
    /SHA-512/,
  ],
  [
    'ASP.NET Identity 2',
    'ADFUOqFC6Qf4WwCcAPRUmYwLbHnLXJlXnJzJvOSBKbr3o8N3NtuRkfBIKGGQl29TAg==',
    'other-algorithm',
    /SHA-1/,
  ],
  [
    'Keycloak 24',
    { text: 'eA==', salt: 'eA==', iterations: 210_000, algorithm: 'pbkdf2-sha512' },
    'other-algorithm',
    /SHA-512/,
  ],
  [
    'Keycloak’s pbkdf2',
    { text: 'eA==', salt: 'eA==', iterations: 20_000, algorithm: 'pbkdf2' },
    'other-algorithm',
    /SHA-1/,
  ],
  [
    'Keycloak’s pbkdf2-sha256 without iterations',
    { text: 'eA==', salt: 'eA==', algorithm: 'pbkdf2-sha256' },
    'parameters-unknown',
  ],
  [
    'Spring’s PBKDF2 before 5.8',
    '{pbkdf2}5d923b44a6d129f3ddf3e3c8d29412723dcbde72445e8ef6bf3b508fbf17fa4ed4d6b99ca763d8dc',
    'parameters-unknown',
  ],
  ['Spring’s noop', '{noop}password', 'plain-text'],
  ['a salt and a key', `${'ab'.repeat(16)}:${'cd'.repeat(32)}`, 'parameters-unknown'],
  ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99', 'other-algorithm', /MD5/],
  ['SHA-256', createHash('sha256').update('password').digest('hex'), 'other-algorithm', /SHA-256/],
  ['SHA-512', createHash('sha512').update('password').digest('hex'), 'other-algorithm', /SHA-512/],
  ['LDAP SSHA', '{SSHA}1f3Tqz8lXQ0J9c7sDnO2w3v0Y4w5Z1h2', 'other-algorithm', /SHA-1/],
  ['older WordPress', '$P$BDmHDIYGIJMbS2GnJcSmCEgXJHQ9Ia1', 'other-algorithm', /phpass/],
  ['Drupal 7', '$S$DlmHDIYGIJMbS2GnJcSmCEgXJHQ9Ia1DlmHDIYGIJMbS2GnJcSmCE', 'other-algorithm', /Drupal/],
  [
    'SHA-512-crypt',
    '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2',
    'other-algorithm',
    /SHA-512-crypt/,
  ],
  ['Argon2i', '$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR', 'other-algorithm', /Argon2i/],
  [
    'Argon2id with a secret',
    '$argon2id$v=19$m=256,t=2,p=1,keyid=Hj5$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
    'peppered',
  ],
  ['Werkzeug’s SHA-512', 'pbkdf2:sha512:150000$eb677977$204a8e45', 'other-algorithm', /SHA512/],
  ['Werkzeug without iterations', 'pbkdf2:sha256$eb677977$204a8e45', 'parameters-unknown'],
  ['Django’s disabled password', '!unusable0000000000000000000000000000000', 'locked'],
  ['a locked user in a shadow file', '*', 'locked'],
  ['bcrypt in a column of 50 characters', bcrypt10.slice(0, 50), 'damaged'],
  ['a truncated key', 'pbkdf2_sha256$260000$salt1$aGFzaDE=', 'damaged'],
  ['a key that is not base64', 'pbkdf2_sha256$260000$salt1$hashedpassword!', 'damaged'],
  [
    'zero iterations',
    '$pbkdf2-sha256$0$0ZrzXitFSGltTQnBWOsdAw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M',
    'damaged',
  ],
  ['an N that is not a power of two', `scrypt:30000:8:1$salt$${'ab'.repeat(32)}`, 'damaged'],
  ['Ruby’s scrypt', `4000$8$1$${'ab'.repeat(16)}$${'cd'.repeat(32)}`, 'parameters-unknown', /Ruby/],
  ['Ory Kratos with Firebase’s', '$firescrypt$ln=14,r=8,p=1$c2FsdA$aGFzaA$c2Vw$a2V5', 'firebase-scrypt'],
  ['a word', 'hunter2', 'unknown'],
  ['base64 of something else', Buffer.from('nothing that is a hash').toString('base64'), 'unknown'],
];
