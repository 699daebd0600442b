// The pictures of a move from another system: the plan, and the panel after the import. The users are invented.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { answerImport, chooseOnFile, pickPool } from '../../test/ui/support/features/createImport.ts';
import { finishImports } from '../../test/ui/support/features/imports.ts';
import { PlanPage } from '../../test/ui/support/features/planPage.ts';
import type { Workbench } from '../../test/ui/support/workbench.ts';

const pool = 'customers-2027';
const file = 'keycloak-users.json';
const job = 'shop-customers';

/** A folder with the users of a Keycloak realm, for a window. */
export function migrationFolder(parent: string): string {
  const folder = join(parent, 'migration');
  mkdirSync(folder, { recursive: true });
  const users = Array.from({ length: 1_240 }, (_, at) => keycloakUser(at));
  writeFileSync(join(folder, file), JSON.stringify({ realm: 'shop', users }));
  return folder;
}

/** Most have a hash that Cognito takes; some have one of another kind or none, and a few are unverified. */
function keycloakUser(at: number): object {
  const algorithm = at % 11 === 5 ? 'pbkdf2-sha512' : 'pbkdf2-sha256';
  const key = Buffer.alloc(64, at + 1).toString('base64');
  const salt = Buffer.alloc(16, at + 2).toString('base64');
  const password = {
    type: 'password',
    secretData: JSON.stringify({ value: key, salt, additionalParameters: {} }),
    credentialData: JSON.stringify({ hashIterations: 27_500, algorithm, additionalParameters: {} }),
  };
  return {
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    createdTimestamp: 1_700_000_000_000 + at,
    username: `customer${at + 1}`,
    email: `customer${at + 1}@example.com`,
    emailVerified: at % 97 !== 9,
    firstName: 'Sam',
    lastName: 'Example',
    enabled: at % 53 !== 3,
    credentials: at % 29 === 7 ? [] : [password],
    groups: at % 7 === 0 ? ['/wholesale'] : [],
  };
}

/** Takes the pictures in a window with that folder and a connection. @param take saves a picture under a name. */
export async function takeMigration(
  window: Workbench,
  { control }: Emulator,
  take: (window: Workbench, name: string) => Promise<void>,
): Promise<void> {
  // An account runs one job at a time.
  finishImports(control);
  control.createPool({ name: pool, passwordHashes: true });
  await window.pressInView('Refresh');
  await window.openExplorer();
  await chooseOnFile(window, file, 'Convert to Cognito CSV…');
  await pickPool(window, pool);
  const plan = await PlanPage.of(window, `${file} into ${pool}`);
  await plan.frame.locator('.figures').waitFor();
  await window.openView();
  await take(window, 'plan-light');
  await plan.press('Create Import Job…');
  await answerImport(window, { jobName: job });
  await window.tree.expand(pool);
  const row = window.tree.row(job);
  // Failed or skipped rows would come first in the description.
  await row.description(/^1,227 imported/);
  await row.click();
  const panel = await window.panel(job);
  const section = panel.getByRole('heading', { name: 'After the import' });
  await section.waitFor();
  await section.evaluate((heading) => heading.scrollIntoView());
  await window.runCommand('Notifications: Clear All Notifications');
  await take(window, 'after-import-light');
}
