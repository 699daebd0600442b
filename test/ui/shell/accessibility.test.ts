// The tree and the panel with the keyboard alone, and axe on the panel inside a real window, in each theme.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { writeSettings } from '../../support/vscode/vscodeServer.ts';
import { colorThemes, type ThemeKind } from '../support/colorThemes.ts';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { useUi } from '../support/ui.ts';
import { focusView, type Workbench } from '../support/workbench.ts';

const ui = useUi({ emulator: { randomSeed: 1 } });
beforeEach(() => ui().emulator.control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 }));
afterEach(() => finishImports(ui().emulator.control));

test('a job is found, read and stopped with the keyboard alone', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'customers' });
  const over = control.createJob({ userPoolId: pool.id, jobName: 'first-import', status: 'Succeeded' });
  const job = startImport(control, pool, 'nightly-import');
  const window = await ui().openWindow();
  const { keyboard } = window.page;
  // The view must have rows before it gets the focus.
  await window.openView();
  await window.tree.row('default').appears();
  await window.runCommand(focusView);
  await focusIsOn(window, 'default', 'Home');
  await keyboard.press('ArrowRight');
  await window.tree.row('customers').appears();
  await focusIsOn(window, 'customers', 'ArrowDown');
  await keyboard.press('ArrowRight');
  await window.tree.row('nightly-import').appears();

  // Commands apply to the focused job, not to the one that was opened before.
  await focusIsOn(window, 'first-import', 'End');
  await keyboard.press('Enter');
  await window.panel('first-import');
  await window.runCommand(focusView);
  await focusIsOn(window, 'nightly-import', 'ArrowUp');
  await keyboard.press('ControlOrMeta+c');
  await eventually(
    'the id',
    () => window.clipboard(),
    (text) => text !== '',
  );
  assert.equal(await window.clipboard(), job.id, `not ${over.id}`);
  await keyboard.press('Shift+F10');
  const menu = window.page.locator('.context-view .monaco-menu');
  await menu.waitFor();
  const stop = menu.getByRole('menuitem', { name: 'Stop Import Job' });
  assert.match(await stop.innerText(), /Del/);
  await keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  await keyboard.press('Delete');
  assert.equal((await window.dialog.text()).message, 'Stop import job “nightly-import”?');
  await keyboard.press('Escape');
  await window.dialog.closed();
  await focusIsOn(window, 'nightly-import');

  await keyboard.press('Enter');
  const panel = new JobPage(await window.panel('nightly-import'));
  await panel.count('anything', ({ imported }) => imported > 0);
  const order = ['Stop Import Job', 'Refresh', 'Open in Console', 'Readings as a table'];
  for (const name of order) {
    await keyboard.press('Tab');
    await focusComesTo(panel.frame, name);
  }
  for (const name of order.toReversed().slice(1)) {
    await keyboard.press('Shift+Tab');
    await focusComesTo(panel.frame, name);
  }
  await keyboard.press('Enter');
  assert.equal((await window.dialog.text()).message, 'Stop import job “nightly-import”?');
  await keyboard.press('Enter');
  await window.dialog.closed();
  await panel.status('Stopped');
  assert.equal(control.job(pool.id, job.id).status, 'Stopped');
});

test('the panel shows every field of the job, and axe finds nothing in it, in each theme', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'partners', passwordHashes: true });
  const minute = 60_000;
  const created = Date.now() - 30 * minute;
  const job = control.createJob({
    userPoolId: pool.id,
    jobName: 'resellers',
    passwordHashingAlgorithm: 'BCRYPT',
    status: 'Failed',
    created,
    startDate: created + minute,
    completionDate: created + 9 * minute,
    completionMessage: 'Too many users have failed or been skipped during the import.',
    importedUsers: 1_204,
    skippedUsers: 31,
    failedUsers: 2_600,
  });
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'partners');
  await window.tree.row('resellers').click();
  const frame = await window.panel('resellers');
  const { PreSignedUrl: url, ...others } = await fields(frame);
  assert.match(url ?? '', /^Expired at [\d:]+\s[AP]M$/);
  const iso = (minutes: number) => new Date(created + minutes * minute).toISOString();
  assert.deepEqual(others, {
    JobName: 'resellers',
    JobId: job.id,
    UserPoolId: pool.id,
    CreationDate: iso(0),
    StartDate: iso(1),
    CompletionDate: iso(9),
    Status: 'Failed',
    CloudWatchLogsRoleArn: job.spec.cloudWatchLogsRoleArn,
    ImportedUsers: '1204',
    SkippedUsers: '31',
    FailedUsers: '2600',
    CompletionMessage: job.completionMessage,
    PasswordHashingAlgorithm: 'BCRYPT',
  });
  await frame.getByRole('button', { name: 'Copy CloudWatchLogsRoleArn' }).click();
  await eventually(
    'the ARN',
    () => window.clipboard(),
    (text) => text === job.spec.cloudWatchLogsRoleArn,
  );

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    if (theme !== 'dark') await showIn(theme, window);
    await window.tree.row('resellers').click();
    const page = await window.panel('resellers');
    await page.getByText('Reading the log').waitFor({ state: 'hidden' });
    assert.deepEqual(await violations(page), [], theme);
  }
});

/** Reloads the window in another theme. */
async function showIn(theme: ThemeKind, window: Workbench): Promise<void> {
  const { vscode, version } = ui();
  await writeSettings(vscode.dataDir, {
    'workbench.colorTheme': colorThemes[version][theme],
    'window.autoDetectHighContrast': false,
  });
  await window.reload();
  await window.openView();
}

async function violations(frame: Frame): Promise<string[]> {
  // The page is transparent, and axe cannot see the editor behind it.
  await frame.evaluate(() => {
    document.documentElement.style.background = 'var(--vscode-editor-background)';
  });
  await frame.evaluate(axe.source);
  const { violations: found } = await frame.evaluate(() => axe.run(document));
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** The table of all fields as a user reads it. */
async function fields(frame: Frame): Promise<Record<string, string>> {
  const rows = frame.locator('table.fields tbody tr');
  const [names, values] = await Promise.all([
    rows.locator('th').allInnerTexts(),
    rows.locator('td.value').allInnerTexts(),
  ]);
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

/** Resolves once the text of the focused element inside the page begins with these words. */
async function focusComesTo(frame: Frame, words: string): Promise<void> {
  await eventually(
    `the focus is on ${words}`,
    () => frame.evaluate(() => document.activeElement?.textContent.trim() ?? ''),
    (text) => text.startsWith(words),
  );
}

/** Presses the key, if any. Resolves once the tree's row with this label has the focus. */
async function focusIsOn(window: Workbench, label: string, key?: string): Promise<void> {
  const list = window.page.locator('.sidebar .monaco-list:focus');
  await list.waitFor();
  if (key !== undefined) await window.page.keyboard.press(key);
  await eventually(
    `the focus is on ${label}`,
    () => list.locator('.monaco-list-row.focused .label-name').allInnerTexts(),
    (texts) => texts.join() === label,
  );
}
