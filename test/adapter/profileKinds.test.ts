// Every kind of profile gets its credentials from real files through the real SDK, and calls Cognito with them.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { inAnHour, secretMark } from '../support/awsServices.ts';
import { loginToken } from './support/awsHome.ts';
import { awsWorld, exampleKeys, lastKey, noAbort, type World } from './support/world.ts';

let world: World;
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const past = '2020-01-01T00:00:00Z';

/** Lists the pools through a gateway and tells whose key the service saw. */
async function keyUsed(gateway = world.profile('it')): Promise<string | undefined> {
  const { items } = await gateway.listUserPools({}, noAbort);
  assert.deepEqual(
    items.map((pool) => pool.name),
    ['customers'],
  );
  return lastKey(world);
}

describe('a profile with', () => {
  before(async () => {
    world = await awsWorld();
    world.home.credentials(`[base]\n${exampleKeys}`);
  });
  after(() => world.close());

  test('static keys', async () => {
    world.home.config(`[profile it]\n${exampleKeys}`);
    assert.equal(await keyUsed(), 'AKIAIOSFODNN7EXAMPLE');
  });

  test('keys in the credentials file and settings in the config file', async () => {
    world.home.config('[profile base]\nregion = eu-west-1\n');
    assert.equal(await keyUsed(world.profile('base')), 'AKIAIOSFODNN7EXAMPLE');
  });

  test('a role and a source profile', async () => {
    world.services.roles.set(role('reader'), { accessKeyId: 'ASIAREADER', trusts: 'AKIAIOSFODNN7EXAMPLE' });
    world.home.config(`[profile it]\nrole_arn = ${role('reader')}\nsource_profile = base\n`);
    const gateway = world.profile('it');
    assert.equal(await keyUsed(gateway), 'ASIAREADER');
    const account = await gateway.getCallerIdentity(noAbort);
    assert.equal(account.accountId, '111122223333');
    assert.equal(account.arn, 'arn:aws:sts::111122223333:assumed-role/reader');
  });

  test('a role and an external id', async () => {
    world.services.roles.set(role('partner'), { accessKeyId: 'ASIAPARTNER', externalId: 'x-42' });
    world.home.config(
      `[profile it]\nrole_arn = ${role('partner')}\nsource_profile = base\nexternal_id = x-42\n`,
    );
    assert.equal(await keyUsed(), 'ASIAPARTNER');
  });

  test('a role assumed from another role', async () => {
    world.services.roles.set(role('first'), { accessKeyId: 'ASIAFIRST', trusts: 'AKIAIOSFODNN7EXAMPLE' });
    world.services.roles.set(role('second'), { accessKeyId: 'ASIASECOND', trusts: 'ASIAFIRST' });
    world.home.config(
      `[profile hop]\nrole_arn = ${role('first')}\nsource_profile = base\n` +
        `[profile it]\nrole_arn = ${role('second')}\nsource_profile = hop\n`,
    );
    assert.equal(await keyUsed(), 'ASIASECOND');
  });

  test('a role and credential_source Environment', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAENVIRONMENT';
    process.env['AWS_SECRET_ACCESS_KEY'] = secretMark;
    world.services.roles.set(role('ci'), { accessKeyId: 'ASIACI', trusts: 'AKIAENVIRONMENT' });
    world.home.config(`[profile it]\nrole_arn = ${role('ci')}\ncredential_source = Environment\n`);
    assert.equal(await keyUsed(), 'ASIACI');
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  });

  test('a role and credential_source EcsContainer', async () => {
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${world.services.url}/container`;
    world.services.metadata.set('/container', 'ASIACONTAINER');
    world.services.roles.set(role('task'), { accessKeyId: 'ASIATASK', trusts: 'ASIACONTAINER' });
    world.home.config(`[profile it]\nrole_arn = ${role('task')}\ncredential_source = EcsContainer\n`);
    assert.equal(await keyUsed(), 'ASIATASK');
    delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  });

  test('a web identity token file', async () => {
    const file = world.home.write('token.jwt', `${secretMark}.jwt`);
    world.services.roles.set(role('web'), { accessKeyId: 'ASIAWEB', webIdentityToken: `${secretMark}.jwt` });
    world.home.config(`[profile it]\nrole_arn = ${role('web')}\nweb_identity_token_file = ${file}\n`);
    assert.equal(await keyUsed(), 'ASIAWEB');
  });

  test('a credential_process', async () => {
    const answer = { Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: secretMark };
    const command = world.home.script('ok.cjs', `process.stdout.write('${JSON.stringify(answer)}')`);
    world.home.config(`[profile it]\ncredential_process = ${command}\n`);
    assert.equal(await keyUsed(), 'ASIAPROCESS');
  });

  test('SSO through an sso-session', async () => {
    world.services.ssoTokens.add(`${secretMark}-corp`);
    world.home.ssoToken('corp', { accessToken: `${secretMark}-corp`, expiresAt: inAnHour() });
    world.home.config(
      '[profile it]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n',
    );
    assert.equal(await keyUsed(), 'ASIASSODEV');
  });

  test('SSO in the legacy form', async () => {
    world.services.ssoTokens.add(`${secretMark}-old`);
    world.home.ssoToken('https://old.awsapps.com/start', {
      accessToken: `${secretMark}-old`,
      expiresAt: inAnHour(),
    });
    world.home.config(
      '[profile it]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\n' +
        'sso_account_id = 111122223333\nsso_role_name = Old\n',
    );
    assert.equal(await keyUsed(), 'ASIASSOOLD');
  });

  test('SSO whose token is refreshed at SSO-OIDC', async () => {
    world.services.refreshTokens.set(`${secretMark}-r`, `${secretMark}-fresh`);
    world.home.ssoToken('renewing', {
      accessToken: 'stale',
      expiresAt: past,
      clientId: 'client',
      clientSecret: secretMark,
      refreshToken: `${secretMark}-r`,
    });
    world.home.config(
      '[profile it]\nsso_session = renewing\nsso_account_id = 111122223333\nsso_role_name = Renewed\n' +
        '[sso-session renewing]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n',
    );
    assert.equal(await keyUsed(), 'ASIASSORENEWED');
    assert.ok(world.services.operations.includes('POST /token'));
  });

  test('a role whose source profile is SSO', async () => {
    world.services.ssoTokens.add(`${secretMark}-hub`);
    world.home.ssoToken('hub', { accessToken: `${secretMark}-hub`, expiresAt: inAnHour() });
    world.services.roles.set(role('spoke'), { accessKeyId: 'ASIASPOKE', trusts: 'ASIASSOHUB' });
    world.home.config(
      `[profile it]\nrole_arn = ${role('spoke')}\nsource_profile = hub\n` +
        '[profile hub]\nsso_session = hub\nsso_account_id = 111122223333\nsso_role_name = Hub\n' +
        '[sso-session hub]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n',
    );
    assert.equal(await keyUsed(), 'ASIASPOKE');
  });

  test('`aws login`', async () => {
    world.home.config('[profile it]\nlogin_session = arn:aws:iam::111122223333:user/dev\n');
    world.home.loginToken('arn:aws:iam::111122223333:user/dev', loginToken('ASIALOGIN', inAnHour()));
    assert.equal(await keyUsed(), 'ASIALOGIN');
  });

  test('`aws login` whose credentials are refreshed at the sign-in service', async () => {
    world.services.refreshTokens.set(`${secretMark}-login`, 'ASIARELOGIN');
    world.home.config('[profile it]\nlogin_session = arn:aws:iam::111122223333:user/re\n');
    world.home.loginToken('arn:aws:iam::111122223333:user/re', loginToken('ASIAGONE', past));
    assert.equal(await keyUsed(), 'ASIARELOGIN');
    assert.ok(world.services.operations.includes('POST /v1/token'));
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
    assert.equal(await keyUsed(world.environment()), 'AKIAVARIABLES');
  });

  test('AWS_PROFILE', async () => {
    world.home.config(`[profile chosen]\n${exampleKeys}`);
    process.env['AWS_PROFILE'] = 'chosen';
    assert.equal(await keyUsed(world.environment()), 'AKIAIOSFODNN7EXAMPLE');
  });

  test('a web identity', async () => {
    world.services.roles.set(role('pod'), { accessKeyId: 'ASIAPOD', webIdentityToken: `${secretMark}.pod` });
    process.env['AWS_WEB_IDENTITY_TOKEN_FILE'] = world.home.write('pod.jwt', `${secretMark}.pod`);
    process.env['AWS_ROLE_ARN'] = role('pod');
    world.home.config('');
    assert.equal(world.aws.environmentHasCredentials(), true);
    assert.equal(await keyUsed(world.environment()), 'ASIAPOD');
  });

  test('container credentials', async () => {
    world.home.config('');
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${world.services.url}/task`;
    world.services.metadata.set('/task', 'ASIAECS');
    assert.equal(world.aws.environmentHasCredentials(), true);
    assert.equal(await keyUsed(world.environment()), 'ASIAECS');
    delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  });

  test('instance metadata', async () => {
    world.home.config('');
    delete process.env['AWS_EC2_METADATA_DISABLED'];
    process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = world.services.url;
    world.services.metadata.set('/latest/meta-data/iam/security-credentials/instance-role', 'ASIAINSTANCE');
    assert.equal(await keyUsed(world.environment()), 'ASIAINSTANCE');
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  });
});
