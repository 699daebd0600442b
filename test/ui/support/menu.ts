// Menus of the workbench, and labels as its lists draw them.
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import { leaveRows } from './pointer.ts';

interface Position {
  readonly x: number;
  readonly y: number;
}

/** The one submenu of the extension. */
const submenu = 'After the Import';

const menuOf = (page: Page): Locator => page.locator('.context-view .monaco-menu');

/** Right-clicks until the menu is there. */
export async function openMenu(page: Page, target: Locator, position?: Position): Promise<void> {
  const menu = menuOf(page).first();
  await eventually(
    'the menu opens',
    async () => {
      if (await menu.isVisible()) return true;
      await leaveRows(page);
      await target.click({ button: 'right', timeout: 3_000, ...(position && { position }) });
      await menu.waitFor({ timeout: 3_000 });
      return true;
    },
    Boolean,
  );
}

/** Right-click, then the entry with this title, also where that is in the submenu. */
export async function chooseFromMenu(
  page: Page,
  target: Locator,
  title: string,
  position?: Position,
): Promise<void> {
  const menu = menuOf(page);
  // By its text: the accessible name goes on with the keybinding where there is one.
  const item = menu.getByText(title, { exact: true }).first();
  const parent = menu.getByText(submenu, { exact: true });
  let isClicked = false;
  // A menu is deaf to the mouse for its first 100 ms, so the click is repeated until the menu has taken it. It closes by itself where
  // something else takes the focus, and while a window starts it may lack what extensions add: then it is opened again.
  await eventually(
    `the menu takes the click on ${title}`,
    async () => {
      if (!isClicked) await openMenu(page, target, position);
      if (await item.or(parent).first().isVisible()) {
        const isThere = await item.isVisible();
        await (isThere ? item : parent).click({ timeout: 1_000 });
        isClicked ||= isThere;
      } else if (!isClicked) await page.keyboard.press('Escape');
      return isClicked && !(await menu.first().isVisible());
    },
    Boolean,
  );
}

/** Within `name`, the element that shows exactly this label, or one that matches it. */
export function labelled(name: Locator, label: string | RegExp): Locator {
  return name.getByText(label, { exact: true });
}
