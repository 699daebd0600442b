// An import of another system's users leaves none of their values anywhere, except in the files that the user asked for.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, chooseOnFile, pickPool } from '../support/features/createImport.ts';
import { eventually } from '../support/eventually.ts';
import { PlanPage } from '../support/features/planPage.ts';
import { logEverything, tracesOf } from '../support/machine/traces.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('secrets');
after(() => folder.remove());

test('a plan and its import leave no value of a user, except in the requested files', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 1_000, pendingMs: 0 });
  control.roles.ensureConsoleRole();
  const pool = control.createPool({ name: 'migrated', passwordHashes: true });
  const hash = '$2a$04$Z6hUTEEeoJXN5/AmSm/4.eTV92J0UWbXAnpQrNptHY7lCCR6CGvT2';
  const users = ['zelda', 'quentin'].map((name, index) => ({
    username: `${name}-quartz`,
    email: `${name}-quartz@example.com`,
    email_verified: true,
    nickname: `${name}-quartz`,
    phone_number: 'quartz-nowhere',
    password_hash: index === 0 ? hash : undefined,
  }));
  writeFileSync(join(folder.path, 'old-users.json'), JSON.stringify(users));
  const window = await ui().openWindow({ folder: folder.path });
  await window.openView();
  await window.tree.row('default').appears();
  await logEverything(window);
  await window.openExplorer();
  await chooseOnFile(window, 'old-users.json', 'Convert to Cognito CSV…');
  await pickPool(window, pool.name);
  const page = await PlanPage.of(window, 'old-users.json into migrated');
  await page.figures(2, 2, 1, 1, 0);
  await page.press('Create Import Job…');
  await answerImport(window, { jobName: 'old-users' });
  await eventually(
    'the users are imported',
    () => Promise.resolve([...pool.users()].length),
    (count) => count === 2,
  );
  await window.stored('something of the file', /old-users/);
  for (const [place, text] of Object.entries(await tracesOf(window, ui()))) {
    assert.doesNotMatch(text, /quartz|Z6hUTEEeoJXN5/, place);
    assert.match(text, place === 'printed by the server' ? /./ : /old-users/, place);
  }
});
