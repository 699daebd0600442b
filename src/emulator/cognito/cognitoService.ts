// The operations of Amazon Cognito user pools for import jobs and their users (API version 2016-04-18).
import type { Account } from '../account.ts';
import type { SigningKey } from '../http/preSign.ts';
import { resourceNotFound } from '../serviceError.ts';
import type { Operation, Service } from '../service.ts';
import { groupOperations } from './groupOperations.ts';
import { jobOperations } from './jobOperations.ts';
import { isSeenFrom, poolOperations } from './poolOperations.ts';
import { noSuchPool } from './texts.ts';
import { userOperations } from './userOperations.ts';

export const cognitoTarget = 'AWSCognitoIdentityProviderService';

/** @param further operations that the sandbox does not need. */
export function cognitoService(
  account: Account,
  key: SigningKey,
  host: () => string,
  further: Readonly<Record<string, Operation>> = {},
): Service {
  return {
    name: 'cognito-idp',
    operations: inItsRegion(account, {
      ...poolOperations(account),
      ...jobOperations(account, key, host),
      ...userOperations(account),
      ...groupOperations(account),
      ...further,
    }),
    // ListUserPools and CreateUserPool can be allowed on `*` only.
    resource: (_operation, input) =>
      typeof input['UserPoolId'] === 'string' ? account.poolArn(input['UserPoolId']) : '*',
    furtherActions: (operation, { CloudWatchLogsRoleArn: role }) =>
      operation === 'CreateUserImportJob' && typeof role === 'string'
        ? [{ action: 'iam:PassRole', resource: role }]
        : [],
  };
}

/** No operation reaches a pool of another Region. */
function inItsRegion(account: Account, operations: Readonly<Record<string, Operation>>) {
  const guarded = (inside: Operation): Operation => ({
    ...inside,
    run(input, context) {
      const poolId = input['UserPoolId'];
      const pool = account.pools.find(({ id }) => id === poolId);
      if (pool && !isSeenFrom(pool, context.region)) throw resourceNotFound(noSuchPool(pool.id));
      return inside.run(input, context);
    },
  });
  return Object.fromEntries(Object.entries(operations).map(([name, inside]) => [name, guarded(inside)]));
}
