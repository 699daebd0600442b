// Realistic files through the real SDK: the message for a profile that the SDK does not read.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { root } from '../../support/paths.ts';
import { awsWorld, failsWith, failureOf, lastKey, noAbort, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await awsWorld({ credentialsTimeout: 2_000 });
});
afterEach(() => world.close());

/** Puts a file of `test/fixtures/aws` in the place of the config or credentials file, and returns its path. */
function use(file: string): string {
  const kind = file.split('.').at(-1) ?? '';
  const path = join(world.home.path, '.aws', kind);
  mkdirSync(join(world.home.path, '.aws'), { recursive: true });
  copyFileSync(join(root, 'test', 'fixtures', 'aws', file), path);
  return path;
}

const list = (profile: string): Promise<unknown> => world.profile(profile).listUserPools({}, noAbort);

describe('a connection through', () => {
  test('names-with-spaces.config', async () => {
    const file = use('names-with-spaces.config');
    const message =
      /^Profile "my profile" is in the AWS files, but AWS does not read it\. AWS does not allow spaces .* \[profile my-profile\]\.$/;
    await failsWith(list('my profile'), 'misconfigured', message, { type: 'openConfig', file, line: 1 });
    await failsWith(list('personal'), 'misconfigured', /write \[profile personal\]/, {
      type: 'openConfig',
      file,
      line: 10,
    });
  });

  test('sso-session-quoted.config', async () => {
    const file = use('sso-session-quoted.config');
    const message =
      /^Profile "user-xxx" names the sso-session "test sso", which exists, but AWS does not read it\. .*: write \[sso-session test-sso\]\.$/;
    await failsWith(list('user-xxx'), 'misconfigured', message, { type: 'openConfig', file, line: 7 });
  });

  test('utf16.credentials', async () => {
    const file = use('utf16.credentials');
    const action = { type: 'openConfig', file, line: 1 } as const;
    const message = /^Profile "default" is in the AWS files, but .* The file is UTF-16/;
    await failsWith(list('default'), 'misconfigured', message, action);
    const environment = world.environment().listUserPools({}, noAbort);
    await failsWith(environment, 'misconfigured', /^No AWS credentials were found .* UTF-16/, action);
  });

  test('uppercase-keys.credentials', async () => {
    const file = use('uppercase-keys.credentials');
    const message =
      /^Profile "default" has no credentials .* has AWS_ACCESS_KEY_ID, .* AWS reads aws_access_key_id, /;
    await failsWith(list('default'), 'misconfigured', message, { type: 'openConfig', file, line: 2 });
    await failsWith(list('camel'), 'misconfigured', /has accessKeyId, secretAccessKey; AWS reads/, {
      type: 'openConfig',
      file,
      line: 7,
    });
  });

  test('credential-process.config: the failed one gives its reason, the slow one delays no other, the good one works', async () => {
    use('credential-process.config');
    const slow = failureOf(list('slow'));
    const broken = await failureOf(list('broken'));
    assert.match(
      broken.message,
      /^Profile "broken" has a credential_process that failed with exit code 3: oops\.$/,
    );
    assert.equal(broken.short, 'exit code 3: oops');
    await list('fine');
    assert.equal(lastKey(world), 'AKIAEXAMPLE0000000J');
    assert.match(
      (await slow).message,
      /^The credential_process of profile "slow" did not answer within 2 s\.$/,
    );
  });

  test('a source profile that is not read', async () => {
    world.home.config(
      '[profile it]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\n[base]\nregion = x\n',
    );
    const message =
      /takes its credentials from profile "base", which has none\. In the config file .*\[profile base\]\.$/;
    const file = join(world.home.path, '.aws', 'config');
    await failsWith(list('it'), 'misconfigured', message, { type: 'openConfig', file, line: 4 });
  });

  test('a services section that is not read', async () => {
    delete process.env['AWS_ENDPOINT_URL'];
    world.home.config(
      '[profile it]\naws_access_key_id = A\naws_secret_access_key = x\nservices = my own\n[services "my own"]\nsts =\n  endpoint_url = x\n',
    );
    const message = /names the services section "my own", which exists, but .*\[services my-own\]\.$/;
    const file = join(world.home.path, '.aws', 'config');
    await failsWith(list('it'), 'misconfigured', message, { type: 'openConfig', file, line: 5 });
  });

  test('keys in quotation marks', async () => {
    world.emulator.faults.add({ kind: 'invalidToken' });
    world.home.credentials('[it]\naws_access_key_id = "AKIAIOSFODNN7EXAMPLE"\naws_secret_access_key = x\n');
    const { message } = await failureOf(list('it'));
    assert.match(message, /quotation marks around aws_access_key_id in line 2/);
  });
});
