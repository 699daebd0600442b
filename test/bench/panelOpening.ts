// How long a job's panel takes from the click to the paint, beside a panel with a heading only.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { Workbench } from '../ui/support/workbench.ts';
import { median, round, type Figure } from './figure.ts';
import { bareTitle } from './peers.ts';

const rounds = 7;

/** @param window shows the job's row and has the extension with the bare panel. */
export async function panelOpeningFigure(window: Workbench, jobName: string): Promise<Figure> {
  const { page } = window;
  const row = page.locator('.sidebar .monaco-list-row', { hasText: jobName }).first();
  const button = page.locator('.statusbar-item', { hasText: bareTitle });
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    theirs.push(await opening(page, button, bareTitle));
    await window.runCommand('View: Close All Editors');
    ours.push(await opening(page, row, jobName));
    await window.runCommand('View: Close All Editors');
  }
  const [value, peer] = [median(ours), median(theirs)];
  return {
    figure: 'panel: from the click to the paint',
    value: round(value, 0),
    unit: 'ms',
    peer: { what: 'a panel with a heading only', value: round(peer, 0) },
    limit: 'what VS Code takes for a webview',
    goal: '≤ +150 ms',
    met: value - peer <= 150,
    note: `+${round(value - peer, 0)} ms, the median of ${rounds} openings each: ${ours.map((each) => round(each, 0)).join(', ')} ms.`,
  };
}

/** Milliseconds from the click to the frame after the heading appears. */
async function opening(page: Page, what: Locator, heading: string): Promise<number> {
  const begin = performance.now();
  await what.click();
  while (!(await isPainted(page, heading))) await sleep(2);
  return performance.now() - begin;
}

async function isPainted(page: Page, heading: string): Promise<boolean> {
  const looks = page.frames().map((frame) =>
    frame
      .evaluate(async (wanted) => {
        if (document.querySelector('h1')?.textContent !== wanted) return false;
        return new Promise<boolean>((resolve) => requestAnimationFrame(() => resolve(true)));
      }, heading)
      // Evaluation fails in a frame that is being loaded or removed: it has painted nothing.
      .catch(() => false),
  );
  return (await Promise.all(looks)).includes(true);
}
