// The page of a plan in a real browser: accessible, inside its policy and its window, in every theme; its controls say what they are for.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { PlanFromPage, PlanToPage } from '../../../src/protocol/plan.ts';
import { darkModern, themes } from '../../support/vscode/themes.ts';
import { picture } from '../support/picture.ts';
import { buildPage, planPage, startPageHost, type PageHost, type TestPage } from './pageHarness.ts';
import { hostile } from './pageStates.ts';
import { planStates } from './planStates.ts';

let host: PageHost;
let states: Readonly<Record<string, PlanToPage | undefined>>;
before(async () => {
  host = await startPageHost(planPage);
  states = await planStates();
});
after(() => host.close());

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations({ page }: TestPage): Promise<string[]> {
  const { violations: found } = await page.evaluate(
    (only) => axe.run(document, { runOnly: only }),
    everything,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

async function sent(shown: TestPage): Promise<readonly PlanFromPage[]> {
  return (await shown.recorded()).sent as unknown as readonly PlanFromPage[];
}

describe('axe-core finds nothing and the policy is kept', () => {
  for (const theme of themes)
    it(`in ${theme.name}`, async () => {
      const shown = await host.open({ theme });
      await shown.page.evaluate(axe.source);
      for (const [name, message] of Object.entries(states)) {
        if (message) await shown.post(message);
        assert.deepEqual(await violations(shown), [], name);
      }
      assert.deepEqual((await shown.recorded()).violations, []);
      await shown.close();
    });
});

describe('nothing is wider than the window', () => {
  for (const width of [280, 521, 900, 3000])
    it(`at ${width} pixels`, async () => {
      const shown = await host.open({ theme: darkModern, width });
      for (const [name, message] of Object.entries(states)) {
        if (message) await shown.post(message);
        const wide = await shown.page.evaluate(() => document.documentElement.scrollWidth);
        assert.equal(wide, width, name);
      }
      await shown.close();
    });
});

describe('the page of a plan', () => {
  it('shows the figures, and sends what the user chooses', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['full']);
    const { page } = shown;
    const figures = await page.locator('.figures dd').allInnerTexts();
    assert.deepEqual(
      figures.map((text) => text.split(/\s/)[0]),
      ['1,285', '1,283', '855', '428', '2'],
    );
    await page.getByRole('checkbox', { name: /verified e-mail/ }).click();
    await page.getByLabel('What “profile.shelf” becomes').selectOption('nickname');
    await page.getByLabel(/Which country/).selectOption('DE');
    await page.getByRole('button', { name: 'Write CSV…' }).click();
    await page.getByRole('button', { name: 'Create Import Job…' }).click();
    await page.getByRole('button', { name: 'Export Plan' }).click();
    assert.deepEqual(await sent(shown), [
      { type: 'ready' },
      { type: 'filter', id: 'verifiedOnly', on: true },
      { type: 'map', from: 'profile.shelf', to: 'nickname' },
      { type: 'answer', id: 'country', value: 'DE' },
      { type: 'writeCsv' },
      { type: 'createJob' },
      { type: 'exportPlan' },
    ]);
    await shown.close();
  });

  it('warns that hashes of Devise may lack the pepper, and leaves them out by one choice', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['devise']);
    const { page } = shown;
    await page.getByText('config.pepper').waitFor();
    const hashes = page.getByRole('checkbox', { name: /With their passwords/ });
    assert.ok(await hashes.isChecked());
    await hashes.click();
    assert.deepEqual((await sent(shown)).at(-1), { type: 'filter', id: 'keepHashes', on: false });
    await picture(shown, 'plan-devise');
    await shown.close();
  });

  it('keeps its focus while the plan is recalculated, and writes nothing meanwhile', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['full']);
    const { page } = shown;
    await page.getByRole('checkbox', { name: /verified e-mail/ }).focus();
    await page.keyboard.press('Space');
    await shown.post(states['busy']);
    await page.getByRole('button', { name: 'Write CSV…' }).click({ force: true });
    await page.getByRole('checkbox', { name: /verified e-mail/ }).focus();
    await shown.post(states['filtered']);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'checkbox');
    assert.deepEqual(
      (await sent(shown)).map(({ type }) => type),
      ['ready', 'filter'],
    );
    const said = await page.getByRole('status').innerText();
    assert.match(said, /^Read: 1,285, Will be imported: /);
    await shown.close();
  });

  it('shows how much of the file is read, for the first plan and later ones, and can be cancelled', async () => {
    const shown = await host.open({ theme: darkModern });
    const { page } = shown;
    await page.getByRole('button', { name: 'Cancel' }).click();
    await shown.post(states['halfRead']);
    await page.getByText('41%').waitFor();
    assert.equal(await page.getByRole('progressbar', { name: 'Read' }).getAttribute('value'), '0.41');
    await shown.post(states['busy']);
    await page.getByText('41%').waitFor({ state: 'detached' });
    await shown.post(states['busyHalfRead']);
    await page.getByText('41%').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await shown.post(states['full']);
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    assert.deepEqual(
      (await sent(shown)).map(({ type }) => type),
      ['ready', 'cancel', 'cancel'],
    );
    await shown.close();
  });

  it('shows hostile names as text', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['hostile']);
    const seen = await shown.page.evaluate(() => ({
      elements: document.querySelectorAll('main img, main script, main b').length,
      hacked: 'hacked' in window,
      title: document.querySelector('h1')?.textContent,
    }));
    assert.deepEqual(seen, { elements: 0, hacked: false, title: hostile });
    await shown.close();
  });

  it('shows no value of a user', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['full']);
    const text = await shown.page.content();
    assert.match(text, /profile\.shelf/);
    assert.doesNotMatch(text, /@example\.com|ask Bob|\$2b\$|3\/4\/85/);
    await shown.close();
  });

  it('and its styles are at most 12 kB gzipped', async () => {
    const { script, style } = await buildPage(planPage);
    const size = gzipSync(script).length + gzipSync(style).length;
    assert.ok(size <= 12_000, `${size} bytes`);
  });
});
