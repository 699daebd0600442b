// Reading profiles: their names, how each gets its credentials, which file to open.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ProfileKind } from '../../../../src/domain/connections/connection.ts';
import {
  AwsFiles,
  environmentRegion,
  kindOf,
  listProfiles,
  type Section,
} from '../../../../src/aws/profiles/profiles.ts';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const keys = { aws_access_key_id: 'a', aws_secret_access_key: 'b' };
const files = new AwsFiles(
  {
    default: { region: 'eu-west-1' },
    dev: { region: 'us-east-1', services: 'local' },
    hop: { role_arn: 'r', source_profile: 'base' },
    'sso-session.corp': { sso_region: 'us-east-1' },
    'services.local': { 'cognito_identity_provider.endpoint_url': 'http://localhost' },
  },
  { dev: keys, base: { ...keys, region: 'us-west-2' }, 'profile.x': keys, 'services.y': keys },
);

describe('the names', () => {
  test('are the profiles of both files, each once, sorted, without other sections', () => {
    assert.deepEqual(files.names(), ['base', 'default', 'dev', 'hop']);
  });
});

test('missing files have no profiles; an unreadable file is reported', async (t) => {
  const folder = temporaryFolder('profiles');
  t.after(() => folder.remove());
  const { path } = folder;
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, before));
  process.env['AWS_CONFIG_FILE'] = join(path, 'config');
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(path, 'credentials');
  assert.deepEqual(await listProfiles(), []);
  mkdirSync(join(path, 'config'));
  await assert.rejects(listProfiles(), (error) => {
    const { kind, message, action } = failureOf(error);
    assert.equal(kind, 'misconfigured');
    assert.ok(message.includes(join(path, 'config')));
    return action?.type === 'openConfig' && action.file === join(path, 'config');
  });
  writeFileSync(join(path, 'credentials'), '[default]\naws_access_key_id = A\n');
  assert.equal((await listProfiles()).length, 1, 'with one readable profile, the user can continue');
});

describe('a profile', () => {
  test('has the settings of both files, and the credentials file has precedence', () => {
    const merged = new AwsFiles({ a: { region: 'x', output: 'json' } }, { a: { region: 'y' } });
    assert.deepEqual(merged.profile('a'), { region: 'y', output: 'json' });
  });

  test('that is missing is undefined, even if it is named like a property of every object', () => {
    assert.equal(files.profile('nobody'), undefined);
    assert.equal(files.profile('constructor'), undefined);
    assert.equal(files.ssoSession('__proto__'), undefined);
  });

  test('names the file that defines its credentials', () => {
    assert.match(files.fileOf('dev'), /credentials$/);
    assert.match(files.fileOf('base'), /credentials$/);
    assert.match(files.fileOf('hop'), /config$/);
    assert.match(files.fileOf('nobody'), /config$/);
  });

  test('has the chain of its source profiles, even if they form a circle', () => {
    assert.deepEqual(
      files.chain('hop').map(({ name }) => name),
      ['hop', 'base'],
    );
    const circle = new AwsFiles(
      { a: { role_arn: 'r', source_profile: 'b' }, b: { role_arn: 'r', source_profile: 'a' } },
      {},
    );
    assert.equal(circle.chain('a').length, 2);
    assert.deepEqual(circle.chain('nobody'), []);
  });
});

describe('the kind of', () => {
  const role = { role_arn: 'r' };
  const cases: readonly [string, Section, ProfileKind][] = [
    ['a role with a source profile', { ...role, source_profile: 'x' }, 'assumeRole'],
    ['a role with a credential source', { ...role, credential_source: 'Environment' }, 'assumeRole'],
    [
      'a role with both, which the SDK refuses',
      { ...role, source_profile: 'x', credential_source: 'y' },
      'none',
    ],
    [
      'a role with keys of its own beside the source',
      { ...role, source_profile: 'x', ...keys },
      'assumeRole',
    ],
    ['keys', keys, 'static'],
    ['half a key pair', { aws_access_key_id: 'a' }, 'none'],
    [
      'keys, which win over everything but a role',
      { ...keys, credential_process: 'x', sso_session: 'y' },
      'static',
    ],
    ['a role with a token file', { ...role, web_identity_token_file: 'x' }, 'webIdentity'],
    ['a process, which wins over SSO', { credential_process: 'x', sso_session: 'y' }, 'credentialProcess'],
    ['an sso-session', { sso_session: 'x' }, 'sso'],
    ['legacy SSO', { sso_start_url: 'x' }, 'sso'],
    ['SSO, which wins over a login session', { sso_account_id: 'x', login_session: 'y' }, 'sso'],
    ['a login session', { login_session: 'x' }, 'login'],
    ['a region alone', { region: 'x' }, 'none'],
  ];
  for (const [name, section, kind] of cases) {
    test(name, () => assert.equal(kindOf(section), kind));
  }
});

test("the environment's region is AWS_REGION, else AWS_DEFAULT_REGION; empty values are ignored", (t) => {
  const names = ['AWS_REGION', 'AWS_DEFAULT_REGION'];
  const before = names.map((name) => [name, process.env[name]] as const);
  t.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
  for (const [own, fallback, region] of [
    ['eu-west-1', 'us-east-1', 'eu-west-1'],
    ['', 'us-east-1', 'us-east-1'],
    ['', '', undefined],
  ] as const) {
    Object.assign(process.env, { AWS_REGION: own, AWS_DEFAULT_REGION: fallback });
    assert.equal(environmentRegion(), region);
  }
});
