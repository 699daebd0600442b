// What is wrong in the open files, as VS Code counts it.
import { eventually } from '../eventually.ts';
import type { Workbench } from '../workbench.ts';

/** Resolves once the status bar counts so many errors; warnings are counted after them. */
export async function errors(
  { page }: Workbench,
  what: string,
  accept: (count: number) => boolean,
): Promise<void> {
  await eventually(
    `${what} in the status bar`,
    async () => Number(/\d+/.exec(await page.locator('#status\\.problems').innerText({ timeout: 500 }))?.[0]),
    accept,
  );
}
