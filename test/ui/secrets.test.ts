// After a whole run nothing secret is left anywhere: no pre-signed URL, key, password or hash, in no log, page, tooltip or stored state.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { displayName } from '../../src/ui/shell/ids.ts';
import { temporaryFolder } from '../support/cleanup.ts';
import { answerImport, createFrom, fileRow } from './support/createImport.ts';
import { eventually } from './support/eventually.ts';
import { finishImports, startImport } from './support/imports.ts';
import { JobPage } from './support/jobPage.ts';
import { useUi } from './support/ui.ts';
import type { Workbench } from './support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
});
const folder = temporaryFolder('secrets');
after(() => folder.remove());

/** What a pre-signed URL and the access key cannot be without. */
const secret = /X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|wJalrXUtnFEMI/i;

/** A hash and its password, as a user checks them. */
const checked = {
  hash: 'pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=',
  password: 'lètmein',
};
const checkedSecret = /lètmein|l\\u00e8tmein|YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo/;

test('a whole run leaves no secret but on the clipboard, where the user asked for it', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 });
  const pool = control.createPool({ name: 'customers' });
  const waiting = control.createJob({ userPoolId: pool.id, jobName: 'waiting-for-its-file' });
  startImport(control, pool, 'nightly-import');
  writeFileSync(
    join(folder.path, 'staff.csv'),
    'cognito:username,email,email_verified\nada,ada@example.com,TRUE\n',
  );
  const window = await ui().openWindow({ folder: folder.path });
  await window.openView();
  await window.tree.row('default').appears();
  await logEverything(window);
  await window.openExplorer();
  await fileRow(window, 'staff.csv').waitFor();
  await interruptedUpload(window);
  await checkHash(window);
  await window.openView();
  await window.tree.expand('default', 'customers');

  const row = window.tree.row('waiting-for-its-file');
  await row.choose('Copy Upload Command');
  await window.notifications.text(/upload command is on the clipboard/);
  assert.match(await window.clipboard(), secret, 'the command cannot work without the signature');
  assert.match(await window.clipboard(), new RegExp(`x-amz-server-side-encryption:aws:kms.*${waiting.id}`));
  const tooltip = await row.tooltip();
  assert.match(tooltip, /waiting-for-its-file/);
  await row.choose('Copy ID');
  await row.click();
  const waitingPage = new JobPage(await window.panel('waiting-for-its-file'));
  await waitingPage.press('Copy Upload Command');
  await eventually(
    'the command is on the clipboard',
    () => window.clipboard(),
    (text) => secret.test(text),
  );
  const running = window.tree.row('nightly-import');
  await running.click();
  const page = new JobPage(await window.panel('nightly-import'));
  await running.choose('Stop Import Job');
  await window.dialog.press('Stop Import Job');
  await page.status('Stopped');
  finishImports(control);
  await window.runCommand('Cognito: Show Log');
  await eventually(
    'the log shows what was called',
    () => window.page.locator('.part.panel .view-lines').innerText(),
    (text) => text.includes('StopUserImportJob'),
  );

  const places = {
    tooltip,
    'pages and workbench': await texts(window),
    'stored by the browser': await window.storage(),
    'printed by the server': ui().vscode.log(),
    'stored by the server': filesBelow(ui().vscode.dataDir),
  };
  for (const [place, text] of Object.entries(places)) {
    assert.doesNotMatch(text, secret, place);
    assert.doesNotMatch(text, checkedSecret, place);
    // Nothing can be found where nothing was read.
    assert.match(text, place === 'printed by the server' ? /./ : /staff|waiting-for-its-file/, place);
  }
  await window.storedPanel(waiting.id);
  assert.doesNotMatch(await window.storage(), secret, 'with the panels stored');
});

/** An import whose upload breaks off for good: what is kept for going on with it, and what is said, knew the URL. */
async function interruptedUpload(window: Workbench): Promise<void> {
  ui().emulator.faults.add({ kind: 'reset', operation: 'PutObject' });
  await createFrom(window, 'staff.csv');
  await answerImport(window, { pool: 'customers', jobName: 'staff' });
  await window.notifications.text(/^staff: The connection to/);
  ui().emulator.faults.clear();
}

/** Both are typed, and nothing may keep them; the check logs and says what it may. */
async function checkHash(window: Workbench): Promise<void> {
  const { quickInput, notifications } = window;
  await window.runCommand('Cognito: Check a Hash with a Password…');
  await quickInput.pick('Paste a Hash…');
  await quickInput.message(/^The hash of a user whose password you know/);
  await quickInput.type(checked.hash);
  await quickInput.accept();
  await quickInput.message(/^The password of the user/);
  await quickInput.type(checked.password);
  await quickInput.accept();
  await notifications.text(/^The password fits: /);
}

/** Sets the extension's log to the level that writes every line. */
async function logEverything({ quickInput }: Workbench): Promise<void> {
  // VS Code registers an extension's log some time after it was made, and the list holds what was registered when it was opened.
  await eventually(
    'the log levels offer the extension',
    async () => {
      await quickInput.runCommand('Developer: Set Log Level...');
      await quickInput.type(displayName);
      const isOffered = await quickInput.offers(displayName);
      if (!isOffered) await quickInput.cancel();
      return isOffered;
    },
    Boolean,
  );
  await quickInput.pick(displayName);
  await quickInput.pick('Trace');
}

/** All markup of the window and of everything inside it, the log among it. */
async function texts(window: Workbench): Promise<string> {
  const frames = window.page.frames().filter((frame) => !frame.isDetached());
  return (await Promise.all(frames.map((frame) => frame.content()))).join('\n');
}

/** Everything the server keeps on disk, but the installed extension itself: its emulator makes such URLs. */
function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/extensions/'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
