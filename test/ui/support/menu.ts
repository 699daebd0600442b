// Menus of the workbench, and labels as its lists draw them.
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** The one submenu of the extension. */
const submenu = 'After the Import';

/** Clicks the entry of the open menu with this title, also where that is in its submenu. */
export async function pickFromMenu(page: Page, title: string): Promise<void> {
  const menu = page.locator('.context-view .monaco-menu');
  // By its text: the accessible name goes on with the keybinding where there is one.
  const item = menu.getByText(title, { exact: true }).first();
  const parent = menu.getByText(submenu, { exact: true });
  await item.or(parent).first().waitFor();
  // A menu is deaf to the mouse for its first 100 ms, so the click is repeated until the menu has taken it.
  await eventually(
    `the menu takes the click on ${title}`,
    async () => {
      if (await item.isVisible()) await item.click({ timeout: 1_000 });
      else if (await parent.isVisible()) await parent.click({ timeout: 1_000 });
      return menu.first().isVisible();
    },
    (open) => !open,
  );
}

/** Within `name`, the element that shows exactly this label, or one that matches it. */
export function labelled(name: Locator, label: string | RegExp): Locator {
  return name.getByText(label, { exact: true });
}
