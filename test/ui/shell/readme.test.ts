// The packed README on the extension's page in VS Code, with its pictures from a server that stands in for the repository.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Frame } from 'playwright-core';
import { packageBuilt } from '../../../scripts/package.ts';
import { displayName } from '../../../src/ui/shell/ids.ts';
import { selfSigned } from '../../adapter/support/certificate.ts';
import { launchBrowser } from '../../support/vscode/chromium.ts';
import { temporaryFolder } from '../../support/cleanup.ts';
import { root } from '../../support/paths.ts';
import { newestVersion } from '../../support/vscode/vscodeInstall.ts';
import { startVsCode, writeSettings, type RunningVsCode } from '../../support/vscode/vscodeServer.ts';
import { colorThemes, type ThemeKind } from '../support/colorThemes.ts';
import { eventually, patience } from '../support/eventually.ts';
import { Workbench } from '../support/workbench.ts';

const path = '/example/cognito-import-jobs/';
const folder = temporaryFolder('readme-page');
/** Requested paths that do not exist. */
const missing: string[] = [];
const server = createServer(selfSigned(folder.path), (request, response) => {
  const file = new RegExp(`^${path}(?:raw|blob)/HEAD/(.+)$`).exec(request.url ?? '')?.[1];
  const source = file === undefined ? undefined : join(root, decodeURI(file));
  if (source !== undefined && existsSync(source)) response.end(readFileSync(source));
  else {
    missing.push(request.url ?? '');
    response.writeHead(404).end();
  }
});

let vscode: RunningVsCode | undefined;
let browser: Browser | undefined;
let repository = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  repository = `https://127.0.0.1:${(server.address() as AddressInfo).port}${path.slice(0, -1)}`;
  const vsix = await packageBuilt({ repository, out: join(folder.path, 'listing.vsix') });
  const say = (line: string) => console.log(line);
  vscode = await startVsCode({ version: newestVersion, vsix, settings: themed('dark'), say });
  browser = await launchBrowser(say, { shortLived: true });
});
after(async () => {
  await browser?.close();
  await vscode?.stop();
  server.close();
  server.closeAllConnections();
  folder.remove();
});

function themed(theme: ThemeKind): Record<string, unknown> {
  return {
    'workbench.colorTheme': colorThemes[newestVersion][theme],
    'window.autoDetectHighContrast': false,
  };
}

/** The README on the extension's page, once it is drawn. */
async function readmeOf({ page }: Workbench): Promise<Frame> {
  await page.locator('.activitybar a.action-label[aria-label^="Extensions"]').dispatchEvent('click');
  await page.locator('.extensions-list .extension-list-item', { hasText: displayName }).first().click();
  let found: Frame | undefined;
  await eventually(
    'the README',
    async () => {
      for (const frame of page.frames().slice(1))
        if ((await frame.locator('h1', { hasText: displayName }).count()) > 0) found = frame;
      return found;
    },
    (frame) => frame !== undefined,
  );
  if (found === undefined) throw new Error('No README.');
  return found;
}

test('the README shows every picture and has no dead link, dark and light', async () => {
  assert.ok(browser && vscode);
  for (const theme of ['dark', 'light'] as const) {
    await writeSettings(vscode.dataDir, themed(theme));
    const context = await browser.newContext({
      locale: 'en-US',
      ignoreHTTPSErrors: true,
      viewport: { width: 1400, height: 1000 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(vscode.windowUrl());
    const window = new Workbench(page);
    await window.ready();
    const readme = await readmeOf(window);
    const pictures = readme.locator('img');
    const drawn = await eventually(
      'all pictures are drawn',
      () =>
        pictures.evaluateAll((all) =>
          all.map((image) => {
            const { src, alt, complete, naturalWidth } = image as HTMLImageElement;
            return { src, alt, isDrawn: complete && naturalWidth > 0 };
          }),
        ),
      (all) => all.length >= 5 && all.every(({ isDrawn }) => isDrawn),
    );
    for (const { src, alt } of drawn) {
      assert.ok(src.startsWith(`${repository}/raw/HEAD/media/readme/`), src);
      assert.match(alt, /^[A-Z].{15,}/, src);
    }
    const links = await readme
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    assert.ok(links.length > 3);
    for (const link of links.filter((each) => !each.startsWith('#'))) {
      assert.match(link, /^https:\/\//, link);
      const file = link.split(`${repository}/blob/HEAD/`)[1];
      if (file !== undefined) assert.ok(existsSync(join(root, file.split('#')[0] ?? '')), link);
    }
    await context.close();
  }
  assert.deepEqual(missing, []);
});
