// The least a caller needs for everything this extension does (Service Authorization Reference, Amazon Cognito User Pools).

/** ListUserPools knows no resource but `*`; everything else is granted on pools. */
export function minimalIamPolicy(): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ListUserPools', Effect: 'Allow', Action: ['cognito-idp:ListUserPools'], Resource: '*' },
      {
        Sid: 'UserImportJobs',
        Effect: 'Allow',
        Action: [
          'cognito-idp:ListUserImportJobs',
          'cognito-idp:DescribeUserImportJob',
          'cognito-idp:StopUserImportJob',
        ],
        Resource: 'arn:*:cognito-idp:*:*:userpool/*',
      },
    ],
  };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}
