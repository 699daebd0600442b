// An export of users that is paused, or whose extension host dies, continues where it was: no page is listed twice, no user is missing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { eventually, patience } from '../support/eventually.ts';
import { killExtensionHost } from '../support/machine/extensionHost.ts';
import { picture } from '../support/picture.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('exports');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ enforceQuotas: true });
  ui().emulator.calls.clear();
});

/** Half of ListUsers' quota of 30 calls a second, with 60 users each, takes 13 seconds for them: time to press a button. */
const users = 12_000;
const pages = users / 60;

function makePool(name: string): void {
  const pool = ui().emulator.control.createPool({ name });
  for (let user = 0; user < users; user++)
    pool.addUser({
      username: `${name}${user}`,
      sub: `00000000-0000-4000-8000-${String(user).padStart(12, '0')}`,
      columns: ['email', 'email_verified'],
      values: [`${name}${user}@example.com`, 'true'],
      created: Date.UTC(2026, 0, 2),
      status: 'CONFIRMED',
    });
}

/** Opens a window and starts the export. Resolves when some pages are stored on this machine. */
async function begin(name: string): Promise<Workbench> {
  makePool(name);
  const window = await ui().openWindow({ folder: folder.path });
  const { notifications, quickInput, tree } = window;
  await window.openView();
  await tree.expand('default');
  await tree.row(name).choose('Export Users…');
  await quickInput.title(new RegExp(`^Export the users of ${name} \\(`));
  await quickInput.holds(join(folder.path, `${name}-users.csv`));
  await quickInput.accept();
  // On a slow machine the message comes before the first page.
  await notifications.text(
    new RegExp(`^Exporting the users of ${name}: [1-9][\\d,]* of about 12,000 users$`),
  );
  return window;
}

/** Runs the command again and continues the export. */
async function resume({ dialog, tree }: Workbench, name: string): Promise<void> {
  await tree.row(name).choose('Export Users…');
  const { message, detail } = await dialog.text();
  assert.equal(message, `An export of the users of ${name} was interrupted. Continue?`);
  const kept = new RegExp(`^([\\d,]+) users are on this machine already .* ${name}-users\\.csv\\.$`);
  const there = Number(kept.exec(detail)?.[1]?.replaceAll(',', ''));
  assert.ok(there > 0 && there < users && there % 60 === 0, detail);
  await dialog.press('Continue');
}

/** Waits for the whole export and checks it. @param lost how many calls may have been repeated, because their answers were lost. */
async function whole({ notifications }: Workbench, name: string, lost: number): Promise<void> {
  await eventually(
    'the export is whole',
    () => notifications.texts(),
    (all) => all.some((text) => text.startsWith(`12,000 users of ${name} are in ${name}-users.csv.`)),
    3 * patience,
  );
  const [, ...rows] = readFileSync(join(folder.path, `${name}-users.csv`), 'utf8')
    .trimEnd()
    .split('\n');
  assert.equal(rows.length, users, 'no user is missing');
  const names = rows.map((row) => new RegExp(`\\b${name}\\d+\\b`).exec(row)?.[0]);
  assert.equal(new Set(names).size, users, 'no user is exported twice');
  const { calls } = ui().emulator;
  const listed = calls.count('ListUsers');
  assert.ok(listed >= pages && listed <= pages + lost, `${listed} calls for ${pages} pages`);
  assert.deepEqual(calls.overQuota, []);
}

test('an export that is paused is continued by the same command', async () => {
  const window = await begin('club');
  const { notifications } = window;
  await notifications.press(/^Exporting the users of club/, 'Cancel');
  const paused =
    /^The export of the users of club is paused\. [\d,]+ users are on this machine until you continue or discard it\.$/;
  await notifications.text(paused);
  await picture(window, 'export-paused');
  const { calls } = ui().emulator;
  const asked = calls.count('ListUsers');
  assert.ok(asked < pages, 'it was paused before its end');
  await resume(window, 'club');
  // One page was under way when the export was paused.
  await whole(window, 'club', 1);
});

test('an export is continued after its extension host was killed', async () => {
  const window = await begin('crew');
  await killExtensionHost(ui().vscode);
  assert.ok(ui().emulator.calls.count('ListUsers') < pages, 'it was killed before its end');
  await window.away(() => undefined);
  await window.openView();
  await window.tree.row('crew').appears();
  await resume(window, 'crew');
  await whole(window, 'crew', 1);
});
