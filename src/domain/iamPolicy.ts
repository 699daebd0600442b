// The least a caller needs for what this extension does (Service Authorization Reference: Amazon Cognito User Pools, IAM, CloudWatch Logs).

/** `watch`: seeing and stopping jobs. `import`: making them too, from the pool's template to the log of each row. */
export type PolicyScope = 'watch' | 'import';

/**
 * An IAM policy as text. Finding and making log roles is left out: whoever may not, enters the ARN of a role. The upload needs
 * nothing, for its URL is signed by Cognito.
 */
export function minimalIamPolicy(scope: PolicyScope): string {
  const Statement = scope === 'watch' ? watching : [...watching, ...importing];
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2)}\n`;
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
    ],
    Resource: pools,
  },
];

const importing = [
  {
    Sid: 'ImportUsers',
    Effect: 'Allow',
    Action: [
      'cognito-idp:DescribeUserPool',
      'cognito-idp:GetCSVHeader',
      'cognito-idp:CreateUserImportJob',
      'cognito-idp:StartUserImportJob',
    ],
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
  {
    Sid: 'ReadImportLogs',
    Effect: 'Allow',
    Action: ['logs:GetLogEvents'],
    Resource: 'arn:*:logs:*:*:log-group:/aws/cognito/userpools/*',
  },
];
