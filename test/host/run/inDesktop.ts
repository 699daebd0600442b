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

/** Resolves with what the tests told; rejects when they did not get to tell anything. */
export async function runInDesktop({ version, suite, env }: DesktopRun): Promise<SuiteResult> {
  const folder = temporaryFolder('desktop');
  const resultFile = join(folder.path, 'result.json');
  // A short path: the desktop's socket lies in it, and those may not be longer than 103 characters.
  const userData = join(folder.path, 'u');
  const executable = process.env['VSCODE_EXECUTABLE_PATH'];
  let failure = new Error('The host suite told no result.');
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
    // Rejects for failed tests too; which ones is in the file.
    failure = error instanceof Error ? error : new Error(String(error));
  }
  const result = readResult(resultFile);
  folder.remove();
  if (result !== undefined) return result;
  const help = executable === undefined ? ' VSCODE_EXECUTABLE_PATH names one that is installed.' : '';
  throw new Error(`Desktop VS Code ran no test: ${failure.message}.${help}`, { cause: failure });
}
