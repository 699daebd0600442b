// The walkthrough's page: its steps by their id in the manifest.
import axe from 'axe-core';
import type { Frame, Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.ts';

export class Walkthrough {
  readonly #page: Page;
  readonly locator: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.locator = page.locator('.gettingStartedContainer');
  }

  step(id: string): Locator {
    return this.locator.locator(`.getting-started-step[data-step-id$="#${id}"]`);
  }

  /** Opens the step and presses one of its buttons. */
  async press(id: string, button: string): Promise<void> {
    await this.open(id);
    await this.step(id).getByRole('button', { name: button, exact: true }).click();
  }

  /** Brings the page to the front where another editor is, and opens the step. */
  async open(id: string): Promise<void> {
    const step = this.step(id);
    if (!(await step.isVisible()))
      await this.#page.locator('.tabs-container .tab', { hasText: /Welcome|Get Started/ }).click();
    if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click();
    await eventually(
      `the step ${id} is open`,
      () => step.getAttribute('aria-expanded'),
      (expanded) => expanded === 'true',
    );
  }

  /** Whether each step is ticked, by its id. */
  async ticks(): Promise<Readonly<Record<string, boolean>>> {
    const boxes = this.locator.locator('.getting-started-step [role="checkbox"]');
    const all = await boxes.evaluateAll((found) =>
      found.map((box): [string, boolean] => [
        (box.getAttribute('data-done-step-id') ?? '').replace(/^.*#/, ''),
        box.getAttribute('aria-checked') === 'true',
      ]),
    );
    return Object.fromEntries(all);
  }

  async ticked(id: string): Promise<void> {
    await eventually(
      `the step ${id} is ticked`,
      () => this.ticks(),
      (ticks) => ticks[id] === true,
    );
  }

  /** Presses Tab until the element has the focus. */
  async tabTo(element: Locator): Promise<void> {
    const has = () => element.evaluate((node) => node === document.activeElement);
    for (let press = 0; press < 60 && !(await has()); press += 1) await this.#page.keyboard.press('Tab');
    if (!(await has())) throw new Error(`No press of Tab brings the focus to ${element.toString()}.`);
  }

  /** What axe says of a step's own text and buttons; what is around them, and nests buttons in a button, is VS Code's. */
  async violations(id: string): Promise<string[]> {
    await this.#page.evaluate(axe.source);
    return this.step(id).locator('.step-description-container').evaluate(findViolations);
  }

  /** Resolves with the page of the picture beside the open step, once it is the one that a screen reader calls this. */
  async picture(text: string): Promise<Frame> {
    const pictures = await eventually(
      `a picture: ${text}`,
      async () => {
        const frames = this.#page.frames().slice(1);
        const counts = await Promise.all(
          frames.map((frame) => frame.getByRole('img', { name: text }).count()),
        );
        return frames.filter((_, at) => counts[at] === 1);
      },
      (found) => found.length === 1,
    );
    const [frame] = pictures;
    if (!frame) throw new Error(`No picture: ${text}`);
    return frame;
  }

  async pictureViolations(text: string): Promise<string[]> {
    const frame = await this.picture(text);
    await frame.evaluate(axe.source);
    return frame.getByRole('img', { name: text }).evaluate(findViolations);
  }
}

/** Runs in the page. The page is VS Code's, and axe never ends there when it looks into its frames or loads its style sheets. */
async function findViolations(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { iframes: false, preload: false });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
