// Verifies passwords against hashes in the forms that Cognito imports, including edge cases.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HashAlgorithm } from '../../../src/csv/schema.ts';
import { verifyHash } from '../../../src/hashCheck/verify.ts';

/** A hash of "password", without "$2". */
const bcrypt = 'a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';

describe('verifyHash', () => {
  const cases: readonly (readonly [
    name: string,
    password: string,
    algorithm: HashAlgorithm,
    hash: string,
    matches: boolean,
  ])[] = [
    ...['a', 'b', 'x', 'y'].map(
      (letter) =>
        [`bcrypt ${letter}`, 'password', 'BCRYPT', `$2${bcrypt.replace('a', letter)}`, true] as const,
    ),
    // From OpenBSD's test suite, via jBCrypt.
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
    ['an empty password for bcrypt', '', 'BCRYPT', `$2${bcrypt}`, false],
    ['a PBKDF2 hash with a truncated key', 'password', 'PBKDF2_SHA256', '$pbkdf2-sha256$1$c2FsdA$A', false],
    [
      'an Argon2id hash with padding',
      'password',
      'ARGON2ID',
      '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ=$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=',
      true,
    ],
    [
      'an Argon2id hash of version 1.3 that is labelled 1.0',
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
  for (const [name, password, algorithm, hash, matches] of cases)
    it(`${matches ? 'accepts' : 'refuses'} ${name}`, async () => {
      assert.equal(await verifyHash(password, hash, algorithm), matches);
    });

  it('reads only the first 72 bytes of a password for bcrypt, as every implementation does', async () => {
    const { default: library } = await import('bcryptjs');
    const hash = await library.hash('x'.repeat(72), 4);
    assert.equal(await verifyHash('x'.repeat(80), hash, 'BCRYPT'), true);
    assert.equal(await verifyHash('x'.repeat(71), hash, 'BCRYPT'), false);
  });

  it('fails if the hash does not have the form of the algorithm', async () => {
    await assert.rejects(verifyHash('secret', `$2${bcrypt}`, 'SCRYPT'), {
      message: 'This is not a hash of SCRYPT.',
    });
  });
});
