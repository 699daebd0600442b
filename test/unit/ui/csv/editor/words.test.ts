// Descriptions of columns and hashes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toColumn } from '../../../../../src/csv/validate/header.ts';
import { columnWords, hashWords, needWords } from '../../../../../src/ui/csv/editor/words.ts';
import { standardPool } from '../../../../../src/csv/editor/standardPool.ts';
import { columns, pool } from '../../../csv/pools.ts';

const schema = pool();
const words = (name: string, of = schema, isPoolKnown = true) =>
  columnWords(toColumn(name, of), of, isPoolKnown, 'en');

test("the description of a column has the pool's rule", () => {
  assert.equal(words('custom:age'), 'A number from 18 to 120.');
  assert.equal(words('custom:code'), 'Text of 3 to 6 characters. A comma in it is written “\\,”.');
  assert.equal(words('name'), 'Text of at most 2,048 characters. A comma in it is written “\\,”.');
  assert.equal(words('email_verified'), 'TRUE or FALSE. Every user needs email_verified set to TRUE.');
  assert.equal(words('cognito:mfa_enabled'), "The user pool's MFA is OFF: FALSE or empty.");
  assert.match(
    words('cognito:username', pool({ usernameAttributes: ['email', 'phone_number'] })),
    /^In this user pool the username is an email address or a phone number\./,
  );
  assert.match(
    words('cognito:username', pool({ aliasAttributes: ['email', 'preferred_username'] })),
    / must not look like an email address\.$/,
  );
});

test('a column is required, optional or unknown', () => {
  assert.equal(needWords('email', schema, true), 'required');
  assert.equal(needWords('name', schema, true), 'optional');
  assert.equal(needWords('name', schema, false), 'may be required by the user pool');
  assert.equal(needWords('cognito:username', schema, false), 'required');
});

test('without a known pool, descriptions do not depend on the pool', () => {
  const guessed = standardPool(columns.join(','));
  for (const name of columns) assert.doesNotMatch(words(name, guessed, false), /this user pool|MFA is/);
});

test('the description of a hash has its cost parameters, and none of its characters', () => {
  const tail = 'K'.repeat(53);
  assert.equal(
    hashWords(`$2b$10$${tail}`, 'en'),
    'This is a hash of BCRYPT. Within the limits of Cognito: cost 10 of at most 12.',
  );
  assert.equal(
    hashWords(`$2b$13$${tail}`, 'en'),
    'This is a hash of BCRYPT. More than Cognito takes: cost 13 of at most 12.',
  );
  assert.equal(
    hashWords('$argon2id$v=19$m=19456,t=3,p=1$c2FsdA$aGFzaA', 'en'),
    'This is a hash of ARGON2ID. More than Cognito takes: m 19,456 of at most 19,456, t 3 of at most 2, p 1 of at most 1.',
  );
  assert.equal(hashWords('secret', 'en'), undefined);
  assert.match(
    words('password_hash', pool({ hashAlgorithm: 'BCRYPT' })),
    / The most that Cognito takes: BCRYPT \(cost up to 12\)\.$/,
  );
});
