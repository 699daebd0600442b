// The shipped AWS bundle: minified, with mangled class names, small, and able to classify failures.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, type BuildOptions } from 'esbuild';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { failureOf as domainFailureOf, type Failure } from '../../../src/domain/connections/failure.ts';
import type { AwsPort, CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import { root } from '../../support/paths.ts';
import { awsWorld, exampleKeys, noAbort, type World } from '../support/world.ts';

let world: World;
let file: string;
let aws: AwsPort;

before(async () => {
  world = await awsWorld();
  file = join(world.home.path, 'aws.js');
  const require = createRequire(import.meta.url);
  const { host } = require('../../../esbuild.js') as {
    host: BuildOptions & { entryPoints: { aws: string } };
  };
  const { aws: entry } = host.entryPoints;
  await build({
    ...host,
    entryPoints: { aws: entry },
    absWorkingDir: root,
    outdir: world.home.path,
    minify: true,
    sourcemap: false,
    logLevel: 'error',
  });
  const { createAws } = require(file) as { createAws: () => AwsPort };
  aws = createAws();
});
after(() => world.close());

function connect(profile: string): CognitoGateway {
  const note = (line: string): number => world.log.push(line);
  return aws.connect(profileConnection(profile, 'us-east-1'), {
    askMfaCode: () => Promise.resolve(undefined),
    log: { debug: note, info: note, warn: note },
  });
}

async function fails(profile: string): Promise<Failure> {
  const gateway = connect(profile);
  const error: unknown = await gateway.listUserPools({}, noAbort).then(
    () => assert.fail('It succeeded'),
    (reason: unknown) => reason,
  );
  gateway.dispose();
  return domainFailureOf(error);
}

test('is at most 460 kB', () => {
  const { size } = statSync(file);
  assert.ok(size <= 460_000, `${size} bytes`);
});

test('classifies failures as the source does', async () => {
  world.home.config(
    `[profile keys]\n${exampleKeys}\n[profile none]\nregion = us-east-1\n` +
      '[profile sso]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n' +
      '[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n' +
      `[profile guarded]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = keys\nmfa_serial = phone\n` +
      '[profile process]\ncredential_process = exit 1\n',
  );
  assert.equal((await fails('none')).kind, 'misconfigured');
  assert.equal((await fails('sso')).kind, 'expired');
  assert.equal((await fails('guarded')).kind, 'cancelled');
  assert.match((await fails('process')).message, /credential_process that failed/);
  for (const [fault, kind, code] of [
    ['denied', 'denied', 'AccessDeniedException'],
    ['expiredToken', 'expired', 'ExpiredTokenException'],
    ['html', 'offline', 'SyntaxError'],
  ] as const) {
    const off = world.emulator.faults.add({ kind: fault });
    const failure = await fails('keys');
    off();
    assert.deepEqual([failure.kind, failure.code], [kind, code]);
  }
});

test('calls IAM and CloudWatch Logs', async () => {
  world.home.config(`[profile keys]\n${exampleKeys}`);
  const gateway = connect('keys');
  const pool = { userPoolId: world.emulator.control.pools[0]?.id ?? '', name: 'customers' };
  const job = { jobId: 'import-0123456789', jobName: 'none' };
  assert.deepEqual(await gateway.imports.listLogEvents(pool, job, undefined, noAbort), { items: [] });
  const off = world.emulator.faults.add({ kind: 'denied', operation: 'ListRoles' });
  const error: unknown = await gateway.imports.listLogRoles(noAbort).catch((reason: unknown) => reason);
  off();
  assert.equal(domainFailureOf(error).kind, 'denied');
  gateway.dispose();
});
