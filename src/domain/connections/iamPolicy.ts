// The minimal IAM policies for what this extension does (Service Authorization Reference: Amazon Cognito User Pools, IAM, CloudWatch Logs).

/**
 * `watch`: see jobs and their logs, and stop jobs. `import`: also create and start jobs, with an existing log role. `roles`: also find
 * and create that role. `compare`, `groups`, `resets`, `undo`, `export`, `pools`: `watch`, plus the calls for comparing a CSV with a pool,
 * applying groups, sending password resets, undoing an import, exporting the users of a pool, or comparing two pools.
 */
export type PolicyScope =
  'watch' | 'import' | 'roles' | 'compare' | 'groups' | 'resets' | 'undo' | 'export' | 'pools';

/** An IAM policy as text. The upload needs no permission, because Cognito signs its URL; GetCallerIdentity needs none either. */
export function minimalIamPolicy(scope: PolicyScope): string {
  return `${JSON.stringify({ Version: '2012-10-17', Statement: statements[scope] }, undefined, 2)}\n`;
}

const pools = 'arn:*:cognito-idp:*:*:userpool/*';

/** ListUserPools supports only the resource `*`; everything else is granted on pools. */
const watching = [
  { Sid: 'ListUserPools', Effect: 'Allow', Action: ['cognito-idp:ListUserPools'], Resource: '*' },
  {
    Sid: 'UserImportJobs',
    Effect: 'Allow',
    Action: [
      'cognito-idp:ListUserImportJobs',
      'cognito-idp:DescribeUserImportJob',
      'cognito-idp:StopUserImportJob',
      // For the name of a pool that is known only by a job.
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
    // Creating a job passes its log role, to Cognito only. The resource may be narrowed to the roles in use.
    Sid: 'PassLogRole',
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: 'arn:*:iam::*:role/*',
    Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
  },
];

/** ListRoles supports only the resource `*`. Roles are created under the console's path for service roles; an incomplete one is deleted. */
const rolesToo = [
  { Sid: 'FindLogRoles', Effect: 'Allow', Action: ['iam:ListRoles'], Resource: '*' },
  {
    Sid: 'CreateLogRole',
    Effect: 'Allow',
    Action: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:DeleteRole'],
    Resource: 'arn:*:iam::*:role/service-role/*',
  },
];

const comparing = [
  {
    Sid: 'FindUsers',
    Effect: 'Allow',
    Action: ['cognito-idp:GetCSVHeader', 'cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'],
    Resource: pools,
  },
];

const grouping = [
  ...comparing,
  {
    Sid: 'ApplyGroups',
    Effect: 'Allow',
    Action: [
      'cognito-idp:ListGroups',
      'cognito-idp:CreateGroup',
      'cognito-idp:AdminListGroupsForUser',
      'cognito-idp:AdminAddUserToGroup',
      'cognito-idp:AdminDisableUser',
    ],
    Resource: pools,
  },
];

const undoing = [
  ...comparing,
  {
    // Sign-in events are read only in user pools that record them.
    Sid: 'DeleteUsers',
    Effect: 'Allow',
    Action: ['cognito-idp:AdminListUserAuthEvents', 'cognito-idp:AdminDeleteUser'],
    Resource: pools,
  },
];

const resetting = [
  ...comparing,
  { Sid: 'ResetPasswords', Effect: 'Allow', Action: ['cognito-idp:AdminResetUserPassword'], Resource: pools },
];

const exporting = [
  {
    Sid: 'ExportUsers',
    Effect: 'Allow',
    Action: [
      'cognito-idp:GetCSVHeader',
      'cognito-idp:ListUsers',
      'cognito-idp:ListGroups',
      'cognito-idp:ListUsersInGroup',
      // Used instead of ListUsersInGroup in a pool that has more groups than users.
      'cognito-idp:AdminListGroupsForUser',
    ],
    Resource: pools,
  },
];

/** `watching` already allows DescribeUserPool. */
const comparingPools = [
  { Sid: 'CompareUserPools', Effect: 'Allow', Action: ['cognito-idp:ListGroups'], Resource: pools },
];

const statements = {
  watch: watching,
  import: [...watching, ...importing],
  roles: [...watching, ...importing, ...rolesToo],
  compare: [...watching, ...comparing],
  groups: [...watching, ...grouping],
  resets: [...watching, ...resetting],
  undo: [...watching, ...undoing],
  export: [...watching, ...exporting],
  pools: [...watching, ...comparingPools],
} satisfies Record<PolicyScope, readonly object[]>;
