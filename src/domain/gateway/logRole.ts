// The IAM role that lets an import job write its log (Developer Guide, Creating the CloudWatch Logs IAM role).

export const logRoleTrust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
} as const;

export const logRolePermissions = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: ['arn:*:logs:*:*:log-group:/aws/cognito/*'],
    },
  ],
} as const;

/** Both policies as text, for users who ask an administrator to create the role. */
export function logRoleDocuments(): string {
  return `${JSON.stringify({ TrustPolicy: logRoleTrust, PermissionsPolicy: logRolePermissions }, undefined, 2)}\n`;
}
