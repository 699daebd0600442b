// Roles as jobs need them: Cognito may assume them, and they may write to the pool's log group.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Roles } from '../../../../src/emulator/iam/roles.ts';
import { Random } from '../../../../src/emulator/random.ts';
import { refused } from '../cognito/jobWorld.ts';

const group = '/aws/cognito/userpools/us-east-1_A/customers';
const cognito = 'cognito-idp.amazonaws.com';
const clock = { now: () => 0 };

const policy = (...statements: object[]): string => JSON.stringify({ Statement: statements });
const trust = (service: string): string =>
  policy({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
const allow = (change: object = {}): object => ({
  Effect: 'Allow',
  Action: 'logs:*',
  Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cognito/*',
  ...change,
});

function problem(trusted: string, ...policies: string[]): string | undefined {
  const roles = new Roles({ accountId: '111122223333', clock, random: new Random(1) });
  const { arn } = roles.create({ name: 'role', trust: trust(trusted) });
  for (const [index, document] of policies.entries()) roles.putPolicy('role', `p${index}`, document);
  return roles.problemOf(arn, group);
}

describe('a log role', () => {
  test('that the console creates works', () => {
    const roles = new Roles({ accountId: '111122223333', clock, random: new Random(1) });
    assert.equal(roles.problemOf(roles.ensureConsoleRole().arn, group), undefined);
    assert.equal(roles.ensureConsoleRole(), roles.get('Cognito-UserImport-Role'));
  });

  test('works with a policy for any Region, with all actions or each by name, in one policy or several', () => {
    assert.equal(problem(cognito, policy(allow())), undefined);
    const each = ['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'].map((action) =>
      policy(allow({ Action: [`logs:${action}`] })),
    );
    assert.equal(problem(cognito, ...each), undefined);
    assert.match(problem(cognito, ...each.slice(1)) ?? '', /not allowed to write logs/);
  });

  test('cannot be assumed if it does not exist or trusts only another service', () => {
    const roles = new Roles({ accountId: '111122223333', clock, random: new Random(1) });
    assert.match(roles.problemOf('arn:aws:iam::111122223333:role/none', group) ?? '', /cannot assume/);
    assert.match(problem('lambda.amazonaws.com', policy(allow())) ?? '', /cannot assume/);
  });

  for (const [name, policies] of [
    ['without policies', []],
    ['for another log group', [allow({ Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/*' })]],
    ['for another account', [allow({ Resource: 'arn:aws:logs:*:999999999999:log-group:/aws/cognito/*' })]],
    ['that is denied one action', [allow(), allow({ Effect: 'Deny', Action: 'logs:Put*' })]],
  ] as const) {
    test(`${name} may not write logs`, () => {
      const document = policies.length === 0 ? [] : [policy(...policies)];
      assert.match(problem(cognito, ...document) ?? '', /not allowed to write logs/);
    });
  }
});

test('roles are stored by name, and can be deleted only without policies', () => {
  const roles = new Roles({ accountId: '111122223333', clock, random: new Random(1) });
  const role = { name: 'b', path: '/batch/', trust: trust(cognito) };
  assert.match(roles.create(role).arn, /^arn:aws:iam::111122223333:role\/batch\/b$/);
  refused(() => roles.create(role), 'EntityAlreadyExists', /Role with name b already exists/);
  refused(() => roles.create({ name: 'x', trust: 'no json' }), 'MalformedPolicyDocument', /invalid Json/);
  refused(() => roles.create({ name: 'x', trust: '{}' }), 'MalformedPolicyDocument', /Syntax errors/);
  roles.create({ name: 'a', trust: trust(cognito) });
  assert.deepEqual(
    roles.all.map(({ name }) => name),
    ['a', 'b'],
  );
  roles.putPolicy('a', 'p', policy(allow()));
  refused(() => roles.delete('a'), 'DeleteConflict', /must delete policies first/);
  roles.delete('b');
  refused(() => roles.get('b'), 'NoSuchEntity', /role with name b cannot be found/);
});
