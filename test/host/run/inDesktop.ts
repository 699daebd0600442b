// Runs the host suite in desktop VS Code, downloaded by @vscode/test-electron unless `VSCODE_EXECUTABLE_PATH` names one.
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { temporaryFolder } from '../../support/cleanup.ts';
import { foreignVariables } from '../../support/environment.ts';
import { root } from '../../support/paths.ts';
import { readResult, resultVariable, userDataVariable, type SuiteResult } from './result.ts';

export interface DesktopRun {
  /** A VS Code version, `stable` or `insiders`. */
  readonly version: string;
  /** The bundled suite's file (`bundleHostSuite`). */
  readonly suite: string;
  /** Reaches the extension host. */
  readonly env: Readonly<Record<string, string>>;
}

/** Resolves with the tests' result; rejects if they wrote none. */
export async function runInDesktop({ version, suite, env }: DesktopRun): Promise<SuiteResult> {
  const folder = temporaryFolder('desktop');
  const resultFile = join(folder.path, 'result.json');
  // A short path: the desktop's socket lies in it, and a socket's path may have at most 103 characters.
  const userData = join(folder.path, 'u');
  const executable = process.env['VSCODE_EXECUTABLE_PATH'];
  let failure = new Error('The host suite wrote no result.');
  try {
    await runTests({
      ...(executable === undefined ? { version } : { vscodeExecutablePath: executable }),
      cachePath: join(root, '.vscode-test'),
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      extensionTestsEnv: {
        ...foreignVariables(),
        ...env,
        [resultVariable]: resultFile,
        [userDataVariable]: userData,
      },
      launchArgs: ['--disable-extensions', '--disable-gpu', `--user-data-dir=${userData}`],
    });
  } catch (error) {
    // Also rejects for failed tests; the file says which.
    failure = error instanceof Error ? error : new Error(String(error));
  }
  const result = readResult(resultFile);
  folder.remove();
  if (result !== undefined) return result;
  const help = executable === undefined ? ' VSCODE_EXECUTABLE_PATH names one that is installed.' : '';
  throw new Error(`Desktop VS Code ran no test: ${failure.message}.${help}`, { cause: failure });
}
