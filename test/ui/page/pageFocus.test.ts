// Panel and plan with the keyboard alone: Tab reaches every control in the order of the page, each has a name, and the focus is visible in
// every theme.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { themes, type Theme } from '../../support/vscode/themes.ts';
import { planPage, startPageHost, type TestPage } from './pageHarness.ts';
import { states } from './pageStates.ts';
import { planStates } from './planStates.ts';

/** Minimum contrast of the focus outline with its surroundings (WCAG 2.2, 1.4.11). */
const leastContrast = 3;

interface Stop {
  readonly name: string;
  readonly outline: string;
  readonly contrast: number;
  /** Whether the outline is inside the window and every scrolled part around it. */
  readonly isInSight: boolean;
}

describe('the focus', () => {
  for (const theme of themes) {
    it(`is visible on every control of a panel after its import, in ${theme.name}`, async () => {
      const names = await goThrough(await open(theme, undefined, states['afterReady']));
      for (const name of ['Save Import Report…', 'Undo Import…']) assert.ok(names.includes(name), name);
    });

    it(`is visible on every control of a plan, in ${theme.name}`, async () => {
      const names = await goThrough(await open(theme, planPage, (await planStates())['full']));
      for (const name of ['What “profile.shelf” becomes', 'Write CSV…'])
        assert.ok(names.includes(name), name);
    });
  }
});

async function open(
  theme: Theme,
  files: Parameters<typeof startPageHost>[0],
  state: unknown,
): Promise<TestPage> {
  const host = await startPageHost(files);
  const shown = await host.open({ theme, width: 600 });
  await shown.post(state);
  return { ...shown, close: () => shown.close().then(() => host.close()) };
}

/** Presses Tab until every control has had the focus, checks each, and closes the page. Resolves with their names in order. */
async function goThrough(shown: TestPage): Promise<readonly string[]> {
  const { page } = shown;
  try {
    const expected = await controls(shown);
    assert.ok(expected.length > 5);
    const stops: Stop[] = [];
    for (const name of expected) {
      await page.keyboard.press('Tab');
      const stop = await focused(shown);
      stops.push(stop);
      assert.notEqual(stop.name, '', `after ${name}`);
      assert.equal(stop.outline, '2px solid', stop.name);
      assert.ok(stop.contrast >= leastContrast, `${stop.name}: ${stop.contrast}`);
      assert.ok(stop.isInSight, `${stop.name} is in sight`);
    }
    assert.deepEqual(
      stops.map(({ name }) => name),
      expected,
    );
    await page.keyboard.press('Tab');
    assert.equal(
      await page.evaluate(() => document.activeElement === document.body),
      true,
      'no other element gets the focus',
    );
    return expected;
  } finally {
    await shown.close();
  }
}

/** The names of all controls, from top to bottom. */
async function controls(shown: TestPage): Promise<readonly string[]> {
  return (await stopsOf(shown, 'button, a[href], input, select, summary, [tabindex="0"]')).map(
    ({ name }) => name,
  );
}

async function focused(shown: TestPage): Promise<Stop> {
  const [stop] = await stopsOf(shown, ':focus');
  return stop ?? { name: '', outline: 'none', contrast: 0, isInSight: false };
}

/** Name, outline and visibility of the elements that match the selector, without hidden ones. */
function stopsOf({ page }: TestPage, selector: string): Promise<readonly Stop[]> {
  return page.evaluate((wanted) => {
    const channels = (color: string): readonly number[] => color.match(/[\d.]+/g)?.map(Number) ?? [];
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const around = luminance(getComputedStyle(document.documentElement).backgroundColor);
    const stopOf = (element: HTMLElement): Stop => {
      const { outlineWidth, outlineStyle, outlineColor, outlineOffset } = getComputedStyle(element);
      const own = luminance(outlineColor);
      const box = element.getBoundingClientRect();
      const reach = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
      let isInSight = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
      for (let outer = element.parentElement; outer; outer = outer.parentElement) {
        if (getComputedStyle(outer).overflowX === 'visible' || outer === document.body) continue;
        const part = outer.getBoundingClientRect();
        isInSight &&= box.left - reach >= part.left - 0.5 && box.right + reach <= part.right + 0.5;
      }
      const labels = (element as HTMLInputElement).labels ?? [];
      const label = labels[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent;
      return {
        name: label.replaceAll(/\s+/g, ' ').trim(),
        outline: `${outlineWidth} ${outlineStyle}`,
        contrast: (Math.max(own, around) + 0.05) / (Math.min(own, around) + 0.05),
        isInSight,
      };
    };
    return [...document.querySelectorAll<HTMLElement>(wanted)]
      .filter((element) => element.checkVisibility())
      .map(stopOf);
  }, selector);
}
