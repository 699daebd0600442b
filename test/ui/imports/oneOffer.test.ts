// An import that loses its window while two others are open: one of them offers to resume it, the other one only after the first is closed.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { temporaryFolder } from '../../support/cleanup.ts';
import { answerImport, createFrom, csvOfUsers } from '../support/features/createImport.ts';
import { eventually, patience } from '../support/eventually.ts';
import { extensionHosts, killExtensionHost } from '../support/machine/extensionHost.ts';
import { finishImports } from '../support/features/imports.ts';
import { offeringBeat, storedImports } from '../support/machine/storedImports.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('one-offer');
after(() => folder.remove());
beforeEach(() => {
  ui().emulator.control.configure({ usersPerSecond: 1_000, pendingMs: 0 });
  ui().emulator.control.roles.ensureConsoleRole();
  ui().emulator.calls.clear();
});
afterEach(() => {
  ui().emulator.faults.clear();
  finishImports(ui().emulator.control);
});

const offer = /^The import of crew\.csv into \w+ was interrupted .* before its CSV was uploaded\.$/;

test('only one of two windows shows the offer, and the other does not show it after it was accepted', async () => {
  const { offering, other } = await interrupted('staff');
  await offering.notifications.press(offer, 'Resume');
  await offering.notifications.text('crew has started: 300 users.');
  await importedOnce('staff');
  assert.deepEqual(await offersIn(other), []);
});

test('the other window shows the offer once the window with the offer is closed', async () => {
  const { offering, other } = await interrupted('guests');
  await offering.close();
  await hasOffer(other);
  await other.notifications.press(offer, 'Resume');
  await other.notifications.text('crew has started: 300 users.');
  await importedOnce('guests');
});

/** Kills a window during the upload of an import. Resolves with the remaining windows: the one that offers to resume it, and the other. */
async function interrupted(
  poolName: string,
): Promise<{ readonly offering: Workbench; readonly other: Workbench }> {
  const { emulator, vscode } = ui();
  emulator.control.createPool({ name: poolName });
  writeFileSync(join(folder.path, 'crew.csv'), csvOfUsers('crew', 300));
  const first = await ui().openWindow({ folder: folder.path });
  const second = await ui().openWindow({ folder: folder.path, beside: first });
  // A window watches imports only after its view was opened.
  for (const window of [first, second]) {
    await window.openView();
    await window.tree.row('default').appears();
  }
  const before = extensionHosts(vscode);
  const lost = await ui().openWindow({ folder: folder.path, beside: first });
  emulator.faults.add({ kind: 'hang', operation: 'PutObject', times: 1 });
  await createFrom(lost, 'crew.csv');
  await answerImport(lost, { pool: poolName, jobName: 'crew' });
  await lost.notifications.text(/^Importing crew\.csv: \d+ kB of \d+ kB uploaded/);
  await killExtensionHost(vscode, before);
  // Closed before VS Code starts another host for it.
  await lost.close();
  // The host may have been killed before its upload used up this fault.
  emulator.faults.clear();

  const offering = await eventually(
    'one of the windows has the offer',
    async () => {
      const [inFirst, inSecond] = await Promise.all([first, second].map(hasToast));
      return inFirst === true ? first : inSecond === true ? second : undefined;
    },
    (window) => window !== undefined,
    4 * patience,
  );
  const other = offering === first ? second : first;
  // Within three heartbeats each window reads the stored imports at least twice.
  for (let beats = 0; beats < 3; beats++) await nextBeat();
  assert.deepEqual(await offersIn(other), []);
  assert.ok(offering);
  assert.equal((await offering.notifications.texts()).filter((text) => offer.test(text)).length, 1);
  return { offering, other };
}

async function nextBeat(): Promise<void> {
  const before = offeringBeat(ui().vscode);
  await eventually(
    'the offering window renews its heartbeat',
    () => Promise.resolve(offeringBeat(ui().vscode)),
    (beat) => beat !== undefined && beat !== before,
  );
}

async function hasToast({ notifications }: Workbench): Promise<boolean> {
  return (await notifications.texts()).some((text) => offer.test(text));
}

async function hasOffer(window: Workbench): Promise<void> {
  await eventually(
    'the offer in the other window',
    () => hasToast(window),
    (is) => is,
    3 * patience,
  );
}

/** The unanswered offers, even if their toast has gone: a question stays until it is answered. */
async function offersIn({ notifications }: Workbench): Promise<readonly string[]> {
  return (await notifications.all()).filter((text) => offer.test(text));
}

/** Resolves once all users are in the pool and the import is finished. Asserts that one job was created and started. */
async function importedOnce(poolName: string): Promise<void> {
  const { emulator, vscode } = ui();
  const pool = emulator.control.pools.find(({ name }) => name === poolName);
  await eventually(
    'all users are imported',
    () => Promise.resolve(pool?.userCount),
    (count) => count === 300,
  );
  await eventually(
    'the import is finished',
    () => Promise.resolve(storedImports(vscode).map(({ jobName, status }) => `${jobName} ${status}`)),
    (imports) => imports.join() === 'crew finished',
  );
  const { calls } = emulator;
  assert.deepEqual([calls.count('CreateUserImportJob'), calls.count('StartUserImportJob')], [1, 1]);
}
