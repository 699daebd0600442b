// Credentials that never arrive: the connection fails after the time-out, the process is ended, and nothing else waits.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createAws } from '../../../src/aws/aws.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { secretMark } from '../support/awsHome.ts';
import {
  awsWorld,
  exampleKeys,
  failsWith,
  failureOf,
  guardedRole,
  lastCaller,
  lastKey,
  noAbort,
  trustingRole,
  type World,
} from '../support/world.ts';

let world: World;
let hangs: string;

beforeEach(async () => {
  world = await awsWorld({ credentialsTimeout: 1_000 });
  // A shell command starts at once, so the time-out can be short.
  hangs = `echo $$ > "${join(world.home.path, 'pid')}"; exec sleep 1000000`;
  world.home.config(`[profile hangs]\ncredential_process = ${hangs}\n[profile fine]\n${exampleKeys}`);
});
afterEach(() => world.close());

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    assert.ok(Date.now() < end, 'The condition did not become true within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const pid = (): number => Number(readFileSync(join(world.home.path, 'pid'), 'utf8'));
const started = (): boolean => existsSync(join(world.home.path, 'pid')) && pid() > 0;

describe('a credential_process that hangs', () => {
  test('fails after the time-out, is named in the message, and is ended', async () => {
    await failsWith(
      world.profile('hangs').listUserPools({}, noAbort),
      'misconfigured',
      /^The credential_process of profile "hangs" did not answer within 1 s\.$/,
      { type: 'openConfig', profile: 'hangs', file: world.aws.files().config },
    );
    await until(() => started() && !isRunning(pid()));
  });

  test('ends with the gateway', async () => {
    const ignore = (): void => undefined;
    const gateway = createAws().connect(profileConnection('hangs', 'us-east-1'), {
      askMfaCode: () => Promise.resolve(undefined),
      log: { debug: ignore, info: ignore, warn: ignore },
    });
    const work = gateway.listUserPools({}, noAbort);
    await until(started);
    gateway.dispose();
    await failsWith(work, 'cancelled', /cancelled/, undefined);
    await until(() => !isRunning(pid()));
  });

  test('keeps no other connection waiting', async () => {
    const hanging = world.profile('hangs').listUserPools({}, noAbort);
    await world.profile('fine').listUserPools({}, noAbort);
    assert.equal(lastKey(world), 'AKIAIOSFODNN7EXAMPLE');
    await failsWith(hanging, 'misconfigured', /did not answer/, {
      type: 'openConfig',
      profile: 'hangs',
      file: world.aws.files().config,
    });
  });

  test('works once the profile is corrected', async () => {
    const gateway = world.profile('hangs');
    await gateway.listUserPools({}, noAbort).catch(() => undefined);
    const answer = { Version: 1, AccessKeyId: 'ASIARIGHT', SecretAccessKey: secretMark };
    world.home.config(`[profile hangs]\ncredential_process = echo '${JSON.stringify(answer)}'\n`);
    await gateway.listUserPools({}, noAbort);
    assert.equal(lastKey(world), 'ASIARIGHT');
  });
});

test('three of ten connections fail, each with its own reason, and seven continue', async () => {
  const crowd = await awsWorld({ credentialsTimeout: 3_000 });
  const fine = Array.from({ length: 7 }, (_, i) => `fine${i}`);
  crowd.home.config(
    '[profile hangs]\ncredential_process = exec sleep 1000000\n[profile empty]\nregion = us-east-1\n' +
      '[profile out]\nlogin_session = arn:aws:iam::111122223333:user/dev\n' +
      fine.map((name) => `[profile ${name}]\n${exampleKeys}`).join(''),
  );
  const told: string[] = [];
  const broken = ['hangs', 'empty', 'out'].map(async (name) => {
    const { message } = await failureOf(crowd.profile(name).listUserPools({}, noAbort));
    told.push(message);
  });
  const pages = fine.map((name) => crowd.profile(name).listUserPools({}, noAbort));
  for (const { items } of await Promise.all(pages)) assert.equal(items.length, 1);
  // The one that hangs has not even failed yet.
  assert.ok(!told.some((message) => message.includes('credential_process')));
  await Promise.all(broken);
  assert.match(
    told.sort().join('\n'),
    /^Profile "empty" has no.*\nProfile "out" is signed.*\nThe credential_process/,
  );
  await crowd.close();
});

test('waiting for the user does not count', async () => {
  const role = guardedRole(world, 'GAHT12345678');
  world.home.config(
    `[profile it]\nrole_arn = ${role}\nsource_profile = base\nmfa_serial = GAHT12345678\n[profile base]\n${exampleKeys}`,
  );
  world.mfa = () => new Promise((resolve) => setTimeout(() => resolve('123456'), 1_500));
  await world.profile('it').listUserPools({}, noAbort);
  assert.match(lastCaller(world) ?? '', /^assumed-role\/guarded\//);
});

test('the full time-out starts again after the code', async (t) => {
  const slow = await awsWorld({ credentialsTimeout: 2_000 });
  t.after(() => slow.close());
  const hop = guardedRole(slow, 'GAHT12345678');
  const last = trustingRole(slow, 'last', { Principal: { AWS: hop } });
  slow.home.config(
    `[profile it]\nrole_arn = ${last}\nsource_profile = hop\n` +
      `[profile hop]\nrole_arn = ${hop}\nsource_profile = base\nmfa_serial = GAHT12345678\n[profile base]\n${exampleKeys}`,
  );
  slow.emulator.faults.add({ kind: 'latency', operation: 'AssumeRole', delayMs: 1_300 });
  slow.mfa = () => new Promise((resolve) => setTimeout(() => resolve('123456'), 1_500));
  await slow.profile('it').listUserPools({}, noAbort);
  assert.match(lastCaller(slow) ?? '', /^assumed-role\/last\//);
});
