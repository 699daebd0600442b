// Amazon Cognito user pools as far as import jobs need them (API version 2016-04-18).
import type { Account } from '../account.ts';
import type { SigningKey } from '../http/preSign.ts';
import type { Service } from '../service.ts';
import { jobOperations } from './jobOperations.ts';
import { poolOperations } from './poolOperations.ts';
import { userOperations } from './userOperations.ts';

export const cognitoTarget = 'AWSCognitoIdentityProviderService';

export function cognitoService(account: Account, key: SigningKey, host: () => string): Service {
  return {
    name: 'cognito-idp',
    operations: {
      ...poolOperations(account),
      ...jobOperations(account, key, host),
      ...userOperations(account),
    },
    // ListUserPools and CreateUserPool can be allowed on `*` only.
    resource: (_operation, input) =>
      typeof input['UserPoolId'] === 'string' ? account.poolArn(input['UserPoolId']) : '*',
    furtherActions: (operation, { CloudWatchLogsRoleArn: role }) =>
      operation === 'CreateUserImportJob' && typeof role === 'string'
        ? [{ action: 'iam:PassRole', resource: role }]
        : [],
  };
}
