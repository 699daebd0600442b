// InitiateAuth and AdminInitiateAuth: checks the password against the hash that was imported for the user.
import { createHmac } from 'node:crypto';
import { hashCosts } from '../../csv/values/hashShapes.ts';
import type { VerifyHash } from '../../hashCheck/verify.ts';
import type { Account } from '../account.ts';
import { userPoolId } from '../cognito/members.ts';
import { hashingAlgorithms } from '../cognito/passwordHash.ts';
import { noSuchUser } from '../cognito/texts.ts';
import type { UserPool } from '../cognito/userPool.ts';
import { attribute, type User } from '../cognito/users.ts';
import type { Random } from '../random.ts';
import { ServiceError, invalidParameter, resourceNotFound, serialization } from '../serviceError.ts';
import { operation, type Operation } from '../service.ts';
import { choice, isRecord, required, text, type Member } from '../validation.ts';
import type { AppClient } from './appClient.ts';
import { recordEvent } from './authEvents.ts';
import {
  adminFlowNotEnabled,
  flowNotEnabled,
  flowNotSupported,
  missingParameter,
  noSuchClient,
  resetRequired,
  secretHashMissing,
  secretHashUnexpected,
  secretHashWrong,
  userDisabled,
  wrongPassword,
} from './texts.ts';
import { tokensFor } from './tokens.ts';

/** AuthParametersType. */
const parameters: Member<Readonly<Record<string, string>>, false> = {
  required: false,
  read(value) {
    if (!isRecord(value)) throw serialization('Expected map or null');
    const entries = Object.entries(value).map(([name, one]) => {
      if (typeof one !== 'string') throw serialization('Expected string or null');
      return [name, one] as const;
    });
    return Object.fromEntries(entries);
  },
};

const request = {
  AuthFlow: required(
    choice([
      'USER_SRP_AUTH',
      'REFRESH_TOKEN_AUTH',
      'REFRESH_TOKEN',
      'CUSTOM_AUTH',
      'ADMIN_NO_SRP_AUTH',
      'USER_PASSWORD_AUTH',
      'ADMIN_USER_PASSWORD_AUTH',
      'USER_AUTH',
    ]),
  ),
  AuthParameters: parameters,
  ClientId: required(text({ min: 1, max: 128, pattern: '[\\w+]+' })),
};

export function signInOperations(
  account: Account,
  random: Random,
  verifyHash: VerifyHash,
): Record<string, Operation> {
  const signIn = async (pool: UserPool, client: AppClient, given: SignInParameters): Promise<object> => {
    account.settle();
    const known = credentials(client, given);
    const user = await authenticated(pool, client, known, verifyHash).catch((error: unknown) => {
      const failed = pool.user(known.username);
      if (failed) recordEvent(account, pool, failed, { type: 'SignIn', response: 'Fail' });
      throw error;
    });
    const response = pool.mfaConfiguration === 'ON' ? 'InProgress' : 'Pass';
    recordEvent(account, pool, user, { type: 'SignIn', response });
    if (pool.mfaConfiguration === 'ON') return mfaSetup(user, random);
    const signedIn = { pool, user, client, region: pool.region ?? account.region, now: account.clock.now() };
    return { ChallengeParameters: {}, AuthenticationResult: tokensFor(signedIn, random) };
  };
  return {
    InitiateAuth: {
      ...operation(request, (input) => {
        const pool = account.pools.find(({ clients }) => clients.has(input.ClientId));
        const client = pool?.clients.get(input.ClientId);
        if (!pool || !client) throw resourceNotFound(noSuchClient(input.ClientId));
        const { AuthFlow: flow } = input;
        if (flow !== 'USER_PASSWORD_AUTH') throw invalidParameter(flowNotSupported);
        if (!allows(client, ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH']))
          throw invalidParameter(flowNotEnabled(flow));
        return signIn(pool, client, input.AuthParameters ?? {});
      }),
      isUnsigned: true,
    },

    AdminInitiateAuth: operation({ ...request, UserPoolId: required(userPoolId) }, (input) => {
      const pool = account.pool(input.UserPoolId);
      const client = pool.clients.get(input.ClientId);
      if (!client) throw resourceNotFound(noSuchClient(input.ClientId));
      if (!['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'].includes(input.AuthFlow))
        throw invalidParameter(flowNotSupported);
      if (!allows(client, ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']))
        throw invalidParameter(adminFlowNotEnabled);
      return signIn(pool, client, input.AuthParameters ?? {});
    }),
  };
}

type SignInParameters = Readonly<Record<string, string>>;

function allows(client: AppClient, flows: readonly AppClient['flows'][number][]): boolean {
  return client.flows.some((flow) => flows.includes(flow));
}

/** @throws ServiceError where a parameter or the proof of the client's secret is missing or wrong. */
function credentials(client: AppClient, given: SignInParameters): { username: string; password: string } {
  const { USERNAME: username, PASSWORD: password, SECRET_HASH: proof } = given;
  if (username === undefined) throw invalidParameter(missingParameter('USERNAME'));
  if (password === undefined) throw invalidParameter(missingParameter('PASSWORD'));
  const { id, secret } = client;
  if (secret === undefined && proof !== undefined) throw notAuthorized(secretHashUnexpected(id));
  if (secret !== undefined && proof === undefined) throw notAuthorized(secretHashMissing(id));
  // Developer Guide, Computing secret hash values.
  if (
    secret !== undefined &&
    proof !==
      createHmac('sha256', secret)
        .update(username + id)
        .digest('base64')
  )
    throw notAuthorized(secretHashWrong(id));
  return { username, password };
}

/**
 * The order of the service's checks is not documented. If a client hides whether users exist, missing users and users who must reset their
 * passwords get the same answer as a wrong password (Developer Guide, Managing user existence error responses).
 */
async function authenticated(
  pool: UserPool,
  { hidesUsers }: AppClient,
  { username, password }: { readonly username: string; readonly password: string },
  verifyHash: VerifyHash,
): Promise<User> {
  const user = pool.user(username);
  if (!user)
    throw hidesUsers ? notAuthorized(wrongPassword) : new ServiceError('UserNotFoundException', noSuchUser);
  if (!user.enabled) throw notAuthorized(userDisabled);
  if (user.status === 'RESET_REQUIRED')
    throw hidesUsers
      ? notAuthorized(wrongPassword)
      : new ServiceError('PasswordResetRequiredException', resetRequired);
  const hash = attribute(user, 'password_hash');
  const algorithm = hashingAlgorithms.find((one) => hashCosts(hash, one) !== undefined);
  if (algorithm === undefined || !(await verifyHash(password, hash, algorithm)))
    throw notAuthorized(wrongPassword);
  return user;
}

/** If a pool requires MFA, the user has to set it up: an import carries no second factor. */
function mfaSetup(user: User, random: Random): object {
  return {
    ChallengeName: 'MFA_SETUP',
    Session: random.alphanumeric(300),
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: user.username },
  };
}

function notAuthorized(message: string): ServiceError {
  return new ServiceError('NotAuthorizedException', message);
}
