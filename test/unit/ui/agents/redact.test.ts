// Texts for a language model contain no address, no credential and no user's value, but still say what happened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toJson, withoutAddresses, withoutValues } from '../../../../src/ui/agents/redact.ts';

const url =
  'https://aws-cognito-idp-user-import-pdx.s3.us-west-2.amazonaws.com/a/b?X-Amz-Security-Token=AQoEXAMPLE&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20261126&X-Amz-Signature=3029f5d1a2';

test("the service's messages without values stay unchanged", () => {
  for (const words of [
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    'The user already exists.',
    'Too many users have failed or been skipped during the import.',
    "The value isn't an address, and the user's phone doesn't begin with a plus sign.",
    'The attribute "custom:team" or \'email_verified\' must be "true".',
    'Line 5956 of 500,000 has 12 values.',
    'is not authorized to perform: cognito-idp:DescribeUserImportJob',
  ])
    assert.equal(withoutValues(words), words);
});

test('values are removed wherever they are', () => {
  for (const [words, expected] of [
    ['Invalid value "Ada" for name.', 'Invalid value [value] for name.'],
    ['User ‘zoë’ is there.', 'User [value] is there.'],
    ['ada@example.com exists', '[e-mail address] exists'],
    ['(ada.o+x@example.co.uk)', '([e-mail address])'],
    ['Phone +12065550100 is taken', 'Phone [number] is taken'],
    ['hash $2b$12$abcdefghijklmnopqrstuv is bad', 'hash [hash] is bad'],
    ['by arn:aws:sts::111122223333:assumed-role/admin/ada on all', 'by [ARN] on all'],
    [`see ${url} now`, 'see [address] now'],
    ['X-Amz-Signature=3029f5 is wrong', '[credential] is wrong'],
    ['key AKIAIOSFODNN7EXAMPLE', 'key [credential]'],
  ] as const)
    assert.equal(withoutValues(words), expected);
});

test('only names of columns of the user pool may be quoted', () => {
  const words = 'The user pool has no column “Login”. Is it “custom:login name”?';
  assert.equal(
    withoutValues(words, ['custom:login name']),
    'The user pool has no column [value]. Is it “custom:login name”?',
  );
});

const letters = fc.string({
  unit: fc.constantFrom('a', 'e', 'k', 'x', 'Z', '0', '7'),
  minLength: 3,
  maxLength: 12,
});
const value = fc.oneof(
  fc.tuple(letters, letters).map(([a, b]) => `${a}@${b}.example`),
  fc.integer({ min: 1_000_000, max: 999_999_999 }).map((digits) => `+1${digits}`),
  fc.base64String({ minLength: 40 }).map((salt) => `$2b$12$${salt}`),
);

test('an address, number or hash is removed, whatever the words around it', () => {
  fc.assert(
    fc.property(letters, value, letters, (before, secret, after) => {
      assert.ok(!withoutValues(`${before} ${secret} ${after}`).includes(secret));
      assert.ok(!withoutValues(`${before} "${secret}" ${after}`).includes(secret));
    }),
  );
});

test('addresses are removed at any depth', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (around) => {
      const text = toJson({ around, deep: [{ [`x`]: `before ${url}` }] });
      assert.doesNotMatch(text, /X-Amz-|amazonaws|ASIAIOSF/);
      assert.deepEqual((JSON.parse(text) as { deep: unknown }).deep, [{ x: 'before [address]' }]);
    }),
  );
});

test('names stay unchanged', () => {
  for (const name of ['customers-prod', 'nightly import (2)', 'Kunden «Süd»', 'profile/default/us-east-1'])
    assert.equal(withoutAddresses(name), name);
});
