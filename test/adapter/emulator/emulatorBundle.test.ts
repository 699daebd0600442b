// The shipped bundle of the emulator: what the sandbox needs, without the parts for tests.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { build, type BuildOptions } from 'esbuild';
import { startSandbox } from '../../../src/emulator/sandbox.ts';
import { root } from '../../support/paths.ts';

test('contains no sign-ins, hash libraries, metadata endpoint, faults, admin endpoint or assumable roles', async () => {
  const require = createRequire(import.meta.url);
  const { host } = require('../../../esbuild.js') as {
    host: BuildOptions & { entryPoints: { emulator: string } };
  };
  const entryPoints = { emulator: host.entryPoints.emulator };
  const { metafile } = await build({
    ...host,
    entryPoints,
    absWorkingDir: root,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const inputs = Object.keys(metafile.inputs);
  assert.ok(inputs.includes('src/emulator/cognito/importJob.ts'));
  const unwanted =
    /emulator\/(signIn|metadata|admin|faults|calls|cli|fullControl|sts\/(?!callerIdentity)|cognito\/further|clients)|hashCheck|node_modules/;
  assert.deepEqual(
    inputs.filter((input) => unwanted.test(input)),
    [],
  );
});

test('the sandbox has no admin endpoint', async () => {
  const sandbox = await startSandbox();
  try {
    assert.equal((await fetch(`${sandbox.url}/_emulator/pools`)).status, 404);
  } finally {
    await sandbox.close();
  }
});
