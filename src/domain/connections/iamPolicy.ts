// The least a caller needs for what this extension does (Service Authorization Reference: Amazon Cognito User Pools, IAM, CloudWatch Logs).

/**
 * `watch`: seeing jobs, their logs too, and stopping them. `import`: making them too, from the pool's template on, with a log role that is
 * there. `roles`: also finding and making that role.
 */
export type PolicyScope = 'watch' | 'import' | 'roles';

/** An IAM policy as text. The upload needs nothing, for its URL is signed by Cognito; nor does asking for the account. */
export function minimalIamPolicy(scope: PolicyScope): string {
  return `${JSON.stringify({ Version: '2012-10-17', Statement: statements[scope] }, undefined, 2)}\n`;
}

const pools = 'arn:*:cognito-idp:*:*:userpool/*';

/** ListUserPools knows no resource but `*`; everything else is granted on pools. */
const watching = [
  { Sid: 'ListUserPools', Effect: 'Allow', Action: ['cognito-idp:ListUserPools'], Resource: '*' },
  {
    Sid: 'UserImportJobs',
    Effect: 'Allow',
    Action: [
      'cognito-idp:ListUserImportJobs',
      'cognito-idp:DescribeUserImportJob',
      'cognito-idp:StopUserImportJob',
      // The name of a pool of which only a job is known.
      'cognito-idp:DescribeUserPool',
    ],
    Resource: pools,
  },
  {
    Sid: 'ReadImportLogs',
    Effect: 'Allow',
    Action: ['logs:GetLogEvents'],
    Resource: 'arn:*:logs:*:*:log-group:/aws/cognito/userpools/*',
  },
];

const importing = [
  {
    Sid: 'ImportUsers',
    Effect: 'Allow',
    Action: ['cognito-idp:GetCSVHeader', 'cognito-idp:CreateUserImportJob', 'cognito-idp:StartUserImportJob'],
    Resource: pools,
  },
  {
    // Creating a job hands its log role on. To Cognito only; the resource may be narrowed to the roles in use.
    Sid: 'PassLogRole',
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: 'arn:*:iam::*:role/*',
    Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
  },
];

/** ListRoles knows no resource but `*`. Roles are made where the console puts those for services, and one that could not be finished is removed. */
const rolesToo = [
  { Sid: 'FindLogRoles', Effect: 'Allow', Action: ['iam:ListRoles'], Resource: '*' },
  {
    Sid: 'CreateLogRole',
    Effect: 'Allow',
    Action: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRole'],
    Resource: 'arn:*:iam::*:role/service-role/*',
  },
];

const statements = {
  watch: watching,
  import: [...watching, ...importing],
  roles: [...watching, ...importing, ...rolesToo],
} satisfies Record<PolicyScope, readonly object[]>;
