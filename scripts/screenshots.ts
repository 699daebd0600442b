// Takes the README's pictures, media/readme/*.png, from a real window on the demo: the same window, pools and jobs each time.
// Draws the extension's icon, too.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startEmulator } from '../src/emulator/emulator.ts';
import { writeAwsFiles } from '../test/support/awsFiles.ts';
import { launchBrowser } from '../test/support/chromium.ts';
import { temporaryFolder } from '../test/support/cleanup.ts';
import { root } from '../test/support/paths.ts';
import { newestVersion } from '../test/support/vscodeInstall.ts';
import { startVsCode, writeSettings, type RunningVsCode } from '../test/support/vscodeServer.ts';
import { colorThemes, type ThemeKind } from '../test/ui/support/colorThemes.ts';
import { eventually } from '../test/ui/support/eventually.ts';
import { leaveRows } from '../test/ui/support/pointer.ts';
import { Workbench } from '../test/ui/support/workbench.ts';
import { packageExtension } from './package.ts';
import { drawIcon } from './pictures/icon.ts';

const width = 1280;
const height = 840;
const running = 'legacy-migration-wave-2';
const failed = 'newsletter-subscribers';

/** Hides what only VS Code in a browser shows. */
const webOnly = '#status\\.host, #status\\.workbench\\.keyboardLayout, #status\\.forwardedPorts';

/** A plain sans serif where the system has none of its own, instead of the widest there is. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family"><string>sans</string></test>
    <edit name="family" mode="prepend" binding="strong">
      <string>Inter</string><string>Noto Sans</string><string>Liberation Sans</string>
    </edit>
  </match>
  <match target="pattern">
    <test name="family"><string>sans-serif</string></test>
    <edit name="family" mode="prepend" binding="strong">
      <string>Inter</string><string>Noto Sans</string><string>Liberation Sans</string>
    </edit>
  </match>
</fontconfig>
`;

const say = (line: string) => console.log(line);
const folder = temporaryFolder('screenshots').path;
writeFileSync(join(folder, 'fonts.conf'), fonts);
const vsix = await packageExtension();
const emulator = await startEmulator({ seed: 'demo', randomSeed: 2026, usersPerSecond: 120 });
const profile = { name: 'production', region: 'us-east-1', endpoint: emulator.url };
const vscode = await startVsCode({
  version: newestVersion,
  vsix,
  env: { ...writeAwsFiles(folder, [profile]), AWS_PROFILE: profile.name },
  settings: settings('dark'),
  say,
});
const browser = await launchBrowser(say, { env: { FONTCONFIG_FILE: join(folder, 'fonts.conf') } });
try {
  say(await drawIcon(browser));
  await takeAll(browser, vscode);
} finally {
  await browser.close();
  await vscode.stop();
  await emulator.close();
}

async function takeAll(browser: Browser, vscode: RunningVsCode): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(vscode.windowUrl());
  const window = new Workbench(page);
  await window.ready();
  await window.openView();
  await widenSideBar(window);
  await window.tree.expand(profile.name, 'customers-production');
  await window.tree.row(running).click();
  const panel = await window.panel(running);
  await eventually(
    'the chart has something to show',
    () => panel.locator('summary').first().innerText(),
    (text) => Number(/\((\d+)\)/.exec(text)?.[1] ?? 0) >= 9,
    120_000,
  );
  await take(window, 'overview-dark');
  await window.tree.row(running).choose('Stop Import Job');
  await window.dialog.text();
  await take(window, 'stop-dark');
  await window.dialog.cancel();
  await showIn('highContrast', window, vscode);
  await window.panel(running);
  await take(window, 'overview-high-contrast');
  await showIn('light', window, vscode);
  await window.tree.row(failed).click();
  const results = await window.panel(failed);
  await results.getByText('Reading the log').waitFor({ state: 'hidden' });
  await take(window, 'failed-light');
  await window.close();
}

/** Pulls the border of the side bar to the right, so that rows can be read to their end. */
async function widenSideBar({ page }: Workbench): Promise<void> {
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (bar === null) throw new Error('There is no side bar.');
  const edge = bar.x + bar.width;
  await page.mouse.move(edge, height / 2);
  await page.mouse.down();
  await page.mouse.move(460, height / 2, { steps: 5 });
  await page.mouse.up();
}

/** The same window, reloaded in another theme. */
async function showIn(theme: ThemeKind, window: Workbench, { dataDir }: RunningVsCode): Promise<void> {
  await writeSettings(dataDir, settings(theme));
  await window.reload();
  await window.tree.expand(profile.name, 'customers-production');
}

function settings(theme: ThemeKind): Record<string, unknown> {
  return {
    'workbench.colorTheme': colorThemes[newestVersion][theme],
    'window.autoDetectHighContrast': false,
    // Nothing in it is about import jobs.
    'workbench.layoutControl.enabled': false,
    'window.commandCenter': false,
  };
}

async function take({ page }: Workbench, name: string): Promise<void> {
  await eventually(
    'no tooltip lies over the window',
    async () => {
      await leaveRows(page);
      return page.locator('.workbench-hover').isVisible();
    },
    (isCovered) => !isCovered,
  );
  // Where it hovers over nothing.
  await page.mouse.move(width - 5, height - 60);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const pictures = join(root, 'media/readme');
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', style: `${webOnly} { display: none !important }` });
  say(path);
}
