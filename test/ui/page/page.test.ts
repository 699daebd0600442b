// How the panel's page looks and reads in a real browser: accessible, inside its policy and its window, in every theme.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import { darkModern, themes } from '../../support/vscode/themes.ts';
import { buildPage, startPageHost, type PageHost, type TestPage } from './pageHarness.ts';
import { hostile, states } from './pageStates.ts';

let host: PageHost;
before(async () => {
  host = await startPageHost();
});
after(() => host.close());

/** Shows every state in turn; the first one is the page before the host's first message. */
async function throughAll(shown: TestPage, look: (name: string) => Promise<void>): Promise<void> {
  for (const [name, message] of Object.entries(states)) {
    if (message) await shown.post(message);
    await look(name);
  }
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules that depend on the theme. */
const colors = ['color-contrast', 'link-in-text-block'];

/** @param runOnly names or tags of axe's rules. */
async function violations({ page }: TestPage, runOnly = everything): Promise<string[]> {
  const { violations: found } = await page.evaluate((only) => axe.run(document, { runOnly: only }), runOnly);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe('axe-core finds nothing and the policy is kept', () => {
  for (const theme of themes) {
    describe(`in ${theme.name}`, () => {
      let shown: TestPage;
      before(async () => {
        shown = await host.open({ theme });
        await shown.page.evaluate(axe.source);
      });
      after(() => shown.close());

      // In this order: the first state is the page before the host's first message.
      for (const [name, message] of Object.entries(states)) {
        it(name, async () => {
          if (message) await shown.post(message);
          // Opens the details in one state only, whose table is short: this is faster and enough.
          await shown.page.evaluate((open) => {
            for (const details of document.querySelectorAll('details')) details.open = open;
          }, name === 'failed');
          assert.deepEqual(await violations(shown, theme === darkModern ? everything : colors), []);
          assert.deepEqual((await shown.recorded()).violations, []);
        });
      }
    });
  }

  it('and axe would find a fault', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.page.evaluate(axe.source);
    await shown.page.evaluate(() => document.body.append(document.createElement('img')));
    assert.match((await violations(shown)).join(), /image-alt/);
    await shown.close();
  });

  it('and a violation of the policy would be recorded', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.page.evaluate(() => {
      document.body.innerHTML = '<p style="color: red">';
    });
    assert.match((await shown.recorded()).violations.join(), /style-src/);
    await shown.close();
  });
});

describe('nothing is wider than the window', () => {
  for (const width of [280, 521, 900, 3000]) {
    it(`at ${width} pixels`, async () => {
      const shown = await host.open({ theme: darkModern, width });
      await throughAll(shown, async (name) => {
        const wide = await shown.page.evaluate(() => document.documentElement.scrollWidth);
        assert.equal(wide, width, name);
      });
      await shown.close();
    });
  }

  it('and the text keeps a readable width in a wide one', async () => {
    const shown = await host.open({ theme: darkModern, width: 3000 });
    await shown.post(states['running']);
    const box = await shown.page.locator('main').boundingBox();
    assert.deepEqual([box?.x, box?.width], [1020, 960]);
    await shown.close();
  });
});

describe('hostile text', () => {
  it('is shown as text and nothing runs', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['hostile']);
    const seen = await shown.page.evaluate((text) => {
      const holders = [...document.querySelectorAll('h1, h1 ~ *, p, dt, dd, li, th, td')];
      return {
        holders: holders.filter((element) => element.textContent.includes(text)).length,
        elements: document.querySelectorAll('main img, main script, main b').length,
        hacked: 'hacked' in window,
        title: document.querySelector('h1')?.textContent,
      };
    }, hostile);
    // Name, badge, explanation, stale reason, completion message, next step, place ×2, results ×3, after the import ×3, field ×2.
    assert.deepEqual(seen, { holders: 16, elements: 0, hacked: false, title: hostile });
    await shown.close();
  });

  it('does not change the direction of the text around it', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['hostile']);
    const loose = await shown.page.evaluate((text) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!walker.currentNode.nodeValue?.includes(text) || !parent) continue;
        if (!parent.closest('bdi, [dir="auto"]')) found.push(parent.outerHTML.slice(0, 40));
      }
      return found;
    }, hostile);
    assert.deepEqual(loose, []);
    await shown.close();
  });
});

describe('motion', () => {
  const moving = () => document.getAnimations().length;
  it('is shown while a job runs', async () => {
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['running']);
    assert.equal(await shown.page.evaluate(moving), 1);
    await shown.close();
  });
  it('is not shown if the data is out of date, or if the system or VS Code asks for reduced motion', async () => {
    const still = await host.open({ theme: darkModern, reducedMotion: true });
    await still.post(states['running']);
    assert.equal(await still.page.evaluate(moving), 0);
    await still.close();
    const bodyClasses = [...darkModern.bodyClasses, 'vscode-reduce-motion'];
    const reduced = await host.open({ theme: { ...darkModern, bodyClasses } });
    await reduced.post(states['running']);
    assert.equal(await reduced.page.evaluate(moving), 0);
    await reduced.close();
    const shown = await host.open({ theme: darkModern });
    await shown.post(states['stale']);
    assert.equal(await shown.page.evaluate(moving), 0);
    await shown.close();
  });
});

it('script and stylesheet together are at most 15 kB gzipped', async () => {
  const { script, style } = await buildPage();
  const size = gzipSync(script).length + gzipSync(style).length;
  assert.ok(size <= 15_000, `${size} bytes`);
});
