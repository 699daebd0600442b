// Calls go to the endpoints of the user's files and variables, for the profile that is really used, and nowhere else.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  awsWorld,
  exampleKeys,
  failureOf,
  lastCaller,
  lastKey,
  noAbort,
  trustingRole,
  type World,
} from '../support/world.ts';

let world: World;
const variables = ['', '_COGNITO_IDENTITY_PROVIDER', '_STS', '_SSO', '_SSO_OIDC', '_SIGNIN'];

before(async () => {
  world = await awsWorld();
});
after(() => world.close());
beforeEach(() => {
  for (const name of variables) Reflect.deleteProperty(process.env, `AWS_ENDPOINT_URL${name}`);
  for (const name of [
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'AWS_USE_FIPS_ENDPOINT',
    'AWS_USE_DUALSTACK_ENDPOINT',
  ]) {
    Reflect.deleteProperty(process.env, name);
  }
});

const list = (profile = 'it'): Promise<unknown> => world.profile(profile).listUserPools({}, noAbort);
const reached = async (profile = 'it'): Promise<void> => {
  await list(profile);
  assert.equal(lastKey(world), 'AKIAIOSFODNN7EXAMPLE');
};

/** Why a call failed, with the host that it looked for. The host does not exist: no call of these tests may leave the machine. */
async function missed(profile = 'it', region = 'xx-nowhere-1'): Promise<string> {
  const failure = await failureOf(world.profile(profile, region).listUserPools({}, noAbort));
  assert.equal(failure.kind, 'offline', JSON.stringify(failure));
  return failure.message;
}

describe('the endpoint is', () => {
  test('the endpoint_url of the profile', async () => {
    world.home.config(`[profile it]\nendpoint_url = ${world.emulator.url}\n${exampleKeys}`);
    await reached();
  });

  test('the service-specific one of its services section, before its endpoint_url', async () => {
    world.home.config(
      `[profile it]\nservices = local\nendpoint_url = http://127.0.0.1:1\n${exampleKeys}\n[services local]\n` +
        `cognito_identity_provider =\n  endpoint_url = ${world.emulator.url}\n`,
    );
    await reached();
    const failure = await failureOf(world.profile('it').getCallerIdentity(noAbort));
    assert.match(failure.message, /127\.0\.0\.1:1/);
  });

  test('AWS_ENDPOINT_URL, before the files', async () => {
    process.env['AWS_ENDPOINT_URL'] = world.emulator.url;
    world.home.config(`[profile it]\nendpoint_url = http://127.0.0.1:1\n${exampleKeys}`);
    await reached();
  });

  test('the service-specific variable, before AWS_ENDPOINT_URL', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:1';
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = world.emulator.url;
    world.home.config(`[profile it]\n${exampleKeys}`);
    await reached();
  });

  test("AWS's own for a profile without one, though the default profile has one", async () => {
    world.home.config(`[default]\nendpoint_url = ${world.emulator.url}\n[profile it]\n${exampleKeys}`);
    assert.match(await missed(), /cognito-idp\.xx-nowhere-1\.amazonaws\.com/);
  });

  test("AWS's own if configured endpoints are ignored", async () => {
    process.env['AWS_ENDPOINT_URL'] = world.emulator.url;
    process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
    world.home.config(`[profile it]\nendpoint_url = ${world.emulator.url}\n${exampleKeys}`);
    assert.match(await missed(), /cognito-idp\.xx-nowhere-1\.amazonaws\.com/);
    delete process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
    delete process.env['AWS_ENDPOINT_URL'];
    world.home.config(
      `[profile it]\nignore_configured_endpoint_urls = true\nendpoint_url = ${world.emulator.url}\n${exampleKeys}`,
    );
    assert.match(await missed(), /cognito-idp\.xx-nowhere-1\.amazonaws\.com/);
  });

  test("the default profile's for an environment that carries keys", async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAVARIABLES', AWS_SECRET_ACCESS_KEY: 'x' });
    world.home.config(`[default]\nendpoint_url = ${world.emulator.url}\n`);
    await world.environment().listUserPools({}, noAbort);
    assert.equal(lastKey(world), 'AKIAVARIABLES');
    for (const name of ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'])
      Reflect.deleteProperty(process.env, `AWS_${name}`);
  });

  test('the one of its partition', async () => {
    world.home.config(`[profile it]\n${exampleKeys}`);
    assert.match(await missed('it', 'cn-nowhere-1'), /cognito-idp\.cn-nowhere-1\.amazonaws\.com\.cn/);
    assert.match(await missed('it', 'us-gov-nowhere-1'), /cognito-idp\.us-gov-nowhere-1\.amazonaws\.com /);
  });

  test('the FIPS one if the profile or the environment sets it', async () => {
    world.home.config(`[profile it]\nuse_fips_endpoint = true\n${exampleKeys}`);
    assert.match(await missed(), /cognito-idp-fips\.xx-nowhere-1\.amazonaws\.com/);
    world.home.config(`[profile it]\n${exampleKeys}`);
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'true';
    assert.match(await missed(), /cognito-idp-fips\.xx-nowhere-1\.amazonaws\.com/);
  });

  test('the dual-stack one if the profile sets it', async () => {
    world.home.config(`[profile it]\nuse_dualstack_endpoint = true\n${exampleKeys}`);
    assert.match(await missed(), /cognito-idp\.xx-nowhere-1\.(api\.aws|amazonaws\.com)/);
  });

  test("read again by each gateway, without the SDK's cache of the files", async () => {
    world.home.config(`[profile it]\nendpoint_url = http://127.0.0.1:1\n${exampleKeys}`);
    await failureOf(list());
    world.home.config(`[profile it]\nendpoint_url = ${world.emulator.url}\n${exampleKeys}`);
    await reached();
  });
});

describe('roles and sign-ins', () => {
  test("are reached at the profile's own endpoint_url", async () => {
    const role = trustingRole(world, 'reader');
    world.home.config(
      `[profile it]\nendpoint_url = ${world.emulator.url}\nrole_arn = ${role}\n` +
        `source_profile = base\n[profile base]\n${exampleKeys}`,
    );
    await list();
    assert.match(lastCaller(world) ?? '', /^assumed-role\/reader\//);
  });

  test('of SSO are reached at the endpoint_url of the profile, not of the default one', async () => {
    const sso =
      'sso_session = corp\nsso_account_id = 1\nsso_role_name = Dev\n' +
      '[sso-session corp]\nsso_region = xx-nowhere-1\nsso_start_url = https://corp.awsapps.com/start\n';
    world.home.ssoToken('corp', world.emulator.control.sso.signIn());
    world.home.config(`[profile it]\nendpoint_url = ${world.emulator.url}\n${sso}`);
    await list();
    world.home.config(`[default]\nendpoint_url = ${world.emulator.url}\n[profile it]\n${sso}`);
    assert.match(await missed(), /portal\.sso\.xx-nowhere-1\.amazonaws\.com/);
  });

  test('of SSO use their own variables if these are the only ones', async () => {
    process.env['AWS_ENDPOINT_URL_SSO'] = world.emulator.url;
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = world.emulator.url;
    world.home.config(
      '[profile it]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n',
    );
    await list();
    assert.match(lastCaller(world) ?? '', /^assumed-role\/AWSReservedSSO_Dev_/);
  });
});
