// Every failure to get credentials, caused by real files and processes, has its own message and action.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { FailureAction, FailureKind } from '../../../src/domain/connections/failure.ts';
import { past, secretMark } from '../support/awsHome.ts';
import { awsWorld, exampleKeys, failsWith, noAbort, type World } from '../support/world.ts';

let world: World;
/** Lists pools through the profile "it" and asserts how that fails. */
const failsWithIt = (kind: FailureKind, message: RegExp, action: FailureAction): Promise<string> =>
  failsWith(world.profile('it').listUserPools({}, noAbort), kind, message, action);

const openIt = (): FailureAction => ({
  type: 'openConfig',
  profile: 'it',
  file: join(world.home.path, '.aws', 'config'),
});

describe('a profile', () => {
  before(async () => {
    world = await awsWorld();
  });
  after(() => world.close());
  afterEach(() => {
    world.home.remove('.aws');
  });

  test('that is not in the files', async () => {
    await failsWithIt('misconfigured', /^Profile "it" is not in the AWS files\.$/, { type: 'chooseProfile' });
  });

  test('without credentials', async () => {
    world.home.config('[profile it]\nregion = us-east-1\n');
    await failsWithIt('misconfigured', /^Profile "it" has no credentials/, openIt());
  });

  test('with a role but no source credentials', async () => {
    world.home.config('[profile it]\nrole_arn = arn:aws:iam::111122223333:role/x\n');
    await failsWithIt('misconfigured', /^Profile "it" has no credentials/, openIt());
  });

  test('with half a key pair', async () => {
    world.home.config('[profile it]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n');
    await failsWithIt('misconfigured', /^Profile "it" has no credentials/, openIt());
  });

  test('whose source profile is missing', async () => {
    world.home.config('[profile it]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = gone\n');
    await failsWithIt('misconfigured', /takes its credentials from profile "gone", which has none/, openIt());
  });

  test('whose source profiles form a circle', async () => {
    world.home.config(
      '[profile it]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = b\n' +
        '[profile b]\nrole_arn = arn:aws:iam::1:role/y\nsource_profile = it\n',
    );
    await failsWithIt('misconfigured', /source profiles that lead back to themselves/, openIt());
  });

  test('with an unknown credential_source', async () => {
    world.home.config('[profile it]\nrole_arn = arn:aws:iam::1:role/x\ncredential_source = Moon\n');
    const detail = await failsWithIt('misconfigured', /credential_source that AWS does not know/, openIt());
    assert.match(detail, /Got Moon/);
  });

  test('that may not assume its role', async () => {
    world.home.config(
      `[profile it]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = b\n[profile b]\n${exampleKeys}`,
    );
    const detail = await failsWithIt(
      'denied',
      /may not assume its role: AWS denies sts:AssumeRole/,
      openIt(),
    );
    assert.match(detail, /^AccessDenied: User: arn:aws:iam::111122223333:user\/developer is not/);
  });

  test('whose web identity token file is missing', async () => {
    world.home.config('[profile it]\nrole_arn = arn:aws:iam::1:role/x\nweb_identity_token_file = /no/such\n');
    const detail = await failsWithIt('misconfigured', /names a file that cannot be read/, openIt());
    assert.match(detail, /no\/such/);
  });

  test('whose web identity token is refused', async () => {
    const file = world.home.write('wrong.jwt', 'wrong');
    world.home.config(`[profile it]\nrole_arn = arn:aws:iam::1:role/x\nweb_identity_token_file = ${file}\n`);
    await failsWithIt('expired', /web identity token of profile "it" expired or was refused/, {
      type: 'retry',
    });
  });

  test('whose services section is missing', async () => {
    world.home.config(`[profile it]\nservices = local\n${exampleKeys}`);
    delete process.env['AWS_ENDPOINT_URL'];
    await failsWithIt('misconfigured', /names the services section "local", which is not in/, openIt());
    process.env['AWS_ENDPOINT_URL'] = world.emulator.url;
  });

  test('whose ca_bundle is missing', async () => {
    world.home.config(`[profile it]\nca_bundle = /no/such.pem\n${exampleKeys}`);
    await failsWithIt('misconfigured', /certificate file .* cannot be read: \/no\/such\.pem/, openIt());
  });

  test('in both files opens the file that defines its credentials', async () => {
    world.home.config('[profile it]\nregion = us-east-1\n');
    world.home.credentials('[it]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = gone\n');
    await failsWithIt('misconfigured', /which has none/, {
      type: 'openConfig',
      profile: 'it',
      file: join(world.home.path, '.aws', 'credentials'),
    });
  });
});

