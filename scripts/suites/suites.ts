// Every suite by name, in the order in which they run.
import { availableParallelism } from 'node:os';
import { runInDesktop } from '../../test/host/run/inDesktop.ts';
import { runInServer } from '../../test/host/run/inServer.ts';
import { findChromium } from '../../test/support/vscode/chromium.ts';
import { installVsCode, newestVersion, type VsCodeVersion } from '../../test/support/vscode/vscodeInstall.ts';
import { installExtension } from '../../test/support/vscode/vscodeServer.ts';
import { warmCache } from '../../test/support/vscode/warmBrowser.ts';
import { temporaryFolder } from '../../test/support/cleanup.ts';
import { packageExtension } from '../package.ts';
import { lint, types } from './checks.ts';
import { hostSuite } from './hostSuite.ts';
import { nodeSuite } from './nodeSuite.ts';
import type { Suite } from './outcome.ts';

export interface SuiteChoice {
  /** The VS Code versions for `host` and `ui`. */
  readonly versions: readonly VsCodeVersion[];
  /** Run only test files whose path contains one of these; all where empty. */
  readonly only: readonly string[];
  /** Every ui test on every version; otherwise the older one has the main scenarios alone, so that all suites together take minutes. */
  readonly thorough: boolean;
}

/** Prepared once for several suites. */
function shared<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const say = (line: string) => console.log(line);
const packaged = shared(packageExtension);
const browser = shared(() => findChromium(say));

/** The panel's page in a browser of its own: no VS Code in it, so once is enough. */
const pageTests = 'test/ui/page/**/*.test.ts';

/**
 * The ui tests that always run on every version: the main job, following, and imports into an empty pool, from a CSV full of
 * mistakes, and of failed rows.
 */
const mainScenarios = 'test/ui/*/{follow,mistakes,retryRows,stop,wholeLife}.test.ts';

export const suiteGroups = {
  types: () => [types],
  lint: () => [lint],
  unit: ({ only }) => [
    nodeSuite({
      name: 'unit',
      files: 'test/unit/**/*.test.ts',
      concurrency: availableParallelism(),
      only,
      // The soaks simulate days; on a busy machine that takes a while.
      timeout: 240_000,
    }),
  ],
  adapter: ({ only }) => [
    nodeSuite({
      name: 'adapter',
      files: 'test/adapter/**/*.test.ts',
      // Many of them wait: for time-outs, retries, files being watched.
      concurrency: 2 * availableParallelism(),
      only,
      timeout: 120_000,
    }),
  ],
  package: ({ only }) => [
    nodeSuite({
      name: 'package',
      files: 'test/package/**/*.test.ts',
      concurrency: 1,
      only,
      timeout: 120_000,
      prepare: async () => {
        await installVsCode(newestVersion, say);
        return { VSIX: await packaged(), CHROMIUM_PATH: await browser() };
      },
    }),
  ],
  host: ({ versions }) =>
    versions.map((version) =>
      hostSuite(`host (VS Code ${version})`, async (prepared) => {
        await packaged();
        await browser();
        return runInServer({ version, ...prepared, say });
      }),
    ),
  page: ({ only }) => [
    nodeSuite({
      name: 'page',
      files: pageTests,
      concurrency: 1,
      only,
      timeout: 120_000,
      prepare: async () => ({ CHROMIUM_PATH: await browser() }),
    }),
  ],
  ui: ({ versions, only, thorough }) =>
    versions.map((version) =>
      nodeSuite({
        name: `ui (VS Code ${version})`,
        files: thorough || version === newestVersion ? 'test/ui/**/*.test.ts' : mainScenarios,
        except: pageTests,
        only,
        // For a whole file. One test waits for a time-out of a minute, and a busy machine takes twice as long.
        timeout: 300_000,
        prepare: shared(async () => {
          const [VSIX, CHROMIUM_PATH] = [await packaged(), await browser()];
          const { path } = temporaryFolder('extensions');
          await installExtension(version, VSIX, path, say);
          await warmCache(version, say);
          return { VSIX, EXTENSIONS_DIR: path, VSCODE_VERSION: version, CHROMIUM_PATH };
        }),
      }),
    ),
  desktop: () => [
    hostSuite('desktop', async (prepared) => {
      await packaged();
      // A version, `stable` or `insiders`, as @vscode/test-electron takes it.
      return runInDesktop({ version: process.env['VSCODE_DESKTOP_VERSION'] ?? 'stable', ...prepared });
    }),
  ],
} satisfies Record<string, (choice: SuiteChoice) => Suite[]>;
