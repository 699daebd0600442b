// The panel's page in a real browser as VS Code would load it: same policy, same styles around it, and a host that records messages.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { build, type BuildOptions } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import {
  panelStateAttribute,
  type FromPage,
  type PanelState,
  type ToPage,
} from '../../../src/protocol/panel.ts';
import { launchBrowser } from '../../support/vscode/chromium.ts';
import { root } from '../../support/paths.ts';
import { darkModern, webviewStyles, type Theme } from '../../support/vscode/themes.ts';
import { now } from './pageStates.ts';

export const panelState: PanelState = {
  connectionId: 'profile "prod" & <co>',
  userPoolId: 'eu-central-1_Gk3Fq8LmP',
  jobId: 'import-qQ0DCt2fRh',
};

/** Recorded from the page under test: messages, stored states, errors and violations of the policy. */
interface Recorded {
  readonly sent: FromPage[];
  readonly states: unknown[];
  readonly violations: string[];
}

declare global {
  interface Window {
    recorded: Recorded;
  }
}

interface OpenOptions {
  readonly theme: Theme;
  readonly width?: number;
  readonly reducedMotion?: boolean;
  /** Time advances only through `page.clock`. Otherwise the clock stands at `now` and timers are real. */
  readonly ownTime?: boolean;
}

export interface PageHost {
  open(options: OpenOptions): Promise<TestPage>;
  close(): Promise<void>;
}

export interface TestPage {
  readonly page: Page;
  /** Sends a message of the host, and waits until the page has drawn it. */
  post(message: unknown): Promise<void>;
  recorded(): Promise<Recorded>;
  close(): Promise<void>;
}

/** A page: its script, and its stylesheets in their order. */
interface PageFiles {
  readonly script: string;
  readonly styles: readonly string[];
}

const panelPage: PageFiles = { script: 'src/webview/panel.ts', styles: ['src/webview/panel.css'] };
/** The page of a conversion's plan. */
export const planPage: PageFiles = {
  script: 'src/webview/plan/plan.ts',
  styles: ['src/webview/panel.css', 'src/webview/plan/plan.css'],
};

/** The page's script and its styles, in their order, as they are shipped. */
export async function buildPage({ script, styles }: PageFiles = panelPage): Promise<{
  readonly script: string;
  readonly style: string;
}> {
  const { page } = createRequire(import.meta.url)('../../../esbuild.js') as { page: BuildOptions };
  const { outputFiles } = await build({
    ...page,
    entryPoints: [script, ...styles],
    absWorkingDir: root,
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'error',
  });
  const built = (name: string): string => outputFiles.find(({ path }) => basename(path) === name)?.text ?? '';
  return {
    script: built(basename(script, '.ts') + '.js'),
    style: styles.map((style) => built(basename(style))).join('\n'),
  };
}

/** Starts a browser, and a server for the page on loopback. */
export async function startPageHost(files: PageFiles = panelPage): Promise<PageHost> {
  const { script, style } = await buildPage(files);
  const documents = new Map<string, string>();
  const server = createServer(({ url = '/' }, response) => {
    const [type, body] =
      url === '/panel.js'
        ? ['text/javascript', script]
        : url === '/panel.css'
          ? ['text/css', style]
          : ['text/html', documents.get(url) ?? ''];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser(() => undefined);
  return {
    async open(options) {
      const path = `/${documents.size}`;
      documents.set(path, html(options.theme, origin));
      return openPage(browser, origin + path, options);
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Opens a new page in the dark theme for each test of the file. */
export function usePage(options: Omit<OpenOptions, 'theme'> = {}): () => TestPage {
  let host: PageHost | undefined;
  let shown: TestPage | undefined;
  before(async () => {
    host = await startPageHost();
  });
  after(() => host?.close());
  beforeEach(async () => {
    shown = await host?.open({ theme: darkModern, ...options });
  });
  afterEach(() => shown?.close());
  return () => {
    if (shown === undefined) throw new Error('The page exists only inside tests and their hooks.');
    return shown;
  };
}

/** VS Code writes the theme and its own styles into the document before the page's policy takes hold. */
function html(theme: Theme, origin: string): string {
  const nonce = 'bm9uY2U=';
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin}; img-src ${origin}`;
  const variables = Object.entries(theme.variables).map(([name, value]) => `--vscode-${name}: ${value}`);
  return `<!DOCTYPE html>
<html lang="en" style="${escape(variables.join('; '))}">
<head>
<style>${webviewStyles} html { background: var(--vscode-editor-background) }</style>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${origin}/panel.css">
<title>Import Job</title>
</head>
<body role="document" class="${theme.bodyClasses.join(' ')}" ${panelStateAttribute}="${escape(JSON.stringify(panelState))}">
<main id="app"></main>
<script nonce="${nonce}" src="${origin}/panel.js"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

async function openPage(
  browser: Browser,
  url: string,
  { width = 900, reducedMotion = false, ownTime = false }: OpenOptions,
): Promise<TestPage> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  if (ownTime) {
    // The clock runs until it is paused, and can be paused only at a later time than it shows.
    await page.clock.install({ time: now - 24 * 60 * 60_000 });
    await page.clock.pauseAt(now);
  } else await page.clock.setFixedTime(now);
  await page.addInitScript(() => {
    const recorded: Recorded = { sent: [], states: [], violations: [] };
    const acquireVsCodeApi = () => ({
      postMessage: (message: FromPage) => recorded.sent.push(message),
      setState: (state: unknown) => recorded.states.push(state),
    });
    Object.assign(window, { recorded, acquireVsCodeApi });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      recorded.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
    window.addEventListener('error', ({ message }) => recorded.violations.push(message));
  });
  await page.goto(url);
  return {
    page,
    async post(message) {
      await page.evaluate(
        (data) =>
          new Promise<void>((drawn) => {
            window.addEventListener('message', () => drawn(), { once: true });
            window.postMessage(data, '*');
          }),
        message as ToPage,
      );
    },
    recorded: () => page.evaluate(() => window.recorded),
    close: () => context.close(),
  };
}
