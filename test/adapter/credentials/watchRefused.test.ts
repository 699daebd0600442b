// If the system refuses to watch a directory (no watches left), changes elsewhere are noticed without a delay.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { test } from 'node:test';
import { createAws } from '../../../src/aws/aws.ts';
import { awsHome } from '../support/awsHome.ts';

test('a directory that cannot be watched delays no change elsewhere', async (t) => {
  const home = awsHome();
  t.after(() => home.close());
  home.config('[default]\n');
  home.ssoToken('corp', { accessToken: 'x' });
  const real = fs.watch;
  let refused: () => void = () => undefined;
  const hasRefused = new Promise<void>((resolve) => (refused = resolve));
  // The watcher tries again after five seconds.
  t.mock.method(
    fs,
    'watch',
    (path: string, options: fs.WatchOptions, listener: fs.WatchListener<string | Buffer>) => {
      if (!path.includes('sso')) return real(path, options, listener);
      refused();
      throw new Error('ENOSPC');
    },
  );
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  let told: () => void = () => undefined;
  const watching = createAws().watchFiles(() => told());
  t.after(() => watching.dispose());
  const noticed = async (region: string): Promise<number> => {
    const change = new Promise<void>((resolve) => (told = resolve));
    const start = performance.now();
    home.config(`[default]\nregion = ${region}\n`);
    await change;
    return performance.now() - start;
  };
  await hasRefused;
  await noticed('us-east-1');
  const took = await noticed('eu-west-1');
  assert.ok(took < 3_000, `${took} ms`);
});
