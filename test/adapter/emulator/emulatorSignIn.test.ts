// The services that issue credentials, call by call: their checks, their errors, and when credentials expire.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { FaultKind } from '../../../src/emulator/emulator.ts';
import { send, type Answer } from '../support/bareHttp.ts';
import { emulatorWorld, named, type EmulatorWorld } from '../support/emulatorWorld.ts';

let world: EmulatorWorld;
before(async () => {
  world = await emulatorWorld({});
});
after(() => world.close());
afterEach(() => world.emulator.faults.clear());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: object | string, headers = {}): Promise<Answer> =>
  send(
    `${world.emulator.url}${path}`,
    'POST',
    { ...json, ...headers },
    typeof body === 'string' ? body : JSON.stringify(body),
  );
const get = (path: string, headers = {}): Promise<Answer> =>
  send(`${world.emulator.url}${path}`, 'GET', headers);
/** Status, name of the error, body. */
const told = ({ status, headers, body }: Answer): readonly unknown[] => [
  status,
  headers['x-amzn-errortype'],
  JSON.parse(body),
];

const credentialsPath = '/federation/credentials?account_id=111122223333&role_name=Dev';
const portal = (token?: string): Promise<Answer> =>
  get(credentialsPath, token === undefined ? {} : { 'x-amz-sso_bearer_token': token });

describe('the SSO portal', () => {
  test('issues credentials that expire, and none after the session has ended', async () => {
    const { control, keys } = world.emulator;
    const { accessToken } = control.sso.signIn();
    const { roleCredentials } = JSON.parse((await portal(accessToken)).body) as {
      roleCredentials: {
        accessKeyId: string;
        secretAccessKey: string;
        sessionToken: string;
        expiration: number;
      };
    };
    const { expiration, ...keyPair } = roleCredentials;
    const sts = new STSClient({
      endpoint: world.emulator.url,
      region: 'us-east-1',
      credentials: keyPair,
      maxAttempts: 1,
    });
    const { Arn } = await sts.send(new GetCallerIdentityCommand());
    assert.equal(Arn, keys.caller(roleCredentials.accessKeyId).arn);
    control.advance(expiration - Date.now());
    await assert.rejects(sts.send(new GetCallerIdentityCommand()), named('ExpiredToken'));
    sts.destroy();
    control.advance(8 * 3_600_000);
    assert.equal((await portal(accessToken)).status, 401);
  });

  test('names the missing parameter', async () => {
    assert.deepEqual(told(await portal()), [
      400,
      'InvalidRequestException',
      {
        message:
          "1 validation error detected: Value null at 'accessToken' failed to satisfy constraint: Member must not be null",
      },
    ]);
  });

  for (const [kind, status, name] of [
    ['throttle', 429, 'TooManyRequestsException'],
    ['denied', 403, 'ForbiddenException'],
    ['expiredToken', 401, 'UnauthorizedException'],
    ['serverError', 500, 'InternalServerException'],
  ] as const satisfies readonly (readonly [FaultKind, number, string])[]) {
    test(`answers ${name} under ${kind}`, async () => {
      const { accessToken } = world.emulator.control.sso.signIn();
      world.emulator.faults.add({ kind, operation: 'GetRoleCredentials' });
      assert.deepEqual(told(await portal(accessToken)).slice(0, 2), [status, name]);
    });
  }
});

test('SSO-OIDC answers with errors in the form of OAuth', async () => {
  const client = { clientId: 'c', clientSecret: 's', grantType: 'refresh_token' };
  assert.deepEqual(told(await post('/token', { ...client, refreshToken: 'x' })), [
    400,
    'InvalidGrantException',
    { error: 'invalid_grant', error_description: 'Invalid refresh token provided' },
  ]);
  const [status, name, body] = told(await post('/token', 'no json'));
  assert.deepEqual([status, name], [400, 'InvalidRequestException']);
  assert.match(JSON.stringify(body), /"error":"invalid_request"/);
});

test('sign-in requires a proof of possession for this operation', async () => {
  const { clientId, refreshToken } = world.emulator.control.logins.signIn(
    'arn:aws:iam::111122223333:user/dev',
  );
  const body = { clientId, refreshToken, grantType: 'refresh_token' };
  for (const dpop of [undefined, 'x.y.z', 'no proof']) {
    assert.deepEqual(told(await post('/v1/token', body, dpop === undefined ? {} : { dpop })), [
      400,
      'ValidationException',
      { error: 'INVALID_REQUEST', message: 'Invalid DPoP header' },
    ]);
  }
});

test('instance metadata requires a session of version 2', async () => {
  const role = '/latest/meta-data/iam/security-credentials/';
  assert.equal((await get(role)).status, 401);
  const token = (ttl = {}): Promise<Answer> =>
    send(`${world.emulator.url}/latest/api/token`, 'PUT', { 'content-length': '0', ...ttl });
  assert.equal((await token()).status, 400);
  const session = (await token({ 'x-aws-ec2-metadata-token-ttl-seconds': '60' })).body;
  assert.equal((await get(role, { 'x-aws-ec2-metadata-token': session })).body, 'instance-role');
});

describe('a web identity', () => {
  const assume = (claims: object | string): Promise<unknown> => {
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return world.sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/web',
        RoleSessionName: 'pod',
        WebIdentityToken: typeof claims === 'string' ? claims : `e30.${payload}.signature`,
      }),
    );
  };
  before(() => {
    const trust = {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/id.example.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    world.emulator.control.roles.create({ name: 'web', trust: JSON.stringify({ Statement: [trust] }) });
  });

  test('is refused if it is malformed, has expired, or comes from an untrusted provider', async () => {
    await assert.rejects(assume('no token'), named('InvalidIdentityTokenException', /is not a valid JWT/));
    const iss = 'https://id.example.com';
    await assert.rejects(
      assume({ iss, exp: 1 }),
      named('ExpiredTokenException', /^Token expired: current date/),
    );
    await assert.rejects(
      assume({ iss: 'https://other.example.com' }),
      named(
        'InvalidIdentityTokenException',
        /No OpenIDConnect provider found .* https:\/\/other\.example\.com/,
      ),
    );
    await assume({ iss, sub: 'pod' });
  });
});
