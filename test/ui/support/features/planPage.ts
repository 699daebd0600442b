// The panel of a conversion's plan as a user reads and changes it.
import type { Frame } from 'playwright-core';
import { eventually } from '../eventually.ts';
import type { Workbench } from '../workbench.ts';

export class PlanPage {
  /** For what no helper offers. */
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** The panel, once its plan is there. */
  static async of(window: Workbench, title: string): Promise<PlanPage> {
    return new PlanPage(await window.panel(title));
  }

  /** Resolves once these are the numbers on screen: read, imported, keep their password, must set a new one, not imported. */
  async figures(...expected: readonly number[]): Promise<void> {
    await eventually(
      `the plan's numbers are ${expected.join(', ')}`,
      async () => {
        const texts = await this.frame.locator('.figures dd').allInnerTexts();
        return texts.map((text) => Number(text.split(/\s/)[0]?.replaceAll(',', '')));
      },
      (numbers) => numbers.join() === expected.join(),
    );
    // Nothing is being made again.
    await this.frame.locator('.busy .icon').waitFor({ state: 'detached' });
  }

  /** The rows of a list, as `text · note · count`. */
  async list(title: string): Promise<readonly string[]> {
    const rows = this.frame
      .locator('section', { has: this.frame.getByRole('heading', { name: title }) })
      .locator('tbody tr');
    return (await rows.allInnerTexts()).map((text) => text.split(/\s*[\n\t]+\s*/).join(' · '));
  }

  async choose(label: string, option: string): Promise<void> {
    await this.frame.getByLabel(label).selectOption({ label: option });
  }

  async check(label: string): Promise<void> {
    await this.frame.getByRole('checkbox', { name: label }).click();
  }

  async press(button: string): Promise<void> {
    await this.frame.getByRole('button', { name: button }).click();
  }
}
