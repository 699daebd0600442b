// Realistic trust policies, and the permissions of a new role.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { permissionsIn, trustsCognito } from '../../../../src/aws/calls/logRoles.ts';
import { logRoleTrust } from '../../../../src/domain/gateway/logRole.ts';

const encoded = (policy: unknown): string => encodeURIComponent(JSON.stringify(policy));
const cognito = 'cognito-idp.amazonaws.com';
const statement = (change: object) => ({
  Effect: 'Allow',
  Principal: { Service: cognito },
  Action: 'sts:AssumeRole',
  ...change,
});

describe('a role', () => {
  for (const [name, policy, expected] of [
    ['as the extension creates it', logRoleTrust, true],
    ['with one statement instead of a list', { Statement: statement({}) }, true],
    ['with several services', { Statement: statement({ Principal: { Service: ['x', cognito] } }) }, true],
    [
      'with several actions',
      { Statement: statement({ Action: ['sts:TagSession', 'sts:AssumeRole'] }) },
      true,
    ],
    ['with all actions', { Statement: statement({ Action: 'sts:*' }) }, true],
    ['with a second statement', { Statement: [statement({ Principal: '*' }), statement({})] }, true],
    [
      'of another service',
      { Statement: statement({ Principal: { Service: 'lambda.amazonaws.com' } }) },
      false,
    ],
    [
      'of identity pools',
      { Statement: statement({ Principal: { Federated: 'cognito-identity.amazonaws.com' } }) },
      false,
    ],
    ['that denies', { Statement: statement({ Effect: 'Deny' }) }, false],
    ['that allows something else', { Statement: statement({ Action: 'sts:TagSession' }) }, false],
    ['without statements', {}, false],
    ['that is not an object', 'text', undefined],
  ] as const) {
    test(name, () => assert.equal(trustsCognito(encoded(policy)), expected));
  }

  test('with an unreadable trust policy is undecided', () => {
    for (const document of [undefined, '', '%7B', '%', 'no json']) {
      assert.equal(trustsCognito(document), undefined, document);
    }
  });

  test('with any trust policy causes no exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (policy, text) => {
        trustsCognito(encoded(policy));
        trustsCognito(encoded({ Statement: policy }));
        trustsCognito(text);
      }),
    );
  });
});

test('a new role may write logs in its own partition, account and Region only', () => {
  const policy = permissionsIn('cn-north-1', 'arn:aws-cn:iam::123456789012:role/service-role/x');
  assert.deepEqual(JSON.parse(policy), {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:DescribeLogStreams',
          'logs:PutLogEvents',
        ],
        Resource: ['arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/cognito/*'],
      },
    ],
  });
});