describe('a credential_process', () => {
  before(async () => {
    world = await awsWorld();
  });
  after(() => world.close());

  const runs = (name: string, source: string): void =>
    world.home.config(`[profile it]\ncredential_process = ${world.home.script(name, source)}\n`);

  test('that fails shows its output without secrets', async () => {
    runs('fails.cjs', `console.error('Session over. SecretAccessKey: ${secretMark}'); process.exitCode = 1;`);
    const detail = await failsWithIt(
      'misconfigured',
      /^Profile "it" has a credential_process that failed with exit code 1: Session over\. SecretAccessKey: \[redacted\]\.$/,
      openIt(),
    );
    assert.match(detail, /Session over/);
  });

  test('that does not exist', async () => {
    world.home.config('[profile it]\ncredential_process = /no/such/command\n');
    await failsWithIt('misconfigured', /that failed with exit code 127: .*not found\.$/, openIt());
  });

  test('that prints something other than JSON', async () => {
    runs('text.cjs', `console.log('Hello ${secretMark}')`);
    const detail = await failsWithIt(
      'misconfigured',
      /^Profile "it" has a credential_process that printed no JSON\.$/,
      openIt(),
    );
    assert.match(detail, /returned invalid JSON/);
  });

  test('of another version', async () => {
    runs('version.cjs', `console.log('{"Version":2}')`);
    const detail = await failsWithIt('misconfigured', /did not print "Version": 1\.$/, openIt());
    assert.match(detail, /did not return Version 1/);
  });

  test('with expired credentials', async () => {
    const answer = { Version: 1, AccessKeyId: 'ASIA1', SecretAccessKey: secretMark, Expiration: past };
    runs('expired.cjs', `console.log('${JSON.stringify(answer)}')`);
    const detail = await failsWithIt('misconfigured', /printed expired credentials\.$/, openIt());
    assert.match(detail, /returned expired credentials/);
  });

  test('that prints a network error is not a network failure of ours', async () => {
    runs('network.cjs', `console.error('connect ECONNREFUSED 10.0.0.1'); process.exitCode = 1;`);
    await failsWithIt('misconfigured', /that failed with exit code 1: connect ECONNREFUSED/, openIt());
  });
});

describe('the environment', () => {
  before(async () => {
    world = await awsWorld();
  });
  after(() => world.close());

  test('without any credentials', async () => {
    const work = world.environment().listUserPools({}, noAbort);
    await failsWith(work, 'misconfigured', /^No AWS credentials were found for the environment\.$/, {
      type: 'chooseProfile',
    });
  });

  test('that names a signed-out profile', async () => {
    world.home.config('[profile it]\nlogin_session = arn:aws:iam::111122223333:user/dev\n');
    process.env['AWS_PROFILE'] = 'it';
    const work = world.environment().listUserPools({}, noAbort);
    await failsWith(work, 'expired', /^Profile "it" is signed out/, {
      type: 'signIn',
      command: 'aws login --profile it',
    });
    delete process.env['AWS_PROFILE'];
  });

  test('with a web identity file that is missing', async () => {
    process.env['AWS_WEB_IDENTITY_TOKEN_FILE'] = '/no/such';
    process.env['AWS_ROLE_ARN'] = 'arn:aws:iam::1:role/x';
    const work = world.environment().listUserPools({}, noAbort);
    await failsWith(work, 'misconfigured', /^The environment names a file that cannot be read/, {
      type: 'openConfig',
    });
  });
});

describe('a connection', () => {
  before(async () => {
    world = await awsWorld();
    world.home.config(`[profile it]\n${exampleKeys}`);
  });
  after(() => world.close());

  for (const bad of ['', 'not a region!']) {
    test(`in region "${bad}"`, async () => {
      const work = world.profile('it', bad).listUserPools({}, noAbort);
      await failsWith(work, 'misconfigured', /No valid AWS Region/, { type: 'chooseRegion' });
    });
  }

  test('with FIPS and an endpoint of its own', async () => {
    world.home.config(`[profile it]\nuse_fips_endpoint = true\n${exampleKeys}`);
    await failsWithIt('misconfigured', /FIPS or dual-stack endpoint/, openIt());
  });
});
