// Every suite there is, by the name it is called with, in the order they run.
import { availableParallelism } from 'node:os';
import { runInDesktop } from '../../test/host/inDesktop.ts';
import { runInServer } from '../../test/host/inServer.ts';
import { findChromium } from '../../test/support/chromium.ts';
import { installVsCode, newestVersion, type VsCodeVersion } from '../../test/support/vscodeInstall.ts';
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
}

/** What several suites need before they start, made once. */
function shared<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const say = (line: string) => console.log(line);
const packaged = shared(packageExtension);
const browser = shared(() => findChromium(say));

function withVsix(suite: (vsix: string) => Suite, name: string): Suite {
  return { name, run: async () => suite(await packaged()).run() };
}

export const suiteGroups = {
  types: () => [types],
  lint: () => [lint],
  unit: ({ only }) => [
    nodeSuite({ name: 'unit', folder: 'unit', concurrency: availableParallelism(), only, timeout: 60_000 }),
  ],
  adapter: ({ only }) => [
    nodeSuite({
      name: 'adapter',
      folder: 'adapter',
      concurrency: availableParallelism(),
      only,
      timeout: 120_000,
    }),
  ],
  package: () => [
    withVsix(
      (vsix) =>
        nodeSuite({
          name: 'package',
          folder: 'package',
          concurrency: 1,
          only: [],
          env: { VSIX: vsix },
          timeout: 60_000,
        }),
      'package',
    ),
  ],
  host: ({ versions }) =>
    versions.map((version) =>
      hostSuite(`host (VS Code ${version})`, async (suite) => {
        await packaged();
        await browser();
        return runInServer({ version, suite, env: {}, say });
      }),
    ),
  ui: ({ versions, only }) =>
    versions.map((version) => {
      const name = `ui (VS Code ${version})`;
      return withVsix(
        (vsix) => ({
          name,
          run: async () => {
            await browser();
            await installVsCode(version, say);
            const env = { VSIX: vsix, VSCODE_VERSION: version };
            return nodeSuite({ name, folder: 'ui', concurrency: 1, only, env, timeout: 120_000 }).run();
          },
        }),
        name,
      );
    }),
  desktop: () => [
    hostSuite('desktop', async (suite) => {
      await packaged();
      return runInDesktop({ version: newestVersion, suite, env: {} });
    }),
  ],
} satisfies Record<string, (choice: SuiteChoice) => Suite[]>;
