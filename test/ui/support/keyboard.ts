// A window worked with the keyboard alone: keys go to what has the focus, and only the screen says where that is.
import type { Locator, Page } from 'playwright-core';
import { eventually, matches } from './eventually.ts';
import { QuickInput } from './quickInput.ts';

/** Back in a quick input, as VS Code has it on Linux. */
const backKeys = 'Control+Alt+Minus';

export class Keyboard {
  readonly #page: Page;
  readonly #quickInput: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#quickInput = page.locator('.quick-input-widget');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Runs a command by its full title, `Cognito: Refresh`. */
  async command(title: string): Promise<void> {
    await this.press('ControlOrMeta+Shift+P');
    await this.#focused();
    await this.choose(title);
  }

  /** Types the label, goes down to the entry that has it, and takes that. */
  async choose(label: string): Promise<void> {
    await this.#focused();
    await this.#page.keyboard.type(label);
    const selected = this.#quickInput.locator(
      '.quick-input-list .monaco-list-row.focused .quick-input-list-rows .label-name',
    );
    await eventually(
      `${label} is the selected entry`,
      async () => {
        const text = (await selected.first().innerText({ timeout: 500 })).trim();
        if (text !== label) await this.press('ArrowDown');
        return text;
      },
      (text) => text === label,
    );
    await new QuickInput(this.#page).takeCommand();
  }

  /** Answers the question that is, or matches, `prompt`. Without `text` the proposed answer is accepted. */
  async answer(prompt: string | RegExp, text?: string): Promise<void> {
    await this.asked(prompt);
    await this.#focused();
    if (text !== undefined) await this.#fill(text);
    await this.press('Enter');
  }

  /** Resolves once a quick input asks this: as its title, its placeholder or its message. */
  async asked(prompt: string | RegExp): Promise<void> {
    await eventually(
      `a question ${String(prompt)}`,
      async () => [
        await this.#quickInput.locator('.quick-input-title').innerText({ timeout: 500 }),
        (await this.#input.getAttribute('placeholder', { timeout: 500 })) ?? '',
        await this.#quickInput.locator('.quick-input-message').innerText({ timeout: 500 }),
      ],
      (texts) => texts.some((text) => matches(text.trim(), prompt)),
    );
  }

  back(): Promise<void> {
    return this.press(backKeys);
  }

  /** Replaces the text of the editor that has the focus by what is pasted. */
  async paste(text: string): Promise<void> {
    await this.#page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await this.press('ControlOrMeta+A', 'ControlOrMeta+V');
  }

  /** The text of the editor that has the focus, once it satisfies `accept`. */
  text(what: string, accept: (text: string) => boolean): Promise<string> {
    return eventually(
      what,
      async () => {
        await this.press('ControlOrMeta+A', 'ControlOrMeta+C');
        return this.#page.evaluate(() => navigator.clipboard.readText());
      },
      accept,
    );
  }

  /** A dialog may still be putting its own text there. */
  async #fill(text: string): Promise<void> {
    await eventually(
      `${text} in the input`,
      async () => {
        const value = await this.#input.inputValue({ timeout: 500 });
        if (value === text) return value;
        await this.press('ControlOrMeta+A');
        await this.#page.keyboard.insertText(text);
        return value;
      },
      (value) => value === text,
    );
  }

  get #input(): Locator {
    return this.#quickInput.locator('.quick-input-box input');
  }

  async #focused(): Promise<void> {
    await eventually(
      'the quick input has the focus',
      () => this.#input.evaluate((input) => input === document.activeElement, undefined, { timeout: 500 }),
      (has) => has,
    );
  }
}
