// Converts password hashes of other systems; each conversion is verified with the password of the original hash.
import assert from 'node:assert/strict';
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkHash } from '../../../../src/csv/values/hashes.ts';
import { verifyHash } from '../../../../src/hashCheck/verify.ts';
import { clerk } from '../../../../src/sources/formats/clerk.ts';
import { judgeHash, type HashVerdict } from '../../../../src/sources/hashes/recognise.ts';
import { explainRefusal, hashRefusals } from '../../../../src/sources/hashes/refusals.ts';
import type { SourceHash } from '../../../../src/sources/user.ts';
import { refusals } from './refusals.ts';
import { vectors } from './vectors.ts';

describe('a hash that can be imported', () => {
  for (const { system, password, hash, algorithm, becomes } of vectors) {
    it(`of ${system} matches only its password after the conversion`, async () => {
      const converted = becomes !== hash.text;
      assert.deepEqual(judgeHash(hash), { kind: 'usable', algorithm, hash: becomes, converted });
      assert.equal(await verifyHash(password, becomes, algorithm), true);
      assert.equal(await verifyHash(`${password}.`, becomes, algorithm), false);
    });
  }

  it('stays unchanged if it is already in Cognito’s form', () => {
    for (const { becomes, algorithm } of vectors)
      assert.deepEqual(judgeHash({ text: becomes }), {
        kind: 'usable',
        algorithm,
        hash: becomes,
        converted: false,
      });
  });

  it('is also recognized in hexadecimal or base64, and with space around it', () => {
    for (const { system, becomes, hash } of vectors) {
      if (system.startsWith('bcrypt in')) continue;
      const encoded = [Buffer.from(hash.text).toString('hex'), Buffer.from(hash.text).toString('base64')];
      for (const text of hash.salt === undefined && hash.extra === undefined ? encoded : []) {
        const verdict = judgeHash({ text: ` ${text}\n` });
        assert.equal(verdict.kind === 'usable' && verdict.hash, becomes);
      }
    }
  });
});

describe('PBKDF2 hashes that look alike', () => {
  const text = 'pbkdf2_sha256$6400$0ZrzXitFSGltTQnBWOsdAw==$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M=';
  const matches = async (algorithm: string): Promise<boolean> => {
    const draft = {
      place: 1,
      values: new Map(),
      aside: new Map(),
      hash: { text, algorithm },
      refused: undefined,
    };
    clerk.finish?.(draft);
    const verdict = judgeHash(draft.hash);
    assert.ok(verdict.kind === 'usable');
    return verifyHash('password', verdict.hash, verdict.algorithm);
  };

  it('have a base64 salt if they are from Clerk itself, and a text salt if from Django', async () => {
    assert.deepEqual([await matches('pbkdf2_sha256'), await matches('pbkdf2_sha256_django')], [true, false]);
  });
});

describe('a hash that cannot be imported', () => {
  for (const [name, hash, reason, detail] of refusals) {
    it(`is refused as ${reason}: ${name}`, () => {
      const verdict = judgeHash(typeof hash === 'string' ? { text: hash } : hash);
      assert.equal(verdict.kind === 'refused' ? verdict.reason : verdict.kind, reason);
      assert.match((verdict.kind === 'refused' ? verdict.detail : undefined) ?? '', detail ?? /^/);
      if (verdict.kind === 'refused') assert.doesNotMatch(explainRefusal(verdict), /[{}…]/);
    });
  }

  it('covers every reason in these cases', () => {
    const seen = new Set(refusals.map(([, , reason]) => reason));
    assert.deepEqual([...seen].sort(), Object.keys(hashRefusals).sort());
  });
});

describe('no hash', () => {
  for (const text of ['', '  ', 'NULL', '\\N', 'undefined'])
    it(`is ${JSON.stringify(text)}`, () => assert.deepEqual(judgeHash({ text }), { kind: 'none' }));
  it('is undefined', () => assert.deepEqual(judgeHash(undefined), { kind: 'none' }));
});

