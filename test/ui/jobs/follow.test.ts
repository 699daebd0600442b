// Following a job: across reloads, until it fails, and with a second window open.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({ emulator: { randomSeed: 1 } });
// So slow that no job ends by itself, even on a slow machine.
beforeEach(() => ui().emulator.control.configure({ usersPerSecond: 20, pendingMs: 0 }));
afterEach(() => finishImports(ui().emulator.control));

test('a reload keeps expanded rows, panel and followed job; a job that ended meanwhile is reported once', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'customers' });
  const job = startImport(control, pool, 'nightly-import', { rows: 6_000 });
  const window = await ui().openWindow();
  const row = window.tree.row('nightly-import');
  await window.openView();
  await window.tree.expand('default', 'customers');
  await row.click();
  await window.panel('nightly-import');
  await window.statusItem.text(/^nightly-import [\d,]+$/);

  await window.storedPanel(job.id);
  await window.stored('the expanded rows', new RegExp(`expandedRows.{0,400}${pool.id}`));
  await window.reload();
  await window.statusItem.text(/^nightly-import [\d,]+$/);
  await row.description(/\d imported/);
  const panel = new JobPage(await window.panel('nightly-import'));
  const { imported } = await panel.count('users', (counters) => counters.imported > 0);
  await panel.count('more users', (counters) => counters.imported > imported);

  await window.away(() => control.finishJob(pool.id, job.id));
  await window.openView();
  await window.notifications.text(
    'nightly-import: 6,000 imported (customers). Import Job Completed Successfully.',
  );
  await window.statusItem.text('nightly-import: 6,000 imported');
  await row.description('6,000 imported');
  await new JobPage(await window.panel('nightly-import')).status('Succeeded');

  await window.reload();
  await row.description('6,000 imported');
  control.configure({ usersPerSecond: 0 });
  const next = startImport(control, pool, 'weekly-import', { rows: 600, first: 50_000 });
  await window.pressInView('Refresh');
  await window.tree.row('weekly-import').click();
  await window.statusItem.text(/^weekly-import/);
  control.finishJob(pool.id, next.id);
  await window.notifications.text(/^weekly-import: 600 imported/);
  const all = await window.notifications.all();
  assert.equal(all.length, 1, `the first import is not told again: ${all.join('; ')}`);
});

test('a failed job shows its counters and message', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 0 });
  const pool = control.createPool({ name: 'newsletter' });
  const job = startImport(control, pool, 'subscribers', { rows: 60, mistakes: 0.8 });
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'newsletter');
  await window.tree.row('subscribers').click();
  const panel = new JobPage(await window.panel('subscribers'));
  await panel.status('InProgress');
  control.finishJob(pool.id, job.id);

  const { imported, skipped, failed } = job.results;
  assert.ok(imported > 0 && failed > imported);
  const counters = `${imported} imported · ${failed} failed`;
  await window.statusItem.text(`subscribers failed: ${counters}`);
  const reason = 'Too many users have failed or been skipped during the import.';
  await window.notifications.text(`subscribers failed: ${counters} (newsletter). ${reason}`);
  await window.tree.row('subscribers').description(`${failed} failed · ${imported} imported`);
  await panel.status('Failed');
  await panel.message(reason);
  assert.deepEqual(await panel.counters(), { imported, skipped, failed });
  const words = await panel.frame.locator('.explanation').innerText();
  assert.match(words, /Failed does not mean that nothing was imported/);
  // A click on the status bar item marks the result as read.
  await window.statusItem.click();
  await window.statusItem.gone();
});

test('of two windows only one notifies about a job, and both show its result', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'partners' });
  const job = startImport(control, pool, 'resellers', { rows: 6_000 });
  const first = await ui().openWindow();
  const windows = [first, await ui().openWindow({ beside: first })];
  for (const window of windows) {
    await window.openView();
    await window.tree.expand('default', 'partners');
    await window.tree.row('resellers').click();
    await window.statusItem.text(/^resellers [\d,]+$/);
  }
  control.finishJob(pool.id, job.id);
  const ended = () => Promise.all(windows.map((window) => window.notifications.all()));
  for (const window of windows) await window.statusItem.text('resellers: 6,000 imported');
  await eventually('a notice', ended, (all) => all.flat().length > 0);

  // If the second window reported the first job too, it would do so before it reports a later job.
  control.configure({ usersPerSecond: 0 });
  const next = startImport(control, pool, 'resellers-again', { rows: 600, first: 50_000 });
  for (const window of windows) {
    await window.pressInView('Refresh');
    await window.tree.row('resellers-again').click();
    await new JobPage(await window.panel('resellers-again')).status('InProgress');
  }
  control.finishJob(pool.id, next.id);
  // The first result disappears after a minute, which may have passed on a slow machine.
  for (const window of windows)
    await window.statusItem.text(/^(2 imports ended|resellers-again: 600 imported)$/);
  const told = (texts: string[][], name: string) =>
    texts.flat().filter((text) => text.startsWith(`${name}:`));
  const all = await eventually('a notice of either job', ended, (texts) =>
    ['resellers', 'resellers-again'].every((name) => told(texts, name).length > 0),
  );
  assert.equal(told(all, 'resellers').length, 1, all.flat().join('; '));
});
