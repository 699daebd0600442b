// The walkthrough's page: its steps by their id in the manifest.
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
}
