// The browser that shows VS Code to the tests: the machine's own Chromium or Chrome, installed by apt where that is possible.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { command } from '../command.ts';
import type { Say } from './vscodeInstall.ts';

/** The headless shell first: without a screen's part of the browser the same windows take a sixth less CPU time. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium, installing Debian's where this is root on a machine with apt. Rejects with what to do otherwise. */
export async function findChromium(say: Say): Promise<string> {
  const found = installed();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && onPath('apt-get') !== undefined) {
    say('No Chromium on this machine: installing it (apt-get install) …');
    await apt('update', '-qq');
    // Not every Debian and Ubuntu has the shell as a package of its own.
    await install('chromium-headless-shell').catch(() => install('chromium'));
    const path = installed();
    if (path !== undefined) return path;
  }
  throw new Error(
    `No Chromium found (looked for ${names.join(', ')}). Install one, or set CHROMIUM_PATH to it.`,
  );
}

function install(chromium: string): Promise<unknown> {
  return apt('install', '-y', '-qq', '--no-install-recommends', chromium, 'fonts-dejavu-core');
}

function apt(...args: readonly string[]): Promise<unknown> {
  return command('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

function installed(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && executable(chosen)) return chosen;
  for (const name of names) {
    const path = onPath(name);
    if (path !== undefined) return path;
  }
  return applications.find(executable);
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return folders.map((folder) => join(folder, name)).find(executable);
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface BrowserOptions {
  /** Added to the browser's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Leaves out V8's optimising compilers, which cost a window that lives for seconds more than they bring: a tenth of its CPU time. */
  readonly shortLived?: boolean;
}

/** A headless browser without background traffic of its own. The caller closes it. */
export async function launchBrowser(
  say: Say,
  { env = {}, ...options }: BrowserOptions = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(say),
    env: { ...process.env, ...env },
    args: browserArguments(options),
  });
}

export function browserArguments({ shortLived = false }: Pick<BrowserOptions, 'shortLived'>): string[] {
  return [
    ...(shortLived ? ['--js-flags=--no-turbofan --no-maglev'] : []),
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ];
}
