// Get Started with the keyboard alone and for a screen reader: each step is reached and opened, its buttons say what they do, and axe finds
// no fault of ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import manifest from '../../../package.json' with { type: 'json' };
import { eventually } from '../support/eventually.ts';
import { Keyboard } from '../support/keyboard.ts';
import { useUi } from '../support/ui.ts';
import { Walkthrough } from '../support/features/walkthrough.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  profiles: ({ url }) => [{ name: 'dev', region: 'us-east-1', endpoint: url }],
});

const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

interface Focus {
  /** Id of the step that is or contains the focused element. */
  readonly step: string;
  readonly isStep: boolean;
  readonly name: string;
}

/** What axe finds in VS Code's own markup of a walkthrough, whoever contributes it. */
const faultsOfVsCode = new Set([
  // A step is a checkable button that contains buttons, and stands in a list without being a list item.
  'aria-allowed-attr',
  'nested-interactive',
  'aria-required-children',
  // The name of the focused step is a hint at the accessible view and its title, without its visible description.
  'label-content-name-mismatch',
  // The picture's frame has no title, but the image in it has. The walkthrough's icon has no text, but stands beside its name.
  'frame-title',
  'image-alt',
]);

test('every step is reached, named and opened with the keyboard, and axe finds no fault of ours', async () => {
  const window = await ui().openWindow({ width: 1700 });
  const { page, quickInput } = window;
  const keyboard = new Keyboard(page);
  await keyboard.command('Cognito: Get Started');
  const walkthrough = new Walkthrough(page);
  await walkthrough.step('sandbox').waitFor();
  await page.evaluate(axe.source);

  for (const { id, title, description, media } of steps) {
    const { name } = await tabTo(window, `the step ${id}`, ({ step, isStep }) => isStep && step === id);
    assert.ok(name.includes(title), name);
    const isOpen = async (): Promise<boolean> =>
      (await walkthrough.step(id).getAttribute('aria-expanded')) === 'true';
    if (!(await isOpen())) await keyboard.press('Enter');
    await eventually(`${id} is open`, isOpen, Boolean);
    await walkthrough.picture(media.altText);
    assert.deepEqual(await violations(window, id), [], id);
    for (const button of buttonsIn(description))
      await tabTo(window, button, (focus) => focus.step === id && focus.name === button);
    if (id === 'connect') {
      await keyboard.press('Enter');
      await quickInput.title(/^Add Connection/);
      await keyboard.press('Escape');
      await quickInput.closed();
    }
  }
});

/** The titles of a description's buttons: links on a line of their own. */
function buttonsIn(description: string): readonly string[] {
  return [...description.matchAll(/^\[([^\]]+)\]\(command:/gm)].map(([, title = '']) => title);
}

/** Presses Tab until the wanted element has the focus. */
async function tabTo(window: Workbench, what: string, isWanted: (focus: Focus) => boolean): Promise<Focus> {
  const seen: string[] = [];
  // The whole window has fewer stops.
  for (let presses = 0; presses < 60; presses++) {
    const focus = await focusOf(window);
    if (isWanted(focus)) return focus;
    seen.push(`${focus.step}: ${focus.name.slice(0, 40)}`);
    await window.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${what}, but to ${seen.join(' | ')}`);
}

function focusOf({ page }: Workbench): Promise<Focus> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const step = focused?.closest('.getting-started-step');
    return {
      step: (step?.getAttribute('data-step-id') ?? '').replace(/^.*#/, ''),
      isStep: step === focused,
      name: (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim(),
    };
  });
}

/** The faults that axe finds in the walkthrough. Asserts that axe has checked the names of buttons and the contrast of text. */
async function violations({ page }: Workbench, step: string): Promise<readonly string[]> {
  // Leaves out the picture's frame, from which axe never gets an answer, and VS Code's tip about a keybinding, whose contrast is too low.
  const { violations: found, passes } = await page.evaluate(() =>
    axe.run(
      { include: ['.gettingStartedSlideDetails'], exclude: ['.shortcut-message'] },
      { iframes: false, preload: false },
    ),
  );
  for (const rule of ['button-name', 'color-contrast']) {
    const judged = passes.find(({ id }) => id === rule)?.nodes ?? [];
    assert.notEqual(judged.length, 0, `${rule} in ${step}`);
  }
  return found
    .filter(({ id }) => !faultsOfVsCode.has(id))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
