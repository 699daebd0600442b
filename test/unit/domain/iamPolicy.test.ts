// The policy a user is given names what the extension calls, no more, and on what it is granted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minimalIamPolicy } from '../../../src/domain/iamPolicy.ts';
import { categoryOf } from '../../../src/domain/quotas.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: object;
}

function statements(text: string): readonly Statement[] {
  const policy = JSON.parse(text) as { Version: string; Statement: Statement[] };
  assert.equal(policy.Version, '2012-10-17');
  assert.ok(policy.Statement.every(({ Sid, Effect }) => /^[A-Za-z0-9]+$/.test(Sid) && Effect === 'Allow'));
  return policy.Statement;
}

const actions = (text: string): readonly string[] => statements(text).flatMap(({ Action }) => Action);
const cognitoOnly = (list: readonly string[]): readonly string[] =>
  list.filter((action) => action.startsWith('cognito-idp:')).sort();

test('whoever only watches is given four actions', () => {
  assert.deepEqual(cognitoOnly(actions(minimalIamPolicy('watch'))), [
    'cognito-idp:DescribeUserImportJob',
    'cognito-idp:ListUserImportJobs',
    'cognito-idp:ListUserPools',
    'cognito-idp:StopUserImportJob',
  ]);
  assert.equal(actions(minimalIamPolicy('watch')).length, 4);
});

test('whoever imports is given every operation the extension calls, the log role and the log', () => {
  const granted = actions(minimalIamPolicy('import'));
  const called = Object.keys(categoryOf).map((operation) => `cognito-idp:${operation}`);
  assert.deepEqual(cognitoOnly(granted), called.sort());
  assert.deepEqual(
    granted.filter((action) => !action.startsWith('cognito-idp:')),
    ['iam:PassRole', 'logs:GetLogEvents'],
  );
  assert.equal(new Set(granted).size, granted.length);
});

test('only listing pools is granted on everything, and roles go to Cognito only', () => {
  for (const { Action, Resource, Condition } of statements(minimalIamPolicy('import'))) {
    if (Resource === '*') assert.deepEqual(Action, ['cognito-idp:ListUserPools']);
    if (Action.includes('iam:PassRole')) {
      assert.deepEqual(Condition, { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } });
    }
  }
});
