// Every kind of profile gets its credentials from real files through the real SDK, and calls Cognito with them.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { past, secretMark } from '../support/awsHome.ts';
import {
  awsWorld,
  exampleKeys,
  lastCaller,
  lastKey,
  noAbort,
  trustingRole,
  type World,
} from '../support/world.ts';

let world: World;

/** Lists the pools through a gateway and returns the caller that the service saw. */
async function caller(gateway = world.profile('it')): Promise<string | undefined> {
  const { items } = await gateway.listUserPools({}, noAbort);
  assert.deepEqual(
    items.map((pool) => pool.name),
    ['customers'],
  );
  return lastCaller(world);
}

/** A role that a principal may assume. @param principal its ARN without `arn:aws:`. */
const roleFor = (name: string, principal: string): string =>
  trustingRole(world, name, { Principal: { AWS: `arn:aws:${principal}` } });
const developer = 'iam::111122223333:user/developer';

/** A role that the bearer of an identity token may assume, and such a token. */
function webRole(name: string): { readonly role: string; readonly token: string } {
  const role = trustingRole(world, name, {
    Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/id.example.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
  });
  const claims = { iss: 'https://id.example.com', sub: 'pod', aud: 'sts', exp: Date.now() / 1_000 + 3_600 };
  const [head, payload] = [{ alg: 'RS256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return { role, token: `${head}.${payload}.${secretMark}` };
}

const ssoProfile = (name: string, session: string, roleName: string): string =>
  `[profile ${name}]\nsso_session = ${session}\nsso_account_id = 111122223333\nsso_role_name = ${roleName}\n` +
  `[sso-session ${session}]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n`;

describe('a profile with', () => {
  before(async () => {
    world = await awsWorld();
    world.home.credentials(`[base]\n${exampleKeys}`);
  });
  after(() => world.close());

  test('static keys', async () => {
    world.home.config(`[profile it]\n${exampleKeys}`);
    assert.equal(await caller(), 'user/developer');
    assert.equal(lastKey(world), 'AKIAIOSFODNN7EXAMPLE');
  });

  test('keys in the credentials file and settings in the config file', async () => {
    world.home.config('[profile base]\nregion = eu-west-1\n');
    assert.equal(await caller(world.profile('base')), 'user/developer');
    assert.equal(lastKey(world), 'AKIAIOSFODNN7EXAMPLE');
  });

  test('a role and a source profile', async () => {
    const role = roleFor('reader', developer);
    world.home.config(
      `[profile it]\nrole_arn = ${role}\nsource_profile = base\nrole_session_name = editor\n`,
    );
    const gateway = world.profile('it');
    assert.equal(await caller(gateway), 'assumed-role/reader/editor');
    const account = await gateway.getCallerIdentity(noAbort);
    assert.equal(account.accountId, '111122223333');
    assert.equal(account.arn, 'arn:aws:sts::111122223333:assumed-role/reader/editor');
  });

  test('a role and an external id', async () => {
    const role = trustingRole(world, 'partner', {
      Condition: { StringEquals: { 'sts:ExternalId': 'x-42' } },
    });
    world.home.config(`[profile it]\nrole_arn = ${role}\nsource_profile = base\nexternal_id = x-42\n`);
    assert.match((await caller()) ?? '', /^assumed-role\/partner\//);
  });

  test('a role assumed from another role', async () => {
    const first = roleFor('first', developer);
    const second = roleFor('second', 'iam::111122223333:role/first');
    world.home.config(
      `[profile hop]\nrole_arn = ${first}\nsource_profile = base\n` +
        `[profile it]\nrole_arn = ${second}\nsource_profile = hop\n`,
    );
    assert.match((await caller()) ?? '', /^assumed-role\/second\//);
  });

  test('a role and credential_source Environment', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAENVIRONMENT';
    process.env['AWS_SECRET_ACCESS_KEY'] = secretMark;
    world.emulator.keys.set('AKIAENVIRONMENT', { userName: 'builder' });
    const role = roleFor('ci', 'iam::111122223333:user/builder');
    world.home.config(`[profile it]\nrole_arn = ${role}\ncredential_source = Environment\n`);
    assert.match((await caller()) ?? '', /^assumed-role\/ci\//);
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  });

  test('a role and credential_source EcsContainer', async () => {
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${world.emulator.url}/v2/credentials/container`;
    const role = roleFor('task', 'iam::111122223333:role/container-role');
    world.home.config(`[profile it]\nrole_arn = ${role}\ncredential_source = EcsContainer\n`);
    assert.match((await caller()) ?? '', /^assumed-role\/task\//);
    delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  });

  test('a web identity token file', async () => {
    const { role, token } = webRole('web');
    const file = world.home.write('token.jwt', token);
    world.home.config(`[profile it]\nrole_arn = ${role}\nweb_identity_token_file = ${file}\n`);
    assert.match((await caller()) ?? '', /^assumed-role\/web\//);
  });

  test('a credential_process', async () => {
    const answer = { Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: secretMark };
    const command = world.home.script('ok.cjs', `process.stdout.write('${JSON.stringify(answer)}')`);
    world.home.config(`[profile it]\ncredential_process = ${command}\n`);
    assert.equal(await caller(), 'user/developer');
    assert.equal(lastKey(world), 'ASIAPROCESS');
  });

  test('SSO through an sso-session', async () => {
    world.home.ssoToken('corp', world.emulator.control.sso.signIn());
    world.home.config(ssoProfile('it', 'corp', 'Dev'));
    assert.match((await caller()) ?? '', /^assumed-role\/AWSReservedSSO_Dev_\w{16}\/developer$/);
  });

  test('SSO in the legacy form', async () => {
    world.home.ssoToken('https://old.awsapps.com/start', world.emulator.control.sso.signIn());
    world.home.config(
      '[profile it]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\n' +
        'sso_account_id = 111122223333\nsso_role_name = Old\n',
    );
    assert.match((await caller()) ?? '', /^assumed-role\/AWSReservedSSO_Old_/);
  });

  test('SSO whose token is refreshed at SSO-OIDC', async () => {
    const { emulator, home } = world;
    home.ssoToken('renewing', { ...emulator.control.sso.signIn(), accessToken: 'stale', expiresAt: past });
    home.config(ssoProfile('it', 'renewing', 'Renewed'));
    assert.match((await caller()) ?? '', /^assumed-role\/AWSReservedSSO_Renewed_/);
    assert.equal(emulator.calls.count('CreateToken'), 1);
  });

  test('a role whose source profile is SSO', async () => {
    world.home.ssoToken('hub', world.emulator.control.sso.signIn());
    const role = trustingRole(world, 'spoke');
    world.home.config(
      `[profile it]\nrole_arn = ${role}\nsource_profile = hub\n${ssoProfile('hub', 'hub', 'Hub')}`,
    );
    assert.match((await caller()) ?? '', /^assumed-role\/spoke\//);
    assert.match(lastCaller(world, 'AssumeRole') ?? '', /^assumed-role\/AWSReservedSSO_Hub_/);
  });

  const session = 'arn:aws:iam::111122223333:user/dev';
  test('`aws login`', async () => {
    world.home.config(`[profile it]\nlogin_session = ${session}\n`);
    world.home.loginToken(session, world.emulator.control.logins.signIn(session));
    assert.equal(await caller(), 'user/dev');
  });

  test('`aws login` whose credentials are refreshed at the sign-in service', async () => {
    const { emulator, home } = world;
    home.config(`[profile it]\nlogin_session = ${session}\n`);
    const token = emulator.control.logins.signIn(session);
    home.loginToken(session, { ...token, accessToken: { ...token.accessToken, expiresAt: past } });
    assert.equal(await caller(), 'user/dev');
    assert.equal(emulator.calls.count('CreateOAuth2Token'), 1);
    assert.notEqual(lastKey(world), token.accessToken.accessKeyId);
  });
});

describe('the environment with', () => {
  before(async () => {
    world = await awsWorld();
  });
  after(() => world.close());
  afterEach(() => {
    for (const name of [
      'ACCESS_KEY_ID',
      'SECRET_ACCESS_KEY',
      'PROFILE',
      'WEB_IDENTITY_TOKEN_FILE',
      'ROLE_ARN',
    ]) {
      Reflect.deleteProperty(process.env, `AWS_${name}`);
    }
  });

  test('keys in variables', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAVARIABLES';
    process.env['AWS_SECRET_ACCESS_KEY'] = secretMark;
    assert.equal(world.aws.environmentHasCredentials(), true);
    assert.equal(await caller(world.environment()), 'user/developer');
    assert.equal(lastKey(world), 'AKIAVARIABLES');
  });

  test('AWS_PROFILE', async () => {
    world.home.config(`[profile chosen]\n${exampleKeys}`);
    process.env['AWS_PROFILE'] = 'chosen';
    assert.equal(await caller(world.environment()), 'user/developer');
    assert.equal(lastKey(world), 'AKIAIOSFODNN7EXAMPLE');
  });

  test('a web identity', async () => {
    const { role, token } = webRole('pod');
    process.env['AWS_WEB_IDENTITY_TOKEN_FILE'] = world.home.write('pod.jwt', token);
    process.env['AWS_ROLE_ARN'] = role;
    world.home.config('');
    assert.equal(world.aws.environmentHasCredentials(), true);
    assert.match((await caller(world.environment())) ?? '', /^assumed-role\/pod\//);
  });

  test('container credentials', async () => {
    world.home.config('');
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${world.emulator.url}/v2/credentials/container`;
    assert.equal(world.aws.environmentHasCredentials(), true);
    assert.match((await caller(world.environment())) ?? '', /^assumed-role\/container-role\//);
    delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  });

  test('instance metadata', async () => {
    world.home.config('');
    delete process.env['AWS_EC2_METADATA_DISABLED'];
    process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = world.emulator.url;
    assert.equal(await caller(world.environment()), 'assumed-role/instance-role/i-0123456789abcdef0');
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  });
});
