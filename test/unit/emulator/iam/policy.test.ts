// Trust policies: who may assume a role, and under which conditions.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trusts, type Assumer } from '../../../../src/emulator/iam/policy.ts';

const developer: Assumer = {
  kind: 'AWS',
  names: ['arn:aws:iam::111122223333:user/developer', '111122223333', 'arn:aws:iam::111122223333:root'],
  action: 'sts:AssumeRole',
  context: { 'sts:externalid': 'x-42', 'aws:multifactorauthpresent': 'true' },
};
const allow = (terms: object): object => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...terms });
const isTrusted = (statements: readonly object[], change: Partial<Assumer> = {}): boolean =>
  trusts(statements as Parameters<typeof trusts>[0], { ...developer, ...change });

describe('a role can be assumed by', () => {
  for (const [name, principal] of [
    ['the user it names', { AWS: 'arn:aws:iam::111122223333:user/developer' }],
    ['one of the principals it names', { AWS: ['444455556666', 'arn:aws:iam::111122223333:root'] }],
    ['every user of the account', { AWS: '111122223333' }],
    ['everybody', '*'],
    ['everybody with an account', { AWS: '*' }],
  ] as const) {
    test(name, () => assert.ok(isTrusted([allow({ Principal: principal })])));
  }

  for (const [name, statement] of [
    ['another user', allow({ Principal: { AWS: 'arn:aws:iam::111122223333:user/other' } })],
    ['another account', allow({ Principal: { AWS: '444455556666' } })],
    ['a service', allow({ Principal: { Service: 'cognito-idp.amazonaws.com' } })],
    ['a web identity', allow({ Principal: { AWS: '*' }, Action: 'sts:AssumeRoleWithWebIdentity' })],
    ['nobody', allow({})],
  ] as const) {
    test(`no other caller if the policy names ${name}`, () => assert.ok(!isTrusted([statement])));
  }
});

describe('a condition', () => {
  const withCondition = (condition: object): object => allow({ Principal: '*', Condition: condition });

  test('on the external id accepts only the listed ids', () => {
    const statement = withCondition({ StringEquals: { 'sts:ExternalId': ['x-1', 'x-42'] } });
    assert.ok(isTrusted([statement]));
    assert.ok(!isTrusted([statement], { context: { 'sts:externalid': '' } }));
  });

  test('on MFA works with a string or a boolean', () => {
    for (const value of ['true', true]) {
      const statement = withCondition({ BoolIfExists: { 'aws:MultiFactorAuthPresent': value } });
      assert.ok(isTrusted([statement]));
      assert.ok(!isTrusted([statement], { context: { 'aws:multifactorauthpresent': 'false' } }));
    }
  });

  test('of a Deny statement overrides an Allow statement', () => {
    const deny = {
      ...withCondition({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
      Effect: 'Deny',
    };
    const statements = [allow({ Principal: '*' }), deny];
    assert.ok(isTrusted(statements));
    assert.ok(!isTrusted(statements, { context: { 'aws:multifactorauthpresent': 'false' } }));
  });

  test('on an unknown key is ignored', () => {
    assert.ok(isTrusted([withCondition({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })]));
  });
});
