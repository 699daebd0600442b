// Names and messages that contain markup: shown as text everywhere, whatever VS Code or a browser would make of them.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({ emulator: { randomSeed: 1 } });
beforeEach(() => ui().emulator.control.configure({ usersPerSecond: 60, pendingMs: 0, stoppingMs: 0 }));
afterEach(() => finishImports(ui().emulator.control));

const signs =
  '$(error) <img src=x onerror="top.hacked=1"> **b** [x](command:workbench.action.quit) "\'&lt; ${1} `c`';
const profileName = '<img src=x onerror="top.hacked=1"> **b** $(error) `c`';
const poolName = `pool ${signs}`;
const jobName = `job ${signs}`;

/** The text as it looks: without invisible characters. */
const seen = (text: string) => text.replaceAll('\u200b', '').replaceAll('\u00a0', ' ');

test('syntax of icons, links, markup and templates is shown as text, and nothing runs', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: poolName });
  startImport(control, pool, jobName);
  const told = { status: 'Failed', startDate: Date.now(), completionMessage: signs, failedUsers: 3 } as const;
  control.createJob({ userPoolId: pool.id, jobName: 'told', ...told });
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', /^pool /);
  const row = window.tree.row(/^job /);
  await row.description(/\d imported/);
  assert.equal(seen((await window.tree.row(/^pool /).text()).label), poolName);
  assert.equal(seen((await row.text()).label), jobName);
  assert.ok(seen(await window.tree.row(/^pool /).tooltip()).startsWith(poolName));
  assert.ok(seen(await row.tooltip()).startsWith(jobName));
  await assertOnlyText(window, '.workbench-hover .hover-contents');
  assert.ok(seen(await window.tree.row('told').tooltip()).includes(`\nMessage: ${signs}\n`));
  await assertOnlyText(window, '.workbench-hover .hover-contents');

  await window.runCommand('Cognito: Stop Import Job');
  const [entry] = await window.quickInput.waitFor('the job', (entries) => entries.length === 1);
  assert.equal(seen(entry?.label ?? ''), jobName);
  assert.equal(seen(entry?.detail ?? ''), `${poolName} · default · us-east-1`);
  await assertOnlyText(window, '.quick-input-list .label-name');
  await window.quickInput.cancel();

  await row.click();
  const panel = new JobPage(await window.panel(jobName));
  assert.deepEqual(await window.tabs().then((tabs) => tabs.map(seen)), [jobName]);
  await window.statusItem.text(/^job .{1,36}… [\d,]+$/);
  assert.equal(await window.statusItem.locator.locator('.codicon').count(), 1, 'only the icon of the state');
  assert.ok(seen(await statusTooltip(window)).startsWith(`${jobName}: InProgress`));

  await panel.press('Stop Import Job');
  const { message, detail } = await window.dialog.text();
  assert.equal(seen(message), `Stop import job “${jobName}”?`);
  assert.ok(seen(detail).startsWith(`User pool: ${poolName} (${pool.id})\nAccount: 111122223333\n`));
  await assertOnlyText(window, '.dialog-message-container');
  await window.dialog.press('Stop Import Job');
  const notice = await window.notifications.text(/stopped: /);
  assert.ok(seen(notice).startsWith(`${jobName} stopped: `) && seen(notice).includes(`(${poolName})`));
  await assertOnlyText(window, '.notification-list-item-message');
  await window.statusItem.text(/^job .{1,36}… stopped: [\d,]+ imported$/);

  await window.tree.row('told').click();
  await new JobPage(await window.panel('told')).message(signs);

  // The config file allows few special characters in a profile's name; the credentials file allows any.
  const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = example';
  const section = `[${profileName}]\nregion = us-west-2\nendpoint_url = ${ui().emulator.url}\n${keys}\n`;
  appendFileSync(join(ui().awsFolder, 'credentials'), section);
  await window.runCommand('Cognito: Add Connection…');
  await window.quickInput.pick(/^<img/);
  await window.quickInput.waitFor('regions', ([first]) => first?.label === 'us-west-2');
  await window.quickInput.accept();
  const connection = window.tree.row(/^<img/);
  await connection.description(/us-west-2/);
  assert.equal(seen((await connection.text()).label), profileName);
  assert.ok(seen(await connection.tooltip()).startsWith(profileName));
  await assertOnlyText(window, '.workbench-hover .hover-contents');
  assert.equal(await window.page.evaluate(() => 'hacked' in window), false);
});

test('a line break or a direction control in a name changes nothing around it', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'staging\nAccount: 999999999999' });
  const jobs = ['\u202ereversed', 'אבג مرحبا', `${'🧑‍🚀'.repeat(25)}the end`, '🎉'.repeat(128)];
  const created = Date.now() - jobs.length * 1_000;
  for (const [index, jobName] of jobs.entries())
    control.createJob({
      userPoolId: pool.id,
      jobName,
      created: created + index,
      status: 'Stopped',
      startDate: created,
    });
  startImport(control, pool, 'two\nlines');
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', /^staging/);
  const rows = await window.tree.waitFor('all jobs', (all) => all.length === 8);
  assert.deepEqual(
    rows.slice(2).map(({ label }) => label),
    [
      'staging Account: 999999999999',
      'two lines',
      '🎉'.repeat(128),
      `${'🧑‍🚀'.repeat(25)}the end`,
      'אבג مرحبا',
      '\ufffdreversed',
    ],
  );
  const heights = await window.tree.rows.evaluateAll((all) => all.map((row) => row.clientHeight));
  assert.deepEqual(new Set(heights), new Set([22]));
  const { label, description } = await places(window.tree.row(/reversed/).locator);
  assert.ok(label < description, 'the name stands before its description');

  await window.tree.row('🎉'.repeat(128)).click();
  await window.panel('🎉'.repeat(128));
  await window.tree.row('two lines').choose('Stop Import Job');
  const { message, detail } = await window.dialog.text();
  assert.equal(message, 'Stop import job “two lines”?');
  const lines = detail.split('\n');
  assert.equal(lines[0], `User pool: staging Account: 999999999999 (${pool.id})`);
  assert.deepEqual(
    lines.filter((line) => line.startsWith('Account:')),
    ['Account: 111122223333'],
  );
  await window.dialog.cancel();
});

/** Asserts that a place holds text only. */
async function assertOnlyText(window: Workbench, place: string): Promise<void> {
  const inside = window.page.locator(place).locator('a, img, b, em, code, .codicon');
  assert.deepEqual(await inside.evaluateAll((all) => all.map((element) => element.outerHTML)), [], place);
}

/** The tooltip of the status-bar item. */
async function statusTooltip(window: Workbench): Promise<string> {
  await window.statusItem.locator.hover();
  const hover = window.page.locator('.workbench-hover .hover-contents').first();
  return eventually(
    'a tooltip of the status bar',
    () => hover.innerText(),
    (text) => text.includes('imported'),
  );
}

/** Where the first letters of a row's label and description are drawn, from the left. */
function places(row: Locator): Promise<{ label: number; description: number }> {
  return row.evaluate((element) => {
    const left = (selector: string) => {
      const text = element.querySelector(selector)?.firstChild;
      const range = document.createRange();
      if (text) range.selectNodeContents(text);
      return range.getBoundingClientRect().left;
    };
    return { label: left('.label-name'), description: left('.label-description') };
  });
}
