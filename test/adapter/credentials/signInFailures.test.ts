// Every missing, expired or refused sign-in, caused by real token files, offers the way to sign in again.
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { FailureAction, FailureKind } from '../../../src/domain/connections/failure.ts';
import { past } from '../support/awsHome.ts';
import { awsWorld, failsWith, noAbort, type World } from '../support/world.ts';

let world: World;
const sso = (profile: string, session: string, roleName = 'Dev'): string =>
  `[profile ${profile}]\nsso_session = ${session}\nsso_account_id = 111122223333\nsso_role_name = ${roleName}\n` +
  `[sso-session ${session}]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n`;

const failsWithIt = (kind: FailureKind, message: RegExp, action: FailureAction): Promise<string> =>
  failsWith(world.profile('it').listUserPools({}, noAbort), kind, message, action);

const openIt = (): FailureAction => ({
  type: 'openConfig',
  profile: 'it',
  file: join(world.home.path, '.aws', 'config'),
});
const signInIt: FailureAction = { type: 'signIn', command: 'aws sso login --profile it' };

describe('an SSO profile', () => {
  before(async () => {
    world = await awsWorld();
  });
  after(() => world.close());
  afterEach(() => {
    world.emulator.faults.clear();
    world.home.remove('.aws');
  });

  test('that was never signed in', async () => {
    world.home.config(sso('it', 'never'));
    await failsWithIt('expired', /^Profile "it" is signed out/, signInIt);
  });

  test('whose token expired and cannot be refreshed', async () => {
    world.home.config(sso('it', 'old'));
    world.home.ssoToken('old', { accessToken: 'x', expiresAt: past });
    await failsWithIt('expired', /^Profile "it" is signed out/, signInIt);
  });

  test('whose refresh is refused', async () => {
    world.home.config(sso('it', 'refused'));
    const { sso: sessions } = world.emulator.control;
    world.home.ssoToken('refused', { ...sessions.signIn(), expiresAt: past });
    sessions.signOut();
    await failsWithIt('expired', /^Profile "it" is signed out/, signInIt);
  });

  test('whose token file is broken', async () => {
    world.home.config(sso('it', 'broken'));
    world.home.ssoToken('broken', []);
    await failsWithIt('expired', /^Profile "it" is signed out/, signInIt);
  });

  test('that was signed out elsewhere', async () => {
    world.home.config(sso('it', 'elsewhere'));
    const { sso: sessions } = world.emulator.control;
    world.home.ssoToken('elsewhere', sessions.signIn());
    sessions.signOut();
    await failsWithIt('expired', /sign-in of profile "it" expired/, signInIt);
  });

  test('in the legacy form, signed out', async () => {
    world.home.config(
      '[profile it]\nsso_start_url = https://l.awsapps.com/start\nsso_region = us-east-1\n' +
        'sso_account_id = 111122223333\nsso_role_name = Dev\n',
    );
    await failsWithIt('expired', /^Profile "it" is signed out/, signInIt);
    world.home.ssoToken('https://l.awsapps.com/start', { accessToken: 'x', expiresAt: past });
    await failsWithIt('expired', /^Profile "it" is signed out/, signInIt);
  });

  test('at the start of a role chain is named in the login', async () => {
    world.home.config(
      `[profile it]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = hub\n${sso('hub', 'hub')}`,
    );
    await failsWithIt('expired', /^Profile "it" is signed out/, {
      type: 'signIn',
      command: 'aws sso login --profile hub',
    });
  });

  test('whose sso-session section is missing', async () => {
    world.home.config('[profile it]\nsso_session = lost\nsso_account_id = 1\nsso_role_name = Dev\n');
    await failsWithIt(
      'misconfigured',
      /names the sso-session "lost", which is not in the config file/,
      openIt(),
    );
  });

  test('that is incomplete', async () => {
    world.home.config(
      '[profile it]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n',
    );
    await failsWithIt('misconfigured', /has an incomplete SSO configuration/, openIt());
    world.home.config(
      '[profile it]\nsso_session = s\nsso_account_id = 1\nsso_role_name = Dev\n[sso-session s]\nsso_region = x\n',
    );
    await failsWithIt('misconfigured', /has an incomplete SSO configuration/, openIt());
  });

  test('without an assignment to its account and role', async () => {
    world.home.config(sso('it', 'fine'));
    world.home.ssoToken('fine', world.emulator.control.sso.signIn());
    world.emulator.faults.add({ kind: 'denied', operation: 'GetRoleCredentials' });
    await failsWithIt('denied', /signed in, but its account and role are not assigned/, openIt());
  });

  test('while the portal throttles', async () => {
    world.home.config(sso('it', 'busy'));
    world.home.ssoToken('busy', world.emulator.control.sso.signIn());
    world.emulator.faults.add({ kind: 'throttle', operation: 'GetRoleCredentials' });
    await failsWithIt('throttled', /throttling requests/, { type: 'retry' });
  });

  test('while the portal cannot be reached is offline, not signed out', async () => {
    world.home.config(sso('it', 'unreachable'));
    world.home.ssoToken('unreachable', world.emulator.control.sso.signIn());
    process.env['AWS_ENDPOINT_URL_SSO'] = 'http://127.0.0.1:1';
    await failsWithIt('offline', /The host 127\.0\.0\.1:1 cannot be reached/, { type: 'retry' });
    delete process.env['AWS_ENDPOINT_URL_SSO'];
  });

  test('with a name that a shell would split gets no command', async () => {
    world.home.credentials(
      '[$(id)]\nsso_start_url = https://l.awsapps.com/start\nsso_region = us-east-1\n' +
        'sso_account_id = 111122223333\nsso_role_name = Dev\n',
    );
    const work = world.profile('$(id)').listUserPools({}, noAbort);
    await failsWith(work, 'expired', /is signed out/, { type: 'retry' });
  });
});

describe('an `aws login` profile', () => {
  const session = 'arn:aws:iam::111122223333:user/dev';
  const signIn: FailureAction = { type: 'signIn', command: 'aws login --profile it' };
  before(async () => {
    world = await awsWorld();
    world.home.config(`[profile it]\nlogin_session = ${session}\n`);
  });
  after(() => world.close());

  /** Writes a login so old that its credentials must be renewed. */
  const loggedIn = (): void => {
    const token = world.emulator.control.logins.signIn(session);
    world.home.loginToken(session, { ...token, accessToken: { ...token.accessToken, expiresAt: past } });
  };

  test('that was never logged in', async () => {
    await failsWithIt('expired', /^Profile "it" is signed out/, signIn);
  });

  test('whose token file is incomplete', async () => {
    world.home.loginToken(session, { clientId: 'x' });
    await failsWithIt('expired', /^Profile "it" is signed out/, signIn);
  });

  for (const [error, kind, words] of [
    ['TOKEN_EXPIRED', 'expired', /is signed out/],
    ['USER_CREDENTIALS_CHANGED', 'expired', /is signed out/],
    ['INSUFFICIENT_PERMISSIONS', 'denied', /may not renew its login/],
  ] as const) {
    test(`whose refresh fails with ${error}`, async () => {
      loggedIn();
      world.emulator.control.logins.signOut(error);
      await failsWithIt(kind, words, signIn);
    });
  }

  test('expired while offline is offline, not signed out', async () => {
    loggedIn();
    process.env['AWS_ENDPOINT_URL_SIGNIN'] = 'http://127.0.0.1:1';
    await failsWithIt('offline', /cannot be reached/, { type: 'retry' });
    delete process.env['AWS_ENDPOINT_URL_SIGNIN'];
  });
});
