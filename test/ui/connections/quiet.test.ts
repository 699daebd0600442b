// Until the view is opened, nothing is called, run or resolved, even if connections and a job were open when the window was closed.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { displayName } from '../../../src/ui/shell/ids.ts';
import { AwsUser, profileSection } from '../support/machine/awsUser.ts';
import { eventually } from '../support/eventually.ts';
import { startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const user = new AwsUser();
after(() => user.leave());
const ui = useUi({ emulator: { randomSeed: 1 }, env: user.equip(), allBuiltIn: true });

const ran = () => join(user.path, 'ran');

/** A command that prints credentials and records each run. */
function processCommand(): string {
  const answer = { Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: 'wJalrXUtnFEMI' };
  return `echo ran >> "${ran()}"; echo '${JSON.stringify(answer)}'`;
}

/** How often credentials were resolved and AWS was called so far. */
const used = () => ({
  processes: existsSync(ran()) ? readFileSync(ran(), 'utf8').split('\n').length - 1 : 0,
  calls: ui().emulator.calls.count(),
});

/** Resolves once the window has activated the extension: VS Code then shows the activation time, on a page that may need a reload. */
async function activated(window: Workbench): Promise<void> {
  const name = window.page.locator('.name', { hasText: new RegExp(`^${displayName}$`) });
  const row = window.page.locator('.runtime-extensions-editor .extension', { has: name });
  const modal = window.page.locator('.monaco-modal-editor-block');
  const close = async () => {
    if (!(await modal.isVisible())) return;
    await window.page.keyboard.press('Escape');
    await modal.waitFor({ state: 'hidden' });
  };
  await eventually(
    'the extension is activated',
    async () => {
      // Newer versions show the page above everything else; until it is closed, the palette may not open.
      await close();
      await window.runCommand('Developer: Show Running Extensions');
      await row.locator('.activation-time', { hasText: /\d+ms/ }).waitFor({ timeout: 3_000 });
      return true;
    },
    Boolean,
  );
  await close();
}

test('a window starts without a call, a process or a credential, until its view is opened', async () => {
  user.config(
    profileSection('default', { endpoint_url: ui().emulator.url, credential_process: processCommand() }),
  );
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'customers' });
  const job = startImport(control, pool, 'past-import', { rows: 5 });
  control.finishJob(pool.id, job.id);
  const window = await ui().openWindow();
  const { tree } = window;
  await activated(window);
  assert.deepEqual(used(), { processes: 0, calls: 0 });

  await window.openView();
  await tree.row('default').appears();
  assert.deepEqual(used(), { processes: 0, calls: 0 }, 'the rows come from the files alone');
  await tree.expand('default', 'customers');
  await tree.row('past-import').description('5 imported');
  assert.equal(used().processes, 1, 'once for all clients');
  assert.ok(used().calls > 0);

  // The window comes back with another view in front of the expanded rows, and with the panel of a job that has ended.
  await tree.row('past-import').click();
  await window.storedPanel(job.id);
  await window.openExplorer();
  await tree.row('default').locator.waitFor({ state: 'hidden' });
  // VS Code in a browser stores its state every few seconds.
  await eventually(
    'which rows are open is stored',
    () => window.storage(),
    (text) => text.includes(pool.id),
  );
  let left = used();
  await window.away(() => {
    left = used();
  });
  const panel = new JobPage(await window.panel('past-import'));
  await panel.frame.getByRole('button', { name: 'Load Job' }).waitFor();
  assert.deepEqual(used(), left);

  await panel.press('Load Job');
  await panel.status('Succeeded');
  await eventually(
    'the process runs again for this window',
    () => Promise.resolve(used().processes),
    (processes) => processes === 2,
  );
  await window.openView();
  await tree.row('past-import').description('5 imported');
  assert.equal(used().processes, 2);
});
