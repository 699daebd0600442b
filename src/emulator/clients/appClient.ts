// App clients over the wire: an app uses one to sign users in.
import type { Account } from '../account.ts';
import { name, userPoolId } from '../cognito/members.ts';
import type { Random } from '../random.ts';
import { operation, type Operation } from '../service.ts';
import { choice, flag, list, required } from '../validation.ts';

const authFlows = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const;

export interface AppClient {
  readonly id: string;
  readonly name: string;
  readonly secret: string | undefined;
  readonly flows: readonly (typeof authFlows)[number][];
  /** Whether sign-ins hide which users exist (PreventUserExistenceErrors). */
  readonly hidesUsers: boolean;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** "ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH, and ALLOW_CUSTOM_AUTH" by default (API reference). */
const defaultFlows = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'] as const;

export function clientOperations(account: Account, random: Random): Record<string, Operation> {
  return {
    CreateUserPoolClient: operation(
      {
        UserPoolId: required(userPoolId),
        ClientName: required(name),
        GenerateSecret: flag,
        ExplicitAuthFlows: list(choice(authFlows)),
        PreventUserExistenceErrors: choice(['LEGACY', 'ENABLED']),
      },
      (input) => {
        const pool = account.pool(input.UserPoolId);
        const client: AppClient = {
          id: random.alphanumeric(26).toLowerCase(),
          name: input.ClientName,
          secret: input.GenerateSecret === true ? random.alphanumeric(51).toLowerCase() : undefined,
          flows: input.ExplicitAuthFlows ?? defaultFlows,
          hidesUsers: input.PreventUserExistenceErrors === 'ENABLED',
          created: account.clock.now(),
        };
        pool.clients.set(client.id, client);
        return { UserPoolClient: clientShape(pool.id, client) };
      },
    ),
  };
}

/** UserPoolClientType. */
function clientShape(poolId: string, client: AppClient): object {
  return {
    UserPoolId: poolId,
    ClientName: client.name,
    ClientId: client.id,
    ClientSecret: client.secret,
    LastModifiedDate: client.created / 1_000,
    CreationDate: client.created / 1_000,
    RefreshTokenValidity: 30,
    TokenValidityUnits: {},
    ExplicitAuthFlows: client.flows,
    AllowedOAuthFlowsUserPoolClient: false,
    PreventUserExistenceErrors: client.hidesUsers ? 'ENABLED' : 'LEGACY',
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: 3,
  };
}
