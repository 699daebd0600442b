// The extension's tree as a user sees and works it: rows by their label.
import type { Locator, Page } from 'playwright-core';
import { eventually, matches } from './eventually.ts';
import { chooseFromMenu, labelled, openMenu } from './menu.ts';
import { leaveRows } from './pointer.ts';

export interface RowText {
  readonly label: string;
  readonly description: string;
  /** 1 for connections. */
  readonly level: number;
  readonly expanded: boolean;
  readonly selected: boolean;
  /** What a screen reader says. */
  readonly spoken: string;
}

export class Tree {
  readonly #page: Page;
  /** Every row that is drawn; the tree draws those in sight. */
  readonly rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.rows = page.locator('.sidebar .monaco-list-row[role="treeitem"]');
  }

  /** The drawn rows from top to bottom. */
  async read(): Promise<readonly RowText[]> {
    const rows = await this.rows.evaluateAll((elements) =>
      elements.map((row) => ({
        top: row.getBoundingClientRect().top,
        label: row.querySelector('.label-name')?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
        level: Number(row.getAttribute('aria-level')),
        expanded: row.getAttribute('aria-expanded') === 'true',
        selected: row.getAttribute('aria-selected') === 'true',
        spoken: row.getAttribute('aria-label') ?? '',
      })),
    );
    return rows.sort((a, b) => a.top - b.top).map(({ top: _, ...row }) => row);
  }

  /** The first row with this label. */
  row(label: string | RegExp): Row {
    return new Row(this.#page, this.rows, label);
  }

  /** Expands row after row, each the parent of the next: `expand('default', 'customers')`. */
  async expand(...labels: readonly (string | RegExp)[]): Promise<void> {
    for (const label of labels) await this.row(label).expand();
  }

  /** Resolves once the drawn rows satisfy `accept`. */
  waitFor(what: string, accept: (rows: readonly RowText[]) => boolean): Promise<readonly RowText[]> {
    return eventually(what, () => this.read(), accept);
  }
}

/** Where the pointer goes: to the middle of a long label would scroll it out of its row. */
const start = { position: { x: 4, y: 8 } };

export class Row {
  readonly #page: Page;
  readonly #label: string | RegExp;
  readonly locator: Locator;

  constructor(page: Page, rows: Locator, label: string | RegExp) {
    this.#page = page;
    this.#label = label;
    this.locator = rows.filter({ has: labelled(page.locator('.label-name'), label) }).first();
  }

  get #name(): Locator {
    return this.locator.locator('.label-name');
  }

  async text(): Promise<RowText> {
    return this.locator.evaluate((row) => ({
      label: row.querySelector('.label-name')?.textContent ?? '',
      description: row.querySelector('.label-description')?.textContent ?? '',
      level: Number(row.getAttribute('aria-level')),
      expanded: row.getAttribute('aria-expanded') === 'true',
      selected: row.getAttribute('aria-selected') === 'true',
      spoken: row.getAttribute('aria-label') ?? '',
    }));
  }

  /** Resolves once the row is there. */
  appears(): Promise<void> {
    return this.locator.waitFor();
  }

  /** Resolves with the description once it is, or matches, `expected`. */
  async description(expected: string | RegExp = /./): Promise<string> {
    const { description } = await eventually(
      `${String(this.#label)} is described as ${String(expected)}`,
      () => this.text(),
      (row) => matches(row.description, expected),
    );
    return description;
  }

  /** Codicon classes and, where the row's icon is a picture, its style. */
  icon(): Promise<string> {
    return this.locator
      .locator('.custom-view-tree-node-item-icon')
      .evaluate((icon) => `${icon.classList.value} ${icon.getAttribute('style') ?? ''}`);
  }

  async expand(): Promise<void> {
    await this.#setExpanded(true);
  }

  async collapse(): Promise<void> {
    await this.#setExpanded(false);
  }

  async #setExpanded(wanted: boolean): Promise<void> {
    let isToggled = false;
    await eventually(
      `${String(this.#label)} is ${wanted ? 'expanded' : 'collapsed'}`,
      async () => {
        const row = await this.text();
        if (this.#is(row) && row.expanded !== wanted && !isToggled) isToggled = await this.#toggle(row);
        return row;
      },
      (row) => this.#is(row) && row.expanded === wanted,
    );
  }

  /** Whether what was read is this row, spaces aside: a list that is being filled gives a row's element to another row. */
  #is({ label }: RowText): boolean {
    const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
    return matches(plain(label), typeof this.#label === 'string' ? plain(this.#label) : this.#label);
  }

  /** Clicks the row's twistie by event, and tells whether it did: one by the pointer goes to whatever row the element is by then. */
  async #toggle({ label, expanded }: RowText): Promise<boolean> {
    return this.locator.evaluate(
      (row, before) => {
        const isAsBefore =
          row.querySelector('.label-name')?.textContent === before.label &&
          (row.getAttribute('aria-expanded') === 'true') === before.expanded;
        const click = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 });
        if (isAsBefore) row.querySelector('.monaco-tl-twistie')?.dispatchEvent(click);
        return isAsBefore;
      },
      { label, expanded },
    );
  }

  async click(): Promise<void> {
    await eventually(
      `${String(this.#label)} takes the click`,
      async () => {
        await leaveRows(this.#page);
        await this.#name.click({ ...start, timeout: 5_000 });
        return true;
      },
      Boolean,
    );
  }

  /** Titles of the row's context menu, which is closed again. */
  async menu(): Promise<string[]> {
    await openMenu(this.#page, this.#name, start.position);
    const titles = await this.#page.getByRole('menuitem').allInnerTexts();
    await this.#page.keyboard.press('Escape');
    return titles.map((title) => title.trim()).filter((title) => title !== '');
  }

  /** Right-click, then the entry with this title. */
  async choose(title: string): Promise<void> {
    await chooseFromMenu(this.#page, this.#name, title, start.position);
  }

  /** The button that shows when the pointer is over the row. */
  async pressInline(title: string): Promise<void> {
    await this.locator.hover();
    await this.locator.getByRole('button', { name: title }).click();
  }

  /** Titles of the buttons that show when the pointer is over the row. */
  async inlineButtons(): Promise<string[]> {
    await this.locator.hover();
    const buttons = this.locator.locator('.actions [role="button"]');
    return buttons.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label') ?? ''));
  }

  /** The tooltip's text. */
  async tooltip(): Promise<string> {
    await leaveRows(this.#page);
    await this.#name.hover(start);
    const hover = this.#page.locator('.workbench-hover .hover-contents').first();
    return eventually(
      `the tooltip of ${String(this.#label)}`,
      () => hover.innerText(),
      (text) => text !== 'Loading...',
    );
  }
}
