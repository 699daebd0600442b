// Runs the host suite in a real VS Code served from npm: a headless browser opens a window, its extension host runs the tests.
import { join } from 'node:path';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/vscode/chromium.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import type { Say, VsCodeVersion } from '../../support/vscode/vscodeInstall.ts';
import { startVsCode, type RunningVsCode } from '../../support/vscode/vscodeServer.ts';
import { readResult, resultVariable, userDataVariable, type SuiteResult } from './result.ts';

/** After this many milliseconds a run counts as hanging; on an idle machine it takes a minute. */
const patience = 300_000;

export interface HostRun {
  readonly version: VsCodeVersion;
  /** The bundled suite's file (`bundleHostSuite`). */
  readonly suite: string;
  /** Reaches the extension host. */
  readonly env: Readonly<Record<string, string>>;
  readonly say: Say;
}

/** Resolves with the tests' result; rejects with the window's console if they wrote none. */
export async function runInServer({ version, suite, env, say }: HostRun): Promise<SuiteResult> {
  const folder = temporaryFolder('host');
  const resultFile = join(folder.path, 'result.json');
  const dataDir = join(folder.path, 'd');
  const vscode = await startVsCode({
    version,
    dataDir,
    env: { ...env, [resultVariable]: resultFile, [userDataVariable]: join(dataDir, 'data') },
    smokeTestDriver: true,
    say,
  });
  const browser = await launchBrowser(say);
  try {
    const console = await untilExit(browser, vscode, suite);
    const result = readResult(resultFile);
    if (result === undefined) throw new Error(`The host suite wrote no result.\n${console}\n${vscode.log()}`);
    return result;
  } finally {
    await browser.close();
    await vscode.stop();
    folder.remove();
  }
}

/** Opens the window and resolves with its console once the extension host reports the end of the run. */
async function untilExit(browser: Browser, vscode: RunningVsCode, suite: string): Promise<string> {
  const page = await browser.newPage();
  const lines: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) =>
    lines.push(format(...args)),
  );
  let overdue: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve, reject) => {
    overdue = setTimeout(() => {
      reject(new Error(`The host suite was not done after ${patience / 1000} s.\n${lines.join('\n')}`));
    }, patience);
    page.once('crash', () => reject(new Error('The window crashed.')));
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  try {
    await page.goto(vscode.windowUrl({ extensionDevelopmentPath: root, extensionTestsPath: suite }));
    await over;
  } finally {
    clearTimeout(overdue);
  }
  return lines.join('\n');
}
