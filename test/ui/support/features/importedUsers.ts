// A pool whose users were imported from a CSV through every question, in a window of their folder.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserPool } from '../../../../src/emulator/cognito/userPool.ts';
import { eventually } from '../eventually.ts';
import type { Ui } from '../ui.ts';
import type { Workbench } from '../workbench.ts';
import { answerImport, openCsv } from './createImport.ts';

const header = 'cognito:username,email,email_verified';

/** Users `NAME0`, `NAME1`, … with verified addresses. */
export function csvOf(name: string, rows: number): string {
  return [header, ...Array.from({ length: rows }, (_, n) => `${name}${n},${name}${n}@example.com,TRUE`)].join(
    '\n',
  );
}

/** Writes `NAME.csv` and imports it as a job of that name; resolves when the job has succeeded and its row is there. */
export async function importUsers(
  ui: Ui,
  folder: string,
  { pool, name, rows }: { readonly pool: UserPool; readonly name: string; readonly rows: number },
): Promise<Workbench> {
  writeFileSync(join(folder, `${name}.csv`), csvOf(name, rows));
  const window = await ui.openWindow({ folder });
  await openCsv(window, `${name}.csv`);
  await window.runCommand('Cognito: Create Import Job…');
  await answerImport(window, { pool: pool.name, jobName: name });
  await eventually(
    'all users are imported',
    () => Promise.resolve(pool.userCount),
    (count) => count >= rows,
  );
  await window.openView();
  await window.tree.expand('default', pool.name);
  await window.tree.row(name).description(/^\d+ imported/);
  return window;
}
