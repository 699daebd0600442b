// Builds every bundle: `node esbuild.js [--production] [--watch]`.
const { build, context } = require('esbuild');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');

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

/**
 * One copy of the API per bundle. esbuild copies a CommonJS module's names into a namespace for every file that imports it: some 300
 * names of `vscode` for each of 30 files took most of the extension's loading time (docs/performance.md).
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

/** Bundles for the extension host, loaded one by one so that start-up parses only what it needs (docs/vscode-notes.md). */
const host = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  // Each is loaded when it is first needed.
  external: ['./app.js', './aws.js', './emulator.js', './tools.js'],
  entryPoints: {
    extension: 'src/extension.ts',
    app: 'src/app.ts',
    aws: 'src/aws/aws.ts',
    emulator: 'src/emulator/sandbox.ts',
    tools: 'src/tools.ts',
    worker: 'src/files/worker.ts',
    hashCheck: 'src/hashCheck/hashCheck.ts',
    sources: 'src/files/sources/sourcesWorker.ts',
  },
  plugins: [vscodeOnce],
  // Turns the SDK's `import('node:http')` into `require`, since VS Code's proxy support reaches only the latter.
  supported: { 'dynamic-import': false },
  outdir: 'dist',
};

/** Removes the indentation in templates, which a minifier keeps: it was a fiftieth of a page, and has no meaning in code. */
const withoutIndentation = {
  name: 'without-indentation',
  setup: (bundle) => {
    if (bundle.initialOptions.minify !== true) return;
    bundle.onLoad({ filter: /src[\\/]webview[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/\n +/g, '\n'),
      loader: 'ts',
    }));
  },
};

/** The pages: a script and a stylesheet each. */
const page = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: 'es2023',
  entryPoints: ['panel.ts', 'panel.css', 'plan/plan.ts', 'plan/plan.css'].map(
    (file) => `src/webview/${file}`,
  ),
  entryNames: '[name]',
  plugins: [withoutIndentation],
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

module.exports = { host, page };

if (require.main === module) {
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
