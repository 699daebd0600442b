// Passwords against hashes in the forms that Cognito imports, at the edges of each form.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HashAlgorithm } from '../../../src/csv/schema.ts';
import { verifyHash } from '../../../src/hashCheck/verify.ts';

/** Of "password". */
const bcrypt = 'a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';

describe('verifyHash', () => {
  const cases: readonly (readonly [
    name: string,
    password: string,
    algorithm: HashAlgorithm,
    hash: string,
    fits: boolean,
  ])[] = [
    ...['a', 'b', 'x', 'y'].map(
      (letter) =>
        [`bcrypt ${letter}`, 'password', 'BCRYPT', `$2${bcrypt.replace('a', letter)}`, true] as const,
    ),
    // Of OpenBSD's test suite by way of jBCrypt.
    [
      'bcrypt of one letter',
      'a',
      'BCRYPT',
      '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe',
      true,
    ],
    // Made with crypt(3).
    [
      'bcrypt of UTF-8',
      'lètmein',
      'BCRYPT',
      '$2y$10$abcdefghijklmnopqrstuuxmM2LWfxFfsw7CBLfyuCzOrhaxxlSDy',
      true,
    ],
    ['bcrypt of nothing', '', 'BCRYPT', `$2${bcrypt}`, false],
    ['a key of nothing', 'password', 'PBKDF2_SHA256', '$pbkdf2-sha256$1$c2FsdA$A', false],
    [
      'an Argon2id hash with padding',
      'password',
      'ARGON2ID',
      '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ=$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=',
      true,
    ],
    [
      'an Argon2id hash of version 1.0 that is one of 1.3',
      'password',
      'ARGON2ID',
      '$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
      false,
    ],
    // RFC 7914, section 12: N 16384, r 8, p 1.
    [
      'scrypt in capitals',
      'pleaseletmein',
      'SCRYPT',
      '16384$8$1$536F6469756D43686C6F72696465$7023BDCB3AFD7348461C06CD81FD38EBFDA8FBBA904F8E3EA9B543F6545DA1F2D5432955613F0FCF62D49705242A9AF9E61E85DC0D651E40DFCF017B45575887',
      true,
    ],
    // RFC 7914, section 11.
    [
      'PBKDF2',
      'passwd',
      'PBKDF2_SHA256',
      `$pbkdf2-sha256$1$${Buffer.from('salt').toString('base64')}$${Buffer.from('55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc', 'hex').toString('base64')}`,
      true,
    ],
  ];
  for (const [name, password, algorithm, hash, fits] of cases)
    it(`${fits ? 'takes' : 'refuses'} ${name}`, async () => {
      assert.equal(await verifyHash(password, hash, algorithm), fits);
    });

  it('looks at the first 72 bytes for bcrypt, as every bcrypt does', async () => {
    const { default: library } = await import('bcryptjs');
    const hash = await library.hash('x'.repeat(72), 4);
    assert.equal(await verifyHash('x'.repeat(80), hash, 'BCRYPT'), true);
    assert.equal(await verifyHash('x'.repeat(71), hash, 'BCRYPT'), false);
  });

  it('fails on a hash of another form', async () => {
    await assert.rejects(verifyHash('secret', `$2${bcrypt}`, 'SCRYPT'), {
      message: 'This is no hash of SCRYPT.',
    });
  });
});
