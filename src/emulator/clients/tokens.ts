// The tokens of a signed-in user: in the service's form, but not really signed.
import type { UserPool } from '../cognito/userPool.ts';
import { attributesOf, type User } from '../cognito/users.ts';
import type { Random } from '../random.ts';
import type { AppClient } from './appClient.ts';

export interface SignedIn {
  readonly pool: UserPool;
  readonly user: User;
  readonly client: AppClient;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const lifetimeSeconds = 3_600;

/** AuthenticationResultType. */
export function tokensFor(signedIn: SignedIn, random: Random): object {
  const { pool, user, client, region } = signedIn;
  const issued = Math.floor(signedIn.now / 1_000);
  const common = {
    sub: user.sub,
    iss: `https://cognito-idp.${region}.amazonaws.com/${pool.id}`,
    auth_time: issued,
    iat: issued,
    exp: issued + lifetimeSeconds,
    jti: random.uuid(),
  };
  const attributes = Object.fromEntries(
    attributesOf(user).map(({ Name, Value }) => [
      Name,
      Name.endsWith('_verified') ? Value === 'true' : Value,
    ]),
  );
  const access = {
    ...common,
    token_use: 'access',
    client_id: client.id,
    scope: 'aws.cognito.signin.user.admin',
    username: user.username,
  };
  const id = { ...attributes, ...common, token_use: 'id', aud: client.id, 'cognito:username': user.username };
  return {
    AccessToken: token(access, random),
    ExpiresIn: lifetimeSeconds,
    TokenType: 'Bearer',
    RefreshToken: `${base64url({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })}.${random.alphanumeric(900)}`,
    IdToken: token(id, random),
  };
}

function token(claims: object, random: Random): string {
  return [
    base64url({ kid: random.alphanumeric(44), alg: 'RS256' }),
    base64url(claims),
    random.alphanumeric(342),
  ].join('.');
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
