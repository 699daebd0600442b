// Figures of a real VS Code window: activation according to Running Extensions, and the delay until a change is visible.
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { cadence } from '../../src/domain/live/cadence.ts';
import { startEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { displayName } from '../../src/ui/shell/ids.ts';
import { writeAwsFiles } from '../support/awsFiles.ts';
import { launchBrowser } from '../support/vscode/chromium.ts';
import { temporaryFolder } from '../support/cleanup.ts';
import { newestVersion } from '../support/vscode/vscodeInstall.ts';
import { startVsCode, type RunningVsCode } from '../support/vscode/vscodeServer.ts';
import { startImport } from '../ui/support/features/imports.ts';
import { Workbench } from '../ui/support/workbench.ts';
import type { Packaged } from './extension.ts';
import { panelOpeningFigure } from './panelOpening.ts';
import { barePanelExtension, emptyExtension } from './peers.ts';
import { median, percentile, round, type Figure } from './figure.ts';

const windows = 5;
/** How long changes are watched, in milliseconds: about ten polls. */
const watched = 50_000;
const patience = 60_000;

export async function windowFigures({ vsix }: Packaged, say: (line: string) => void): Promise<Figure[]> {
  const scratch = temporaryFolder('window');
  const emulator = await startEmulator({ randomSeed: 1 });
  const profile = { name: 'default', region: 'us-east-1', endpoint: emulator.url };
  const vscode = await startVsCode({
    version: newestVersion,
    vsix,
    env: writeAwsFiles(scratch.path, [profile]),
    // Both extensions start by themselves, with the window.
    smokeTestDriver: true,
    say,
  });
  const browser = await launchBrowser(say);
  try {
    say(`activating in VS Code ${newestVersion}, ${windows} windows`);
    const activation = await activationFigure(browser, vscode, emptyExtension(join(scratch.path, 'empty')));
    say('watching a running import in a window (a minute)');
    const changes = await changeFigures(browser, vscode, emulator);
    say('opening panels');
    const barePanel = barePanelExtension(join(scratch.path, 'bare-panel'));
    return [activation, ...changes, await openingFigure(browser, vscode, barePanel)];
  } finally {
    await browser.close();
    await vscode.stop();
    await emulator.close();
    scratch.remove();
  }
}

async function openWindow(browser: Browser, url: string): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 2_000 }, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(url);
  const window = new Workbench(page);
  await window.ready();
  return window;
}

async function activationFigure(browser: Browser, vscode: RunningVsCode, empty: string): Promise<Figure> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < windows; round++) {
    const window = await openWindow(browser, vscode.windowUrl({ extensionDevelopmentPath: empty }));
    await window.runCommand('Developer: Show Running Extensions');
    ours.push(await activationTime(window.page, displayName));
    theirs.push(await activationTime(window.page, 'bench.empty'));
    await window.close();
  }
  const [value, peer] = [median(ours), median(theirs)];
  // Compared within a window: windows differ more than the two extensions do.
  const more = median(ours.map((each, at) => each - (theirs[at] ?? NaN)));
  return {
    figure: 'activation, real host (Running Extensions)',
    value,
    unit: 'ms',
    peer: { what: 'empty extension', value: peer },
    limit: 'an empty extension',
    goal: '≤ +10 ms',
    met: more <= 10,
    note: `+${round(more, 0)} ms, the median of ${windows} windows: ${ours.join(', ')} ms; the empty extension in them: ${theirs.join(', ')} ms.`,
  };
}

/** The milliseconds that the editor shows for an extension: `Startup Activation: 5ms`. */
async function activationTime(page: Page, name: string): Promise<number> {
  const row = page.locator('.runtime-extensions-editor .extension', {
    has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }),
  });
  const text = await row.locator('.activation-time', { hasText: /\d+ms/ }).innerText();
  return Number(/(\d+)ms/.exec(text)?.[1]);
}

/** When a number of imported users appeared on screen, in milliseconds since the epoch. */
interface Sighting {
  readonly at: number;
  readonly users: number;
}

interface Watching {
  sightings?: Record<string, Sighting[]>;
}

