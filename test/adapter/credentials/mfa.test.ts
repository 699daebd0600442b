// MFA codes: asked once per profile and session, shared by every connection, never by a poll, declined without an error.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import {
  awsWorld,
  exampleKeys,
  failsWith,
  guardedRole,
  lastCaller,
  noAbort,
  type World,
} from '../support/world.ts';

let world: World;
const device = 'arn:aws:iam::111122223333:mfa/phone';
const retry = { type: 'retry' } as const;

beforeEach(async () => {
  world = await awsWorld();
  world.home.credentials(`[base]\n${exampleKeys}`);
  const role = guardedRole(world, device);
  world.home.config(
    `[profile it]\nrole_arn = ${role}\nsource_profile = base\nmfa_serial = ${device}\nrole_session_name = me\n`,
  );
});
afterEach(() => world.close());

const answer = (code: string | undefined): void => {
  world.mfa = () => Promise.resolve(code);
};

describe('an MFA code', () => {
  test('is requested with device and profile, once for all clients of a connection', async () => {
    answer(' 123456 ');
    const gateway = world.profile('it');
    const [account] = await Promise.all([
      gateway.getCallerIdentity(noAbort),
      gateway.listUserPools({}, noAbort),
      gateway.listUserPools({}, noAbort),
    ]);
    assert.equal(account.arn, 'arn:aws:sts::111122223333:assumed-role/guarded/me');
    assert.equal(lastCaller(world, 'ListUserPools'), 'assumed-role/guarded/me');
    assert.deepEqual(world.mfaPrompts, [`it ${device}`]);
  });

  test('is used for other and later connections of the profile', async () => {
    answer('123456');
    await Promise.all(
      ['us-east-1', 'eu-west-1'].map((region) => world.profile('it', region).listUserPools({}, noAbort)),
    );
    await world.profile('it').listUserPools({}, noAbort);
    assert.equal(world.mfaPrompts.length, 1);
  });

  test('is not requested while the source credentials fail', async () => {
    world.home.credentials('');
    await failsWith(
      world.profile('it').listUserPools({}, noAbort),
      'misconfigured',
      /takes its credentials from profile "base", which has none/,
      { type: 'openConfig', profile: 'it', file: world.aws.files().config },
    );
    assert.equal(world.mfaPrompts.length, 0);
  });

  test('that is declined is not requested again by the same connection', async () => {
    const gateway = world.profile('it');
    const waits = /^Profile "it" needs an MFA code\.$/;
    await failsWith(gateway.listUserPools({}, noAbort), 'cancelled', waits, retry);
    await failsWith(gateway.getCallerIdentity(noAbort), 'cancelled', waits, retry);
    assert.equal(world.mfaPrompts.length, 1);
  });

  test('that is declined is requested again by a new connection', async () => {
    await failsWith(world.profile('it').listUserPools({}, noAbort), 'cancelled', /needs an MFA code/, retry);
    answer('123456');
    await world.profile('it').listUserPools({}, noAbort);
    assert.equal(world.mfaPrompts.length, 2);
  });

  test('that is wrong is reported, and not requested again automatically', async () => {
    answer('000000');
    const gateway = world.profile('it');
    await failsWith(gateway.listUserPools({}, noAbort), 'expired', /MFA code .* was not accepted/, retry);
    await failsWith(gateway.listUserPools({}, noAbort), 'expired', /needs a new MFA code/, retry);
    assert.equal(world.mfaPrompts.length, 1);
  });

  test('is not requested by a poll after its session has ended', async () => {
    answer('123456');
    world.emulator.control.configure({ longestSessionMs: 3_000 });
    const gateway = world.profile('it');
    await gateway.listUserPools({}, noAbort);
    const end = Date.now() + 3_000;
    while (Date.now() <= end) await new Promise((resolve) => setTimeout(resolve, 20));
    await failsWith(gateway.listUserPools({}, noAbort), 'expired', /needs a new MFA code/, retry);
    assert.equal(world.mfaPrompts.length, 1);
  });

  test('whose session the service refuses is not used again', async () => {
    answer('123456');
    const gateway = world.profile('it');
    await gateway.listUserPools({}, noAbort);
    world.emulator.control.endSessions();
    await failsWith(gateway.listUserPools({}, noAbort), 'expired', /temporary credentials/, retry);
    await failsWith(gateway.listUserPools({}, noAbort), 'expired', /needs a new MFA code/, retry);
    await world.profile('it').listUserPools({}, noAbort);
    assert.equal(world.mfaPrompts.length, 2);
  });

  test('does not serve other source credentials', async () => {
    answer('123456');
    await world.profile('it').listUserPools({}, noAbort);
    world.home.credentials(`[base]\n${exampleKeys.replace('EXAMPLE', 'ANOTHER')}`);
    await world.profile('it').listUserPools({}, noAbort);
    assert.equal(world.mfaPrompts.length, 2);
  });

  test('does not hold up a call that is cancelled meanwhile', async () => {
    world.mfa = () => new Promise(() => undefined);
    const stop = new AbortController();
    const work = world.profile('it').listUserPools({}, stop.signal);
    while (world.mfaPrompts.length === 0) await new Promise(setImmediate);
    stop.abort();
    await failsWith(work, 'cancelled', /cancelled/, undefined);
  });
});
