// The stock AWS CLI and the services that issue credentials: one by one, and through profiles with a services section.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { command, tryCommand } from '../../support/command.ts';
import { AwsCli, skippedWithoutCli } from '../support/awsCli.ts';
import { awsHome, past, type AwsHome } from '../support/awsHome.ts';

const skip = await skippedWithoutCli('the AWS CLI and the services that issue credentials');

interface Identity {
  readonly Account: string;
  readonly Arn: string;
}

const account = '111122223333';
const trust = (terms: object): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...terms }] });

describe('the AWS CLI', { skip }, () => {
  let emulator: Emulator;
  let cli: AwsCli;
  before(async () => {
    emulator = await startEmulator({ randomSeed: 1 });
    cli = new AwsCli(emulator.url);
  });
  after(async () => {
    await emulator.close();
    cli.remove();
  });

  test('assumes a role according to its trust policy, and calls as that role', async () => {
    await cli.run(
      'iam',
      'create-role',
      '--role-name=reader',
      `--assume-role-policy-document=${trust({
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Condition: {
          StringEquals: { 'sts:ExternalId': 'x-42' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        },
      })}`,
    );
    const phone = `arn:aws:iam::${account}:mfa/phone`;
    emulator.control.mfaCodes.set(phone, '123456');
    const role = `--role-arn=arn:aws:iam::${account}:role/reader`;
    const assume = ['assume-role', role, '--role-session-name=cli'];
    const mfa = [`--serial-number=${phone}`, '--token-code=123456'];
    const [denied, wrongCode, invalid] = await Promise.all([
      cli.refused('sts', ...assume, ...mfa),
      cli.refused('sts', ...assume, mfa[0] ?? '', '--token-code=000000'),
      cli.refused('sts', 'assume-role', role, '--role-session-name=not a name'),
    ]);
    assert.match(
      denied,
      /\(AccessDenied\).*User: arn:aws:iam::111122223333:user\/developer is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role\/reader/,
    );
    assert.match(
      wrongCode,
      /\(AccessDenied\).*MultiFactorAuthentication failed with invalid MFA one time pass code/,
    );
    assert.match(invalid, /\(ValidationError\).*Value 'not a name' at 'roleSessionName' failed to satisfy/);

    const { Credentials, AssumedRoleUser } = await cli.run<{
      Credentials: { AccessKeyId: string; Expiration: string };
      AssumedRoleUser: { Arn: string };
    }>('sts', ...assume, ...mfa, '--external-id=x-42', '--duration-seconds=900');
    assert.equal(AssumedRoleUser.Arn, `arn:aws:sts::${account}:assumed-role/reader/cli`);
    const life = Date.parse(Credentials.Expiration) - Date.now();
    assert.ok(life > 0 && life <= 900_000, Credentials.Expiration);
    assert.equal(emulator.keys.caller(Credentials.AccessKeyId).arn, AssumedRoleUser.Arn);
  });

  test('gets role credentials from the SSO portal while the session lasts', async () => {
    const { accessToken } = emulator.control.sso.signIn();
    const args = ['get-role-credentials', `--account-id=${account}`, '--role-name=Dev'];
    const { roleCredentials } = await cli.run<{ roleCredentials: { accessKeyId: string } }>(
      'sso',
      ...args,
      `--access-token=${accessToken}`,
    );
    assert.match(
      emulator.keys.caller(roleCredentials.accessKeyId).arn,
      /:assumed-role\/AWSReservedSSO_Dev_\w{16}\/developer$/,
    );
    emulator.control.sso.signOut();
    assert.match(
      await cli.refused('sso', ...args, `--access-token=${accessToken}`),
      /\(UnauthorizedException\).*Session token not found or invalid/,
    );
  });

  test('renews the token of an SSO session, but no other token', async () => {
    const { clientId, clientSecret, refreshToken } = emulator.control.sso.signIn();
    const client = [`--client-id=${clientId}`, `--client-secret=${clientSecret}`];
    const renew = ['create-token', ...client, '--grant-type=refresh_token'];
    const { accessToken, tokenType } = await cli.run<{ accessToken: string; tokenType: string }>(
      'sso-oidc',
      ...renew,
      `--refresh-token=${refreshToken}`,
    );
    assert.equal(tokenType, 'Bearer');
    assert.ok(emulator.control.sso.isSignedIn(accessToken));
    const [unknown, other] = await Promise.all([
      cli.refused('sso-oidc', ...renew, '--refresh-token=unknown'),
      cli.refused('sso-oidc', 'create-token', ...client, '--grant-type=authorization_code'),
    ]);
    assert.match(unknown, /\(InvalidGrantException\)/);
    assert.match(other, /\(UnsupportedGrantTypeException\)/);
  });
});

/** Why the CLI on this machine cannot read a services section; '' if it can, as from 1.29 and 2.13 on, both of 2023. */
async function cannotReadServices(): Promise<string> {
  if (skip !== false) return skip;
  const { output } = await tryCommand('aws', ['--version']);
  const [, major = 0, minor = 0] = (/aws-cli\/(\d+)\.(\d+)/.exec(output) ?? []).map(Number);
  return minor < (major === 1 ? 29 : 13) ? `${output.trim()} reads no services section` : '';
}

const unable = await cannotReadServices();

describe('a profile of the AWS CLI with a services section', { skip: unable !== '' && unable }, () => {
  let emulator: Emulator;
  let home: AwsHome;
  before(async () => {
    emulator = await startEmulator({ randomSeed: 1 });
    emulator.control.createPool({ name: 'customers' });
    home = awsHome({ AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' });
  });
  after(async () => {
    home.close();
    await emulator.close();
  });

  const services = (): string =>
    '[services local]\n' +
    ['cognito_identity_provider', 'sts', 'sso', 'sso_oidc']
      .map((service) => `${service} =\n  endpoint_url = ${emulator.url}\n`)
      .join('');
  const run = async <T>(profile: string, ...args: readonly string[]): Promise<T> =>
    JSON.parse(await command('aws', [...args, '--profile', profile, '--output', 'json'])) as T;

  test('signs in by SSO, renews its token and assumes a role from there', async () => {
    const { control, calls } = emulator;
    const { arn } = control.roles.create({ name: 'spoke', trust: trust({ Principal: { AWS: account } }) });
    const place = 'region = us-east-1\nservices = local\n';
    home.config(
      `[profile hub]\nsso_session = corp\nsso_account_id = ${account}\nsso_role_name = Hub\n${place}` +
        `[profile spoke]\nrole_arn = ${arn}\nsource_profile = hub\nrole_session_name = cli\n${place}` +
        `[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n${services()}`,
    );
    const token = control.sso.signIn();
    const cached = { startUrl: 'https://corp.awsapps.com/start', region: 'us-east-1', ...token };
    home.ssoToken('corp', { ...cached, accessToken: 'stale', expiresAt: past });
    const { Arn } = await run<Identity>('spoke', 'sts', 'get-caller-identity');
    assert.equal(Arn, `arn:aws:sts::${account}:assumed-role/spoke/cli`);
    for (const operation of ['CreateToken', 'GetRoleCredentials', 'AssumeRole']) {
      assert.equal(calls.count(operation), 1, operation);
    }
    const { UserPools } = await run<{ UserPools: { Name: string }[] }>(
      'hub',
      ...['cognito-idp', 'list-user-pools', '--max-results=1'],
    );
    assert.deepEqual(
      UserPools.map(({ Name }) => Name),
      ['customers'],
    );
  });
});
