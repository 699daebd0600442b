// What the workbench says to the user: notifications, modal dialogs, the status bar.
import type { Locator, Page } from 'playwright-core';
import { eventually, matches, patience } from './eventually.ts';

export class Notifications {
  readonly #page: Page;
  /** Toasts; those without buttons leave by themselves after some seconds. */
  readonly toasts: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.toasts = page.locator('.notifications-toasts .notification-toast');
  }

  /** The texts of the toasts on screen. */
  async texts(): Promise<string[]> {
    const texts = await this.toasts.locator('.notification-list-item-message').allInnerTexts();
    return texts.map((text) => text.trim());
  }

  /**
   * Resolves with a notification's text once there is one that is, or matches, `expected`. The centre is looked at last, because it takes
   * the toasts away: it alone has those beyond three that come within 0.8 s, as they do where a test is faster than any user.
   */
  async text(expected: string | RegExp): Promise<string> {
    const isIt = (text: string): boolean => matches(text, expected);
    const find = async (read: () => Promise<string[]>): Promise<string> => {
      const what = `a notification ${String(expected)}`;
      const texts = await eventually(what, read, (all) => all.some(isIt), patience / 2);
      return texts.find(isIt) ?? '';
    };
    return find(() => this.texts()).catch(() => find(() => this.all()));
  }

  /** Every notification not dismissed yet, also those whose toast has gone. */
  async all(): Promise<string[]> {
    const bell = this.#page.locator('#status\\.notifications a.statusbar-item-label');
    const centre = this.#page.locator('.notifications-center');
    // By an event: if the pointer moved there, a tooltip could cover the button.
    await bell.dispatchEvent('click');
    await centre.locator('.notifications-center-header-title').waitFor();
    const texts = await centre.locator('.notification-list-item-message').allInnerTexts();
    await bell.dispatchEvent('click');
    await centre.waitFor({ state: 'hidden' });
    return texts.map((text) => text.trim());
  }

  /** Resolves once there is a notification with that text, also where its toast has gone or never came. */
  async told(expected: string): Promise<void> {
    await eventually(
      `told: ${expected}`,
      () => this.all(),
      (all) => all.includes(expected),
    );
  }

  /** Presses a button of the toast that is, or matches, `text`. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.text(text);
    const message = this.#page.locator('.notification-list-item-message', { hasText: text });
    await this.toasts.filter({ has: message }).getByRole('button', { name: button, exact: true }).click();
  }
}

/** The modal dialog. */
export class Dialog {
  readonly locator: Locator;

  constructor(page: Page) {
    this.locator = page.locator('.monaco-dialog-box');
  }

  /** The question and the detail below it, once a dialog is open. */
  async text(): Promise<{ readonly message: string; readonly detail: string; readonly buttons: string[] }> {
    await this.locator.waitFor();
    return {
      message: await this.locator.locator('.dialog-message-text').innerText(),
      detail: (await this.locator.locator('.dialog-message-detail').allInnerTexts()).join('\n'),
      buttons: await this.locator.locator('.dialog-buttons [role="button"]').allInnerTexts(),
    };
  }

  /** Presses a button and resolves when the dialog has gone. */
  async press(button: string): Promise<void> {
    await this.locator.locator('.dialog-buttons').getByRole('button', { name: button, exact: true }).click();
    await this.closed();
  }

  cancel(): Promise<void> {
    return this.press('Cancel');
  }

  closed(): Promise<void> {
    return this.locator.waitFor({ state: 'detached' });
  }
}

/** The extension's status-bar item. */
export class StatusItem {
  readonly locator: Locator;

  constructor(page: Page) {
    this.locator = page.locator('.statusbar-item[id^="cognito-import-jobs."]');
  }

  /** Resolves with the text, icons left out, once it is, or matches, `expected`. */
  async text(expected: string | RegExp = /./): Promise<string> {
    return eventually(
      `the status bar says ${String(expected)}`,
      async () => (await this.locator.innerText({ timeout: 500 })).trim(),
      (text) => matches(text, expected),
    );
  }

  /** What a screen reader says. */
  spoken(): Promise<string> {
    return this.locator.getAttribute('aria-label').then((label) => label ?? '');
  }

  click(): Promise<void> {
    return this.locator.locator('a').click();
  }

  gone(): Promise<void> {
    return this.locator.waitFor({ state: 'hidden' });
  }
}