/** Records, in the page itself, each number that `selector` shows and the time of the frame that paints it. */
async function watch(frame: Frame | Page, selector: string): Promise<() => Promise<readonly Sighting[]>> {
  await frame.locator(selector).first().waitFor();
  await frame.evaluate((wanted) => {
    const all = ((globalThis as Watching).sightings ??= {});
    const sightings: Sighting[] = (all[wanted] = []);
    const shown = (): number => {
      const text = document.querySelector(wanted)?.textContent ?? '';
      return Number(/\d[\d,]*/.exec(text)?.[0].replaceAll(',', ''));
    };
    let last = shown();
    const look = (): void => {
      const users = shown();
      if (Number.isNaN(users) || users === last) return;
      last = users;
      requestAnimationFrame(() => sightings.push({ at: Date.now(), users }));
    };
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, everything);
  }, selector);
  return () => frame.evaluate((wanted) => (globalThis as Watching).sightings?.[wanted] ?? [], selector);
}

/** Records when each user is imported, read from the emulator every 4 ms: each is a change. */
async function changesOf(
  emulator: Emulator,
  userPoolId: string,
  jobId: string,
): Promise<readonly Sighting[]> {
  const changes: Sighting[] = [];
  const end = Date.now() + watched;
  let known = emulator.control.job(userPoolId, jobId).results.imported;
  while (Date.now() < end) {
    const { imported } = emulator.control.job(userPoolId, jobId).results;
    while (known < imported) changes.push({ at: Date.now(), users: ++known });
    await sleep(4);
  }
  return changes;
}

async function changeFigures(browser: Browser, vscode: RunningVsCode, emulator: Emulator): Promise<Figure[]> {
  const pool = emulator.control.createPool({ name: 'customers' });
  const job = startImport(emulator.control, pool, 'nightly', { rows: 30_000 });
  const window = await openWindow(browser, vscode.windowUrl());
  await window.openView();
  await window.tree.expand('default', 'customers');
  await window.tree.row('nightly').click();
  const panel = await window.panel('nightly');
  await window.statusItem.text(/^nightly [\d,]+$/);
  const places = {
    row: await watch(window.page, '.sidebar .monaco-list-row[aria-label*="nightly"] .label-description'),
    panel: await watch(panel, '.counters dd'),
    'status bar': await watch(window.page, '.statusbar-item[id^="cognito-import-jobs."]'),
  };
  const begin = Date.now();
  const changes = await changesOf(emulator, pool.id, job.id);
  const readings = emulator.calls.recent
    .filter(({ operation, at }) => operation === 'ListUserImportJobs' && at > begin - cadence.active)
    .map(({ at }) => at);
  const figures: Figure[] = [];
  for (const [place, seen] of Object.entries(places))
    figures.push(changeFigure(place, await seen(), changes, readings));
  await window.close();
  return figures;
}

async function openingFigure(browser: Browser, vscode: RunningVsCode, barePanel: string): Promise<Figure> {
  const window = await openWindow(browser, vscode.windowUrl({ extensionDevelopmentPath: barePanel }));
  await window.openView();
  await window.tree.expand('default', 'customers');
  const figure = await panelOpeningFigure(window, 'nightly');
  await window.close();
  return figure;
}

function changeFigure(
  place: string,
  sightings: readonly Sighting[],
  changes: readonly Sighting[],
  readings: readonly number[],
): Figure {
  const delays = changes.flatMap((change) => {
    const seen = sightings.find(({ users }) => users >= change.users);
    // The last changes were shown only after the watch had ended.
    return seen === undefined ? [] : [seen.at - change.at];
  });
  const drawn = sightings.flatMap(({ at }) => {
    const reading = readings.findLast((moment) => moment < at);
    return reading === undefined ? [] : [at - reading];
  });
  const value = percentile(delays, 0.95);
  const most = cadence.active + 150;
  return {
    figure: `change at the service → ${place}, p95`,
    value,
    unit: 'ms',
    peer: { what: 'poll interval in force', value: cadence.active },
    limit: 'the interval: a change just after a reading waits for the next',
    goal: '≤ interval + 150 ms',
    met: value <= most && delays.length > 500,
    note:
      `${delays.length} changes in ${watched / 1_000} s, ${sightings.length} readings shown; from the service's answer to the paint ` +
      `${round(median(drawn), 0)} ms (p95 ${round(percentile(drawn, 0.95), 0)} ms).`,
  };
}
