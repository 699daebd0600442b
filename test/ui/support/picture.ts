// Screenshots for judging how something looks; taken only if SCREENSHOTS is set.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import type { Workbench } from './workbench.ts';

/** `test/ui/output/NAME.png` */
export async function picture({ page }: Pick<Workbench, 'page'>, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] === undefined) return;
  const folder = join(root, 'test/ui/output');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
