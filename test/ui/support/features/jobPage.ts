// A job's panel as a user reads it.
import type { Frame } from 'playwright-core';
import { eventually, matches } from '../eventually.ts';

export interface Counters {
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
}

export class JobPage {
  /** For what no helper offers. */
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** The counters on screen. */
  async counters(): Promise<Counters> {
    const texts = await this.frame.locator('.counters dd').allInnerTexts();
    const [imported = NaN, skipped = NaN, failed = NaN] = texts.map((text) =>
      Number(text.replaceAll(',', '')),
    );
    return { imported, skipped, failed };
  }

  /** Resolves once the counters satisfy `accept`. */
  count(what: string, accept: (counters: Counters) => boolean): Promise<Counters> {
    return eventually(`the panel counts ${what}`, () => this.counters(), accept);
  }

  /** Resolves once the job's status is `expected`. */
  async status(expected: string): Promise<void> {
    await eventually(
      `the panel's status is ${expected}`,
      () => this.frame.locator('.badge bdi').innerText({ timeout: 500 }),
      (text) => text === expected,
    );
  }

  /** Resolves with the completion message once it is, or matches, `expected`. */
  message(expected: string | RegExp = /./): Promise<string> {
    return eventually(
      `the panel's completion message is ${String(expected)}`,
      () => this.frame.locator('.outcome .message').innerText({ timeout: 500 }),
      (text) => matches(text, expected),
    );
  }

  /** Resolves once what became of an action after the import is, or matches, `expected`. @param time in milliseconds. */
  async after(expected: string | RegExp, time?: number): Promise<void> {
    await eventually(
      `the panel says ${String(expected)} after the import`,
      () => this.frame.locator('.after .note').allInnerTexts(),
      (texts) => texts.some((text) => matches(text, expected)),
      time,
    );
  }

  /** Presses a button by its words: the first, where what helps stands at two places. */
  press(label: string): Promise<void> {
    return this.frame.getByRole('button', { name: label, exact: true }).first().click();
  }
}
