// The hash algorithm of an import is guessed from the beginning of its CSV.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessedBytes, withGuessedAlgorithm } from '../../../../src/csv/validate/guessAlgorithm.ts';
import { validateText } from '../../../../src/csv/validate/validate.ts';
import { columns, pool } from '../pools.ts';

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
const schema = pool({ csvHeader: [...columns, 'password_hash'] });
const header = 'cognito:username,email,email_verified,password_hash';

function guess(rows: readonly string[], of = schema) {
  return withGuessedAlgorithm(of, new TextEncoder().encode([header, ...rows].join('\n')));
}

test('the first recognizable hash decides, here and when the whole file is validated', () => {
  const rows = ['a,a@b,true,', 'b,b@b,true,geheim', `c,c@b,true,${bcrypt}`];
  assert.equal(guess(rows).hashAlgorithm, 'BCRYPT');
  assert.equal(validateText([header, ...rows].join('\n'), schema).summary.hashAlgorithm, 'BCRYPT');
});

test('nothing is guessed without hashes, without the hash column, or with a chosen algorithm', () => {
  assert.equal(guess(['a,a@b,true,']), schema);
  assert.equal(withGuessedAlgorithm(schema, new Uint8Array()), schema);
  assert.equal(guess([`a,a@b,true,${bcrypt}`], pool()).hashAlgorithm, undefined);
  const chosen = { ...schema, hashAlgorithm: 'SCRYPT' } as const;
  assert.equal(guess([`a,a@b,true,${bcrypt}`], chosen), chosen);
});

test('only the beginning is read', () => {
  const many = Array.from({ length: guessedBytes / 10 }, (_, index) => `u${index},u@b,true,`);
  assert.equal(guess([...many, `a,a@b,true,${bcrypt}`]).hashAlgorithm, undefined);
});
