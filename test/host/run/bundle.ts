// Bundles the host suite for the extension host, which loads CommonJS: one file per test file, beside `suite.js`.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../support/paths.ts';

/** Bundles `suite.ts` and every `*.test.ts` of `test/host` into `outdir`. Returns the path of the file that exports `run()`. */
export async function bundleHostSuite(outdir: string): Promise<string> {
  const host = join(root, 'test/host');
  await build({
    entryPoints: [
      join(host, 'run/suite.ts'),
      ...globSync('**/*.test.ts', { cwd: host }).map((file) => join(host, file)),
    ],
    outdir,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    // Not bundled: the suite loads mocha, the host provides vscode.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(outdir, 'suite.js');
}
