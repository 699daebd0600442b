// Quick picks and input boxes, the command palette among them.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually, matches } from './eventually.ts';
import { labelled } from './menu.ts';

export interface QuickPickEntry {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export class QuickInput {
  readonly #page: Page;
  readonly locator: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.locator = page.locator('.quick-input-widget');
  }

  /** Runs a command by its full title, `Cognito: Refresh`. */
  async runCommand(title: string): Promise<void> {
    const entry = this.#entry(title);
    let isClicked = false;
    await eventually(
      `the palette takes the click on ${title}`,
      async () => {
        // It closes by itself where something else takes the focus.
        if (!isClicked && !(await entry.isVisible())) await this.#find(title);
        // By event: of a click by the pointer it is not known whether it came before its time was up, and what the command
        // opens may bar the palette. It is lost all the same where the list is being filtered by what was typed.
        if (await entry.isVisible()) {
          await entry.dispatchEvent('click', {}, { timeout: 1_000 });
          isClicked = true;
        }
        return isClicked && this.#leaves(`>${title}`);
      },
      Boolean,
    );
  }

  /** Opens the palette until it offers the command: it lists what could be run when it was opened, not all while a window starts. */
  async #find(title: string): Promise<void> {
    await eventually(
      `the palette offers ${title}`,
      async () => {
        await this.openPalette(title);
        const isOffered = await this.offers(title);
        if (!isOffered) await this.cancel();
        return isOffered;
      },
      Boolean,
    );
  }

  /** Whether an entry with this label is drawn within two seconds. */
  offers(label: string): Promise<boolean> {
    return this.#entry(label)
      .waitFor({ timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
  }

  /** Whether the input is gone, or asks for something else, within a second or two. */
  #leaves(text: string): Promise<boolean> {
    const isLeft = async () =>
      !(await this.locator.isVisible()) || (await this.#input.inputValue({ timeout: 500 })) !== text;
    return eventually('the quick input leaves', isLeft, Boolean, 2_000).catch(() => false);
  }

  /** Opens the command palette and types `text`. */
  async openPalette(text: string): Promise<void> {
    // Keys are lost while one quick input is still closing.
    await eventually(
      'the palette opens',
      async () => {
        if (!(await this.#input.isVisible())) await this.#page.keyboard.press('ControlOrMeta+Shift+P');
        return this.#input.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        );
      },
      Boolean,
    );
    // The prefix keeps it a command palette.
    await this.#input.fill(`>${text}`);
  }

  get #input(): Locator {
    return this.locator.locator('.quick-input-box input');
  }

  /** Resolves with the title once a quick input with this title is open. */
  async title(expected: string | RegExp = /./): Promise<string> {
    return eventually(
      `a quick input titled ${String(expected)}`,
      async () => (await this.locator.locator('.quick-input-title').innerText()).trim(),
      (title) => matches(title, expected),
    );
  }

  placeholder(): Promise<string> {
    return this.#input.getAttribute('placeholder').then((text) => text ?? '');
  }

  /** Resolves once this is what is in the input. */
  async holds(text: string): Promise<void> {
    await eventually(
      `the quick input holds ${text}`,
      () => this.#input.inputValue(),
      (value) => value === text,
    );
  }

  /** Resolves with the prompt or validation message once it is, or matches, `expected`. */
  async message(expected: string | RegExp = /./): Promise<string> {
    return eventually(
      `the quick input says ${String(expected)}`,
      async () => (await this.locator.locator('.quick-input-message').innerText()).trim(),
      (text) => matches(text, expected),
    );
  }

  /** The entries that are drawn, once there is one. */
  async entries(): Promise<readonly QuickPickEntry[]> {
    const rows = this.locator.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((all) =>
      all.map((row) => ({
        label: row.querySelector('.quick-input-list-rows .label-name')?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
        detail: row.querySelector('.quick-input-list-label-meta')?.textContent ?? '',
      })),
    );
  }

  /** Resolves with the drawn entries once they satisfy `accept`. */
  waitFor(
    what: string,
    accept: (entries: readonly QuickPickEntry[]) => boolean,
  ): Promise<readonly QuickPickEntry[]> {
    return eventually(`the quick pick offers ${what}`, () => this.entries(), accept);
  }

  /** The label of the entry that Enter would take. */
  active(): Promise<string> {
    return this.locator.locator('.monaco-list-row.focused .label-name').first().innerText();
  }

  /** Picks the entry with this label. */
  async pick(label: string | RegExp): Promise<void> {
    // If the pointer is on an entry, the tooltip of that entry may cover the wanted one.
    await this.#page.mouse.move(0, 0);
    await this.#entry(label).click();
  }

  /** Presses the button of the entry with this label, whose buttons are shown under the pointer. */
  async pressOn(label: string | RegExp, button: string): Promise<void> {
    await this.#entry(label).hover();
    await this.#entry(label).getByRole('button', { name: button }).click();
  }

  #entry(label: string | RegExp): Locator {
    const rows = this.locator.locator('.quick-input-list .monaco-list-row');
    const name = this.#page.locator('.quick-input-list-row .label-name');
    return rows.filter({ has: labelled(name, label) }).first();
  }

  /** Replaces what is in the input by `text`. */
  async type(text: string): Promise<void> {
    await this.#input.waitFor();
    await this.#input.fill(text);
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  /** Presses Enter, once, on the entry that was typed for: a list that grows takes it all the same. */
  async take(): Promise<void> {
    const typed = await this.#input.inputValue();
    await eventually(
      `${typed} is the selected entry`,
      () => this.active(),
      (label) => label === typed,
    );
    await this.accept();
    assert.ok(await this.#leaves(typed), `Enter on ${typed} was lost`);
  }

  /** Presses Enter until the command palette takes it: while VS Code filters its list by what was typed, the key is lost. */
  async takeCommand(): Promise<void> {
    const typed = await this.#input.inputValue();
    await eventually(
      `the palette takes ${typed}`,
      async () => {
        if ((await this.#input.isVisible()) && (await this.#input.inputValue({ timeout: 500 })) === typed)
          await this.accept();
        return this.#leaves(typed);
      },
      Boolean,
    );
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.closed();
  }

  async back(): Promise<void> {
    await this.locator.getByRole('button', { name: 'Back' }).click();
  }

  closed(): Promise<void> {
    return this.locator.waitFor({ state: 'hidden' });
  }
}
