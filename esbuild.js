// Builds every bundle: `node esbuild.js [--production] [--watch]`.
const { build, context } = require('esbuild');
const { rmSync, writeFileSync } = require('node:fs');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
  metafile: true,
};

/** What only few calls of the AWS bundle need is a bundle of its own, loaded with the first of them (docs/aws-sdk-notes.md). */
const lazyLogAccess = {
  name: 'lazy-log-access',
  setup: (bundle) =>
    bundle.onResolve({ filter: /\/logAccess\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './awsLogs.js', external: true } : undefined,
    ),
};

/**
 * One copy of the API per bundle. esbuild copies a CommonJS module's names into a namespace for every file that imports it: some 300
 * names of `vscode` for each of 30 files were most of what loading the extension took (docs/performance.md).
 */
const vscodeOnce = {
  name: 'vscode-once',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode-once'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'vscode-once' },
    );
    bundle.onLoad({ filter: /^/, namespace: 'vscode-once' }, () => ({ contents: `export * from 'vscode';` }));
  },
};

/** Files of the extension host. Separate ones, so that starting up does not pay for parsing what it does not need (docs/vscode-notes.md). */
const host = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  // The extension loads its own other bundles when they are first needed.
  external: ['./app.js', './aws.js', './csv.js', './emulator.js', './results.js'],
  entryPoints: {
    extension: 'src/extension.ts',
    app: 'src/app.ts',
    aws: 'src/aws/aws.ts',
    awsLogs: 'src/aws/logAccess.ts',
    emulator: 'src/emulator/emulator.ts',
    csv: 'src/ui/csv/csvTools.ts',
    results: 'src/ui/results/resultTools.ts',
    csvWorker: 'src/files/csv/validateWorker.ts',
    csvRewrite: 'src/files/csv/rewriteWorker.ts',
    csvSplit: 'src/files/imports/batchWorker.ts',
  },
  plugins: [lazyLogAccess, vscodeOnce],
  // By `require`: under `import()` VS Code's proxy support would not reach the SDK.
  supported: { 'dynamic-import': false },
  outdir: 'dist',
};

const page = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: 'es2023',
  entryPoints: { panel: 'src/webview/panel.ts' },
  outdir: 'dist',
};

async function main() {
  rmSync('dist', { recursive: true, force: true });
  if (!watch) {
    const results = await Promise.all([build(host), build(page)]);
    // What went into each bundle, for the third-party notices.
    writeFileSync('dist/meta.json', JSON.stringify(results.map(({ metafile }) => metafile)));
    return;
  }
  for (const options of [host, page]) await (await context(options)).watch();
}

module.exports = { host };

if (require.main === module) {
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
