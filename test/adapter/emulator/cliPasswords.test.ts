// The stock AWS CLI as an app that signs users in: app clients with and without a secret, and the service's errors.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { AwsCli, skippedWithoutCli } from '../support/awsCli.ts';

const skip = await skippedWithoutCli('sign-ins by the AWS CLI');

interface Client {
  readonly ClientId: string;
  readonly ClientSecret?: string;
  readonly ExplicitAuthFlows: readonly string[];
}
interface Answer {
  readonly ChallengeName?: string;
  readonly AuthenticationResult?: { readonly AccessToken: string };
}

/** A service, and the command with its options. */
type Call = [service: string, ...args: string[]];

/** A hash of "password". */
const bcrypt = '$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG';

describe('the AWS CLI', { skip }, () => {
  let emulator: Emulator;
  let cli: AwsCli;
  let client: Client;

  before(async () => {
    emulator = await startEmulator({ randomSeed: 1 });
    cli = new AwsCli(emulator.url);
    cli.pool = poolOf('OFF');
    client = await newClient();
  });
  after(async () => {
    await emulator.close();
    cli.remove();
  });

  /** A pool with a user who has a hash and one who has none. */
  function poolOf(mfaConfiguration: 'OFF' | 'ON'): string {
    const { control } = emulator;
    const { id } = control.createPool({ name: 'passwords', passwordHashes: true, mfaConfiguration });
    const rows = [`ada,ada@example.com,true,${bcrypt}`, 'bob,bob@example.com,true,'];
    const csv = ['cognito:username,email,email_verified,password_hash', ...rows].join('\n');
    const given = { userPoolId: id, jobName: 'users', csv, passwordHashingAlgorithm: 'BCRYPT' };
    control.finishJob(id, control.startImport(given).id);
    return id;
  }

  async function newClient(...more: string[]): Promise<Client> {
    const flows = ['--explicit-auth-flows', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'];
    const named = [`--user-pool-id=${cli.pool}`, '--client-name=my app', ...flows, ...more];
    const created = await cli.run<{ UserPoolClient: Client }>(
      'cognito-idp',
      'create-user-pool-client',
      ...named,
    );
    return created.UserPoolClient;
  }

  const asUser = ({ ClientId }: Client, parameters: string, flow = 'USER_PASSWORD_AUTH'): Call => [
    'cognito-idp',
    'initiate-auth',
    `--client-id=${ClientId}`,
    `--auth-flow=${flow}`,
    `--auth-parameters=${parameters}`,
  ];
  const asServer = ({ ClientId }: Client, parameters: string, flow = 'ADMIN_USER_PASSWORD_AUTH'): Call => [
    'cognito-idp',
    'admin-initiate-auth',
    `--user-pool-id=${cli.pool}`,
    `--client-id=${ClientId}`,
    `--auth-flow=${flow}`,
    `--auth-parameters=${parameters}`,
  ];

  test('signs in a user with an imported hash, as the app and as its server', async () => {
    assert.match(client.ClientId, /^[a-z0-9]{26}$/);
    assert.equal(client.ClientSecret, undefined);
    for (const call of [asUser, asServer]) {
      const answer = await cli.run<Answer>(...call(client, 'USERNAME=ada,PASSWORD=password'));
      assert.match(answer.AuthenticationResult?.AccessToken ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/);
    }
  });

  test('cannot sign in with a wrong password, an unknown user, or a user who has to reset the password', async () => {
    for (const call of [asUser, asServer]) {
      const refused = (parameters: string) => cli.refused(...call(client, parameters));
      const [wrong, nobody, reset] = await Promise.all([
        refused('USERNAME=ada,PASSWORD=Password'),
        refused('USERNAME=eve,PASSWORD=password'),
        refused('USERNAME=bob,PASSWORD=password'),
      ]);
      assert.match(wrong, /\(NotAuthorizedException\).*Incorrect username or password\./);
      assert.match(nobody, /\(UserNotFoundException\).*User does not exist\./);
      assert.match(reset, /\(PasswordResetRequiredException\).*Password reset required for the user/);
    }
  });

  test('cannot sign in a disabled user; through a client that hides users, all failures read alike', async () => {
    await cli.done('cognito-idp', 'admin-disable-user', `--user-pool-id=${cli.pool}`, '--username=ada');
    const disabled = await cli.refused(...asUser(client, 'USERNAME=ada,PASSWORD=password'));
    assert.match(disabled, /\(NotAuthorizedException\).*User is disabled\./);
    await cli.done('cognito-idp', 'admin-enable-user', `--user-pool-id=${cli.pool}`, '--username=ada');
    const hiding = await newClient('--prevent-user-existence-errors=ENABLED');
    for (const user of ['eve', 'bob'])
      assert.match(
        await cli.refused(...asUser(hiding, `USERNAME=${user},PASSWORD=password`)),
        /\(NotAuthorizedException\).*Incorrect username or password\./,
      );
  });

  test('must send the secret hash of a client with a secret', async () => {
    const secret = await newClient('--generate-secret');
    const proof = createHmac('sha256', secret.ClientSecret ?? '')
      .update(`ada${secret.ClientId}`)
      .digest('base64');
    const withProof = (value: string) => `USERNAME=ada,PASSWORD=password,SECRET_HASH=${value}`;
    const [answer, none, wrong, needless] = await Promise.all([
      cli.run<Answer>(...asUser(secret, withProof(proof))),
      cli.refused(...asUser(secret, 'USERNAME=ada,PASSWORD=password')),
      cli.refused(...asServer(secret, withProof('abc='))),
      cli.refused(...asUser(client, withProof(proof))),
    ]);
    assert.ok(answer.AuthenticationResult);
    assert.match(
      none,
      /\(NotAuthorizedException\).*is configured with secret but SECRET_HASH was not received/,
    );
    assert.match(wrong, /\(NotAuthorizedException\).*SecretHash does not match for the client: /);
    assert.match(needless, /\(NotAuthorizedException\)/);
  });

  test('gets errors that name the flow that the client does not allow, or the missing parameter', async () => {
    const closed = await cli.run<{ UserPoolClient: Client }>(
      'cognito-idp',
      'create-user-pool-client',
      `--user-pool-id=${cli.pool}`,
      '--client-name=closed',
    );
    const { UserPoolClient: other } = closed;
    const parameters = 'USERNAME=ada,PASSWORD=password';
    const [flow, adminFlow, srp, noName, noClient] = await Promise.all([
      cli.refused(...asUser(other, parameters)),
      cli.refused(...asServer(other, parameters)),
      cli.refused(...asUser(client, parameters, 'ADMIN_USER_PASSWORD_AUTH')),
      cli.refused(...asUser(client, 'PASSWORD=password')),
      cli.refused(...asServer({ ...client, ClientId: 'abc' }, parameters)),
    ]);
    assert.deepEqual(other.ExplicitAuthFlows, [
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_CUSTOM_AUTH',
    ]);
    assert.match(flow, /\(InvalidParameterException\).*USER_PASSWORD_AUTH flow not enabled for this client/);
    assert.match(adminFlow, /\(InvalidParameterException\).*: Auth flow not enabled for this client/);
    assert.match(srp, /\(InvalidParameterException\).*Initiate Auth method not supported\./);
    assert.match(noName, /\(InvalidParameterException\).*Missing required parameter USERNAME/);
    assert.match(noClient, /\(ResourceNotFoundException\).*User pool client abc does not exist\./);
  });

  test('must set up a second factor if the pool requires one', async () => {
    const before = cli.pool;
    cli.pool = poolOf('ON');
    const answer = await cli.run<Answer>(...asUser(await newClient(), 'USERNAME=ada,PASSWORD=password'));
    assert.equal(answer.ChallengeName, 'MFA_SETUP');
    assert.equal(answer.AuthenticationResult, undefined);
    cli.pool = before;
  });
});
