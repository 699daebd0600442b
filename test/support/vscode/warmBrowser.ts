// Browsers that start with VS Code's own code in their cache, already compiled: a window then takes a third less CPU time to start.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { temporaryFolder } from '../cleanup.ts';
import { command } from '../command.ts';
import { root } from '../paths.ts';
import { browserArguments, findChromium } from './chromium.ts';
import type { Say, VsCodeVersion } from './vscodeInstall.ts';
import { startVsCode, type RunningVsCode } from './vscodeServer.ts';

/** What a cache knows is known by address, and every server has a port of its own: so each is shown at this address. Nothing listens there. */
const origin = 'http://127.0.0.1:8000';

/** A browser of its own for one user: closing it also removes all that it has stored. */
export interface UserBrowser {
  readonly context: BrowserContext;
  /** The address of one of the server's windows as this browser knows it. */
  addressOf(windowUrl: string): string;
  /** @param keepIn a folder that takes over what was loaded and compiled. */
  close(keepIn?: string): Promise<void>;
}

/** The folders of a profile that are worth keeping: what was loaded, and what V8 made of it. */
const kept = ['Default/Cache', 'Default/Code Cache'];

/**
 * Starts a headless browser for windows of `vscode`.
 * @param cache what `warmCache` has resolved with; without it the first window loads and compiles everything.
 */
export async function launchUserBrowser(
  vscode: RunningVsCode,
  cache: string | undefined,
  say: Say,
): Promise<UserBrowser> {
  const profile = temporaryFolder('browser');
  if (cache !== undefined) cpSync(cache, profile.path, { recursive: true });
  const executablePath = await findChromium(say);
  const context = await chromium.launchPersistentContext(profile.path, {
    executablePath,
    args: [
      ...browserArguments({ shortLived: true }),
      `--host-resolver-rules=MAP ${new URL(origin).host} ${new URL(vscode.url).host}`,
    ],
    locale: 'en-US',
    // Nothing moves by itself: drawing it costs a sixth of a run on a machine without a GPU.
    reducedMotion: 'reduce',
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  return {
    context,
    addressOf: (windowUrl) => windowUrl.replace(new URL(windowUrl).origin, origin),
    close: async (keepIn) => {
      await context.close();
      if (keepIn !== undefined)
        for (const name of kept)
          cpSync(join(profile.path, name), join(keepIn, name), { recursive: true, force: true });
      profile.remove();
    },
  };
}

/** How often code has to run until V8 keeps what it compiled: it does so when it meets code for the second time. */
const rounds = 3;

/** The folder with what a browser knows of this VS Code; made once for each version of both and kept beside the packages. */
export async function warmCache(version: VsCodeVersion, say: Say): Promise<string> {
  const chromiumVersion = await command(await findChromium(say), ['--version']);
  const name = `${version}-${chromiumVersion.replaceAll(/[^\d.]/g, '')}`;
  const folder = join(root, 'node_modules/.cache/windows', name);
  if (existsSync(folder)) return folder;
  say(`Loading VS Code ${version} into a browser's cache …`);
  const vscode = await startVsCode({ version, say });
  // Renamed when it is whole: another run may be looking for it.
  const draft = `${folder}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (let round = 0; round < rounds; round += 1) {
    const browser = await launchUserBrowser(vscode, draft, say);
    const page = await browser.context.newPage();
    await page.goto(browser.addressOf(vscode.windowUrl()));
    await page.locator('.monaco-workbench .statusbar').waitFor();
    await browser.close(draft);
  }
  await vscode.stop();
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return folder;
}