/** Writes the hash of a password as a system does, independently of the conversion. */
const writers: Readonly<Record<string, (password: string, salt: string, salted: Buffer) => SourceHash>> = {
  django: (password, salt) => ({
    text: `pbkdf2_sha256$3$${salt}$${pbkdf2Sync(password, salt, 3, 32, 'sha256').toString('base64')}`,
  }),
  werkzeug: (password, salt) => ({
    text: `pbkdf2:sha256:3$${salt}$${pbkdf2Sync(password, salt, 3, 32, 'sha256').toString('hex')}`,
  }),
  werkzeugScrypt: (password, salt) => ({
    text: `scrypt:16:2:1$${salt}$${scryptSync(password, salt, 64, { N: 16, r: 2, p: 1 }).toString('hex')}`,
  }),
  springScrypt: (password, _salt, bytes) => ({
    text: `{scrypt}$${((4 << 16) | (2 << 8) | 1).toString(16)}$${bytes.toString('base64')}$${scryptSync(password, bytes, 32, { N: 16, r: 2, p: 1 }).toString('base64')}`,
  }),
  keycloak: (password, _salt, bytes) => ({
    text: pbkdf2Sync(password, bytes, 3, 64, 'sha256').toString('base64'),
    salt: bytes.toString('base64'),
    iterations: 3,
    algorithm: 'pbkdf2-sha256',
  }),
  aspNet: (password, _salt, bytes) => {
    const head = Buffer.alloc(13);
    head.writeUInt8(1, 0);
    head.writeUInt32BE(1, 1);
    head.writeUInt32BE(3, 5);
    head.writeUInt32BE(bytes.length, 9);
    const key = pbkdf2Sync(password, bytes, 3, 32, 'sha256');
    return { text: Buffer.concat([head, bytes, key]).toString('base64') };
  },
};

describe('judgeHash', () => {
  for (const [system, write] of Object.entries(writers)) {
    it(`keeps every password of ${system}`, async () => {
      const bytes = fc.uint8Array({ minLength: 8, maxLength: 24 }).map((array) => Buffer.from(array));
      const salts = fc.stringMatching(/^[A-Za-z0-9+=]{1,20}$/);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'grapheme' }), salts, bytes, async (password, salt, salted) => {
          const verdict = judgeHash(write(password, salt, salted));
          assert.ok(verdict.kind === 'usable', JSON.stringify(verdict));
          assert.ok(await verifyHash(password, verdict.hash, verdict.algorithm));
        }),
      );
    });
  }

  const piece = fc.constantFrom(
    ...vectors.map(({ hash }) => hash.text),
    ...refusals.map(([, hash]) => (typeof hash === 'string' ? hash : hash.text)),
    ...['$', ':', '{', '}', '=', '\0', 'ü', '$2b$', 'pbkdf2_sha256$', '$argon2id$', '{scrypt}$', 'AQAAAAE'],
  );
  const text = fc
    .tuple(fc.array(fc.oneof(piece, fc.string()), { maxLength: 4 }), fc.nat(200), fc.nat(200))
    .map(([pieces, from, length]) => pieces.join('').slice(from, from + length));
  const hashes = fc.record(
    {
      text,
      salt: fc.string(),
      iterations: fc.double(),
      algorithm: fc.constantFrom('bcrypt', 'argon2', 'pbkdf2-sha256', 'scrypt', '__proto__', 'other'),
      extra: fc.dictionary(fc.constantFrom('N', 'r', 'p', 'type', 'memory', 'saltEncoding'), fc.string()),
    },
    { requiredKeys: ['text'] },
  );

  it('never throws, and never accepts a hash that the validator refuses', () => {
    fc.assert(
      fc.property(hashes, (hash) => {
        const verdict: HashVerdict = judgeHash(hash);
        if (verdict.kind === 'usable')
          assert.equal(checkHash(verdict.hash, verdict.algorithm), undefined, verdict.hash);
      }),
      { numRuns: 3000 },
    );
  });

  it('never reveals a part of the hash', () => {
    fc.assert(
      fc.property(fc.constantFrom(...refusals), ([, hash]) => {
        const { text: secret } = typeof hash === 'string' ? { text: hash } : hash;
        const verdict = JSON.stringify(judgeHash(typeof hash === 'string' ? { text: hash } : hash));
        for (const part of secret.split(/[$:,{}]/).filter((one) => one.length >= 8))
          assert.ok(!verdict.includes(part), part);
      }),
    );
  });
});
