// The hashes of the samples, from file to verdict: readers and judgeHash must agree on salt, iterations and algorithm.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeHash } from '../../../src/sources/hashes/recognise.ts';
import { isRefused } from '../../../src/sources/user.ts';
import { readAll, sample } from './readAll.ts';

/** One verdict for each user, without refused records. */
const cases: Readonly<Record<string, readonly string[]>> = {
  'aspnet-users.csv': ['PBKDF2_SHA256 converted', 'other-algorithm', 'none'],
  'auth0-passwords.ndjson': ['BCRYPT', 'BCRYPT'],
  'clerk-users.csv': ['BCRYPT', 'none', 'PBKDF2_SHA256 converted'],
  'cognito-list-users.json': ['none', 'none', 'none'],
  'devise-users.csv': ['BCRYPT', 'BCRYPT'],
  'django-auth-user.csv': ['PBKDF2_SHA256 converted', 'BCRYPT converted', 'locked'],
  'django-dumpdata.json': ['PBKDF2_SHA256 converted', 'PBKDF2_SHA256 converted', 'locked', 'over-limit'],
  'firebase-no-header.csv': ['none', 'none'],
  'firebase-users.json': ['firebase-scrypt', 'none'],
  'flat-separator.csv': ['none', 'BCRYPT'],
  'flat.json': ['BCRYPT', 'SCRYPT converted'],
  'keycloak-realm.json': ['PBKDF2_SHA256 converted', 'PBKDF2_SHA256 converted'],
  'keycloak-users.json': ['other-algorithm', 'PBKDF2_SHA256 converted'],
  'kratos-identities.json': ['BCRYPT', 'none'],
  'laravel-users.csv': ['BCRYPT', 'over-limit'],
  'nested.ndjson': ['BCRYPT', 'none'],
  'supabase-users.csv': ['BCRYPT', 'BCRYPT', 'BCRYPT'],
  'wordpress-users.csv': ['hashed-before', 'other-algorithm'],
};

describe('the hashes of the samples', () => {
  for (const [file, expected] of Object.entries(cases)) {
    it(file, async () => {
      const { entries } = await readAll(sample(file));
      const verdicts = entries.flatMap((entry) => {
        if (isRefused(entry)) return [];
        const verdict = judgeHash(entry.hash);
        if (verdict.kind === 'usable') return `${verdict.algorithm}${verdict.converted ? ' converted' : ''}`;
        return verdict.kind === 'none' ? 'none' : verdict.reason;
      });
      assert.deepEqual(verdicts, expected);
    });
  }
});
