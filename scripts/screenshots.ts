// Takes the README's pictures, media/readme/*.png, from a real window on the demo: the same window, pools and jobs each time.
// Also records the moving picture of the README and draws the extension's icon. `screenshots.ts [--only film|stills|icon]`.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { startEmulator } from '../src/emulator/emulator.ts';
import { writeAwsFiles } from '../test/support/awsFiles.ts';
import { launchBrowser } from '../test/support/vscode/chromium.ts';
import { temporaryFolder } from '../test/support/cleanup.ts';
import { root } from '../test/support/paths.ts';
import { newestVersion } from '../test/support/vscode/vscodeInstall.ts';
import { startVsCode, writeSettings, type RunningVsCode } from '../test/support/vscode/vscodeServer.ts';
import { addConnection } from '../test/ui/support/features/connections.ts';
import { colorThemes, type ThemeKind } from '../test/ui/support/colorThemes.ts';
import { eventually } from '../test/ui/support/eventually.ts';
import { leaveRows } from '../test/ui/support/pointer.ts';
import { Workbench } from '../test/ui/support/workbench.ts';
import { packageExtension } from './package.ts';
import { writeAnimation } from './pictures/animation.ts';
import { drawIcon } from './pictures/icon.ts';
import { migrationFolder, takeMigration } from './pictures/migration.ts';
import { playStory, sampleCsv } from './pictures/story.ts';

const width = 1280;
const height = 840;
const running = 'legacy-migration-wave-2';
const failed = 'newsletter-subscribers';

const filmSize = { width: 1160, height: 720 };
const pictures = join(root, 'media/readme');

/** Shown only by VS Code in a browser: items of the status bar, and the line that says on which machine the AWS files are. */
const webOnly =
  '#status\\.host, #status\\.workbench\\.keyboardLayout, #status\\.forwardedPorts, .welcome-view-content > p:last-child';
const style = `${webOnly} { display: none !important }`;

/** Prefers a plain sans serif: a system without a preference may take its widest font. */
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

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = (what: string) => values.only === undefined || values.only === what;
const say = (line: string) => console.log(line);
const folder = temporaryFolder('screenshots').path;
writeFileSync(join(folder, 'fonts.conf'), fonts);
const vsix = await packageExtension();
const emulator = await startEmulator({ seed: 'demo', randomSeed: 2026, usersPerSecond: 120 });
const profile = { name: 'production', region: 'us-east-1', endpoint: emulator.url };
const vscode = await startVsCode({
  version: newestVersion,
  vsix,
  env: writeAwsFiles(folder, [profile]),
  settings: settings('dark'),
  say,
});
const browser = await launchBrowser(say, { env: { FONTCONFIG_FILE: join(folder, 'fonts.conf') } });
try {
  if (wanted('icon')) say(await drawIcon(browser));
  if (wanted('film')) await record(browser, vscode);
  if (wanted('stills')) await takeAll(browser, vscode);
} finally {
  await browser.close();
  await vscode.stop();
  await emulator.close();
}

async function takeAll(browser: Browser, vscode: RunningVsCode): Promise<void> {
  const window = await openWindow(browser, vscode.windowUrl());
  await addConnection(window, profile.name);
  await window.tree.expand('customers-production');
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
  const moving = await openWindow(browser, vscode.windowUrl({ folder: migrationFolder(folder) }));
  await addConnection(moving, profile.name);
  await takeMigration(moving, emulator, take);
  await moving.close();
}

async function openWindow(browser: Browser, url: string): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  const window = new Workbench(page);
  await window.ready();
  await window.openView();
  await widenSideBar(window);
  return window;
}

/** Records the story in a real window, as an animation that every browser plays. */
async function record(browser: Browser, vscode: RunningVsCode): Promise<void> {
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const { name, text } = sampleCsv();
  writeFileSync(join(workspace, name), text);
  const context = await browser.newContext({ viewport: filmSize, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(vscode.windowUrl({ folder: workspace }));
  const window = new Workbench(page);
  await window.ready();
  const film = await playStory(window, style);
  await window.close();
  const path = join(pictures, 'import.webp');
  await writeAnimation(path, film.shots, browser);
  const { size } = statSync(path);
  say(`${path} (${film.duration / 1_000} s, ${Math.round(size / 1_000)} kB)`);
  if (film.duration < 15_000 || film.duration > 20_000) throw new Error('The film takes 15 to 20 seconds.');
  if (size >= 3_000_000) throw new Error('The film must stay below 3 MB.');
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
  // Waits for all user pools and jobs: rows that load later would move the others.
  await window.tree.row('partners').appears();
  await window.tree.row('nightly-crm-sync-1').appears();
}

function settings(theme: ThemeKind): Record<string, unknown> {
  return {
    'workbench.colorTheme': colorThemes[newestVersion][theme],
    'window.autoDetectHighContrast': false,
    // It has nothing to do with import jobs.
    'workbench.layoutControl.enabled': false,
    'window.commandCenter': false,
    'security.workspace.trust.enabled': false,
    // A hover would cover the CSV.
    'editor.hover.delay': 60_000,
    'editor.minimap.enabled': false,
    'editor.occurrencesHighlight': 'off',
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
  // The pointer hovers over nothing here.
  await page.mouse.move(width - 5, height - 60);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', style });
  say(path);
}
