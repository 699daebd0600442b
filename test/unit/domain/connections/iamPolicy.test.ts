// The IAM policy grants exactly the calls of the extension, on the right resources.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { minimalIamPolicy, type PolicyScope } from '../../../../src/domain/connections/iamPolicy.ts';

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

/** IAM's prefix for each SDK client of the extension. STS needs none: GetCallerIdentity is free, and the SDK's chain assumes roles. */
const prefixes: Readonly<Record<string, string | undefined>> = {
  'client-cognito-identity-provider': 'cognito-idp',
  'client-iam': 'iam',
  'client-cloudwatch-logs': 'logs',
  'client-sts': undefined,
};

/** The IAM actions of all SDK commands that the adapter imports. */
function calledActions(): readonly string[] {
  const folder = new URL('../../../../src/aws/', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const source = file.endsWith('.ts') ? readFileSync(new URL(file, folder), 'utf8') : '';
    return [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/(client-[\w-]+)'/g)].flatMap(
      ([, names = '', client = '']) => {
        assert.ok(client in prefixes, `${client} has no prefix here`);
        const prefix = prefixes[client];
        const called = [...names.matchAll(/\b(\w+)Command\b/g)].map(([, operation]) => operation);
        return prefix === undefined ? [] : called.map((operation) => `${prefix}:${operation}`);
      },
    );
  });
}

test('the policy for watching allows reading jobs and logs, and stopping jobs', () => {
  assert.deepEqual(actions(minimalIamPolicy('watch')), [
    'cognito-idp:ListUserPools',
    'cognito-idp:ListUserImportJobs',
    'cognito-idp:DescribeUserImportJob',
    'cognito-idp:StopUserImportJob',
    'cognito-idp:DescribeUserPool',
    'logs:GetLogEvents',
  ]);
});

test("the policies allow only the extension's calls and passing the log role", () => {
  const called = calledActions();
  assert.ok(called.includes('iam:CreateRole') && called.includes('cognito-idp:StopUserImportJob'));
  const scopes = ['roles', 'compare', 'groups', 'resets', 'undo', 'export', 'pools'] as const;
  const allowed = new Set(scopes.flatMap((scope) => actions(minimalIamPolicy(scope))));
  assert.deepEqual([...allowed].toSorted(), [...called, 'iam:PassRole'].toSorted());
});

test('the policies for commands on users allow watching and exactly the calls of the commands', () => {
  const watching = actions(minimalIamPolicy('watch'));
  const more = (scope: PolicyScope) =>
    actions(minimalIamPolicy(scope)).filter((each) => !watching.includes(each));
  const finding = ['cognito-idp:GetCSVHeader', 'cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'];
  assert.deepEqual(more('compare'), finding);
  assert.deepEqual(more('groups'), [
    ...finding,
    ...['ListGroups', 'CreateGroup', 'AdminListGroupsForUser', 'AdminAddUserToGroup', 'AdminDisableUser'].map(
      (operation) => `cognito-idp:${operation}`,
    ),
  ]);
  assert.deepEqual(more('resets'), [...finding, 'cognito-idp:AdminResetUserPassword']);
  assert.deepEqual(more('undo'), [
    ...finding,
    'cognito-idp:AdminListUserAuthEvents',
    'cognito-idp:AdminDeleteUser',
  ]);
  assert.deepEqual(
    more('export'),
    ['GetCSVHeader', 'ListUsers', 'ListGroups', 'ListUsersInGroup', 'AdminListGroupsForUser'].map(
      (operation) => `cognito-idp:${operation}`,
    ),
  );
  assert.deepEqual(more('pools'), ['cognito-idp:ListGroups']);
});

test('the policy for imports with an existing role allows only iam:PassRole of IAM', () => {
  const onRoles = (scope: PolicyScope) =>
    actions(minimalIamPolicy(scope)).filter((each) => each.startsWith('iam:'));
  assert.deepEqual(onRoles('import'), ['iam:PassRole']);
  const rest = actions(minimalIamPolicy('roles')).filter((each) => !each.startsWith('iam:'));
  assert.deepEqual(
    actions(minimalIamPolicy('import')).filter((each) => each !== 'iam:PassRole'),
    rest,
  );
});

test('only listing is allowed on all resources, and roles are passed to Cognito only', () => {
  for (const { Action, Resource, Condition } of statements(minimalIamPolicy('roles'))) {
    if (Resource === '*') assert.match(Action.join(), /^(?:cognito-idp:ListUserPools|iam:ListRoles)$/);
    if (Action.includes('iam:PassRole')) {
      assert.deepEqual(Condition, { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } });
    }
  }
});
