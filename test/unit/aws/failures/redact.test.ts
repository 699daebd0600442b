// Redacts everything in an error text that could be a secret, and keeps what a person needs to read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { redact } from '../../../../src/aws/failures/redact.ts';

const charactersOf = (text: string): fc.Arbitrary<string> =>
  fc.nat(text.length - 1).map((at) => text.charAt(at));

const base64 = (length: number, longest = length): fc.Arbitrary<string> =>
  fc
    .string({
      unit: charactersOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+'),
      minLength: length,
      maxLength: longest,
    })
    .filter((text) => /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text));
const words = fc.array(fc.constantFrom('Command', 'failed:', 'the', '"quoted"', 'x=1,', '(why)'), {
  maxLength: 4,
});

function around(secret: fc.Arbitrary<string>, check: (secret: string, text: string) => void): void {
  fc.assert(
    fc.property(words, secret, words, (before, hidden, after) => {
      check(hidden, redact([...before, hidden, ...after].join(' ')));
    }),
  );
}

describe('redacting removes', () => {
  test('access key ids of every kind', () => {
    const id = fc
      .tuple(
        fc.constantFrom('AKIA', 'ASIA', 'AROA', 'AIDA'),
        fc.string({
          unit: charactersOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
          minLength: 16,
          maxLength: 16,
        }),
      )
      .map((parts) => parts.join(''));
    around(id, (secret, text) => assert.ok(!text.includes(secret), text));
  });

  test('secret keys', () => {
    around(base64(40), (secret, text) => assert.ok(!text.includes(secret), text));
  });

  test('session tokens', () => {
    around(base64(120, 900), (secret, text) => assert.ok(!text.includes(secret.slice(0, 60)), text));
  });

  for (const [text, clean] of [
    [
      'GET https://s3.amazonaws.com/b/k?X-Amz-Signature=abc&x=1 failed',
      'GET https://s3.amazonaws.com/b/k?[redacted] failed',
    ],
    ['Credential=AKIA/20260101/us-east-1, Signature=ab12', 'Credential=[redacted], Signature=[redacted]'],
    ['aws_session_token = abc123', 'aws_session_token = [redacted]'],
    ['{"SecretAccessKey":"abc","Version":1}', '{"SecretAccessKey":[redacted]","Version":1}'],
    ['password: hunter2', 'password: [redacted]'],
  ] as const) {
    test(text, () => assert.equal(redact(text), clean));
  }
});

describe('redacting keeps', () => {
  for (const text of [
    'AccessDeniedException: User: arn:aws:iam::111122223333:user/dev is not authorized to perform: cognito-idp:ListUserPools',
    'ExpiredTokenException: The security token included in the request is expired',
    'Failed to refresh token: AccessDeniedException: no',
    'Error: getaddrinfo ENOTFOUND cognito-idp.eu-central-1.amazonaws.com',
    "ENOENT: no such file or directory, open '/home/somebody/.aws/tokens/web-identity.jwt'",
    'User pool us-east-1_AbCdEfGhI does not exist.',
    'request 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  ]) {
    test(text.slice(0, 40), () => assert.equal(redact(text), text));
  }

  test('one line of at most 600 characters', () => {
    assert.equal(redact('a\n  b\t\tc\n'), 'a b c');
    assert.equal(redact('word '.repeat(300)).length, 601);
  });
});
