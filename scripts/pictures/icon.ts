// Draws the extension's icon, media/icon.png, from its SVG: stores take no SVG.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { root } from '../../test/support/paths.ts';

/** Pixels: twice the 128 that the Marketplace shows, for dense screens. */
const size = 256;

/** Resolves with the path of the picture. */
export async function drawIcon(browser: Browser): Promise<string> {
  const svg = readFileSync(join(root, 'media/source/icon.svg'), 'utf8');
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const path = join(root, 'media/icon.png');
  await page.screenshot({ path, omitBackground: true });
  await page.close();
  return path;
}
