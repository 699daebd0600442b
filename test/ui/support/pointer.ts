// The pointer, and the tooltips that it leaves behind.
import type { Page } from 'playwright-core';

/**
 * Takes the pointer off the rows: the tooltip of one lies over those below it. Where its row was drawn anew meanwhile it has not
 * heard of that, and leaves once the pointer was on itself.
 */
export async function leaveRows(page: Page): Promise<void> {
  const { mouse } = page;
  await mouse.move(0, 0);
  const box = await page
    .locator('.workbench-hover')
    .first()
    .boundingBox({ timeout: 50 })
    .catch(() => null);
  if (!box) return;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.move(0, 0, { steps: 3 });
}
