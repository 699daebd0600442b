// The browser that shows VS Code windows. It outlives a test file: what VS Code's code was compiled to stays in its memory, so that a
// window takes half the CPU time to start.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { spawnGroup, temporaryFolder } from '../cleanup.ts';
import { browserArguments, findChromium } from './chromium.ts';
import type { Say } from './vscodeInstall.ts';

/** Compiled code is kept by address, and servers have ports of their own: the browser shows each at this address. Nothing listens there. */
const origin = 'http://127.0.0.1:8000';

/** A running browser without a client. */
export interface WindowBrowser {
  /** Where clients of its DevTools protocol connect. */
  readonly endpoint: string;
  /** The port of loopback that the VS Code servers listen on, one after the other. */
  readonly serverPort: number;
  stop(): Promise<void>;
}

/** Milliseconds that a start may take on a busy machine. */
const startTime = 60_000;

/** Starts a headless browser that dies with this process, but does not keep it alive. */
export async function startWindowBrowser(serverPort: number, say: Say): Promise<WindowBrowser> {
  const profile = temporaryFolder('browser');
  const group = spawnGroup(
    await findChromium(say),
    [
      ...browserArguments({ shortLived: true }),
      ...quietArguments,
      `--host-resolver-rules=MAP ${new URL(origin).host} 127.0.0.1:${serverPort}`,
      `--user-data-dir=${profile.path}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  group.child.unref();
  const stop = async () => {
    await group.stop();
    profile.remove();
  };
  try {
    return { endpoint: await endpointOf(profile.path), serverPort, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What Playwright gives the browsers that it starts, as far as windows need it, and no movement: without a GPU it costs a sixth of a run. */
const quietArguments = [
  '--headless',
  '--lang=en-US',
  '--force-prefers-reduced-motion',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--mute-audio',
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-ipc-flooding-protection',
  '--disable-popup-blocking',
  '--disable-extensions',
  '--password-store=basic',
  // The spare process is for a page of another site, which never comes; without PaintHolding a window is drawn as soon as it can be.
  '--disable-features=SpareRendererForSitePerProcess,PaintHolding,OptimizationHints,MediaRouter',
  // A mouse, as the machine has none.
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
];

/** The browser writes its address into its profile when it listens. */
async function endpointOf(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  const until = performance.now() + startTime;
  while (performance.now() < until) {
    const [port = '', path = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (path !== '') return `ws://127.0.0.1:${port}${path}`;
    await sleep(20);
  }
  throw new Error(`The browser did not listen within ${startTime / 1000} s.`);
}

/** One user's browser, as a test drives it. */
export interface UserBrowser {
  readonly context: BrowserContext;
  /** A page with nothing in it, in the process that has shown the windows before. */
  emptyPage(): Promise<Page>;
  /** The address of one of the server's windows as this browser knows it. */
  addressOf(windowUrl: string): string;
  /** Leaves all windows and removes all that the browser has stored, as a user's end does. */
  leave(): Promise<void>;
  /** Lets go of the browser, which goes on. */
  disconnect(): Promise<void>;
}

/** Connects to a browser for windows of `vscode`, which listens on the browser's `serverPort`. */
export async function connectTo({ endpoint }: Pick<WindowBrowser, 'endpoint'>): Promise<UserBrowser> {
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The browser has no context of its own.');
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  let used = false;
  return {
    context,
    emptyPage: async () => {
      const [first] = used ? [] : context.pages();
      used = true;
      return first ?? context.newPage();
    },
    addressOf: (windowUrl) => windowUrl.replace(new URL(windowUrl).origin, origin),
    leave: async () => {
      const [first, ...others] = context.pages();
      const page = first ?? (await context.newPage());
      for (const other of others) await leavePage(other);
      await emptyStorage(page);
      used = false;
    },
    disconnect: () => browser.close(),
  };
}

/** Leaves the window as a user does, so that its extension host ends with it. */
async function leavePage(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.close();
}

async function emptyStorage(page: Page): Promise<void> {
  // A line of text of the same origin: for another one the browser would start another process.
  await page.goto(`${origin}/version`);
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    sessionStorage.clear();
    await navigator.clipboard.writeText('');
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' });
  await devtools.detach();
}
