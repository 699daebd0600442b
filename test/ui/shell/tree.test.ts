// The tree as a user works with it: long lists, a filter, pools without jobs, and an empty view.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { addConnection } from '../support/features/connections.ts';
import { eventually } from '../support/eventually.ts';
import type { RowText } from '../support/tree.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const empty = await startEmulator({ randomSeed: 2, accountId: '444455556666', region: 'eu-west-1' });
after(() => empty.close());
const ui = useUi({
  emulator: { randomSeed: 1 },
  profiles: ({ url }) => [
    { name: 'default', region: 'us-east-1', endpoint: url },
    { name: 'europe', region: 'eu-west-1', endpoint: empty.url },
  ],
});

const loadMore = 'Load More…';
const jobName = (number: number) => `import-${String(number).padStart(3, '0')}`;

const jobsOf = (rows: readonly RowText[]) =>
  rows.filter(({ level, label }) => level === 3 && label !== loadMore).map(({ label }) => label);
const poolsOf = (rows: readonly RowText[]) =>
  rows.filter(({ level, label }) => level === 2 && label !== '').map(({ label }) => label);

test('a pool lists the newest jobs first, older ones by Load More, and Refresh adds new ones', async () => {
  const { control } = ui().emulator;
  const pool = control.createPool({ name: 'archive' });
  const now = Date.now();
  const over = { userPoolId: pool.id, status: 'Succeeded', startDate: now } as const;
  for (let number = 1; number <= 75; number++)
    control.createJob({ ...over, jobName: jobName(number), created: now - (76 - number) * 60_000 });
  const newestFirst = Array.from({ length: 75 }, (_, index) => jobName(75 - index));
  const window = await ui().openWindow({ height: 2_000 });
  await window.openView();
  await window.tree.expand('default', 'archive');
  const lists = (what: string, expected: readonly string[]) =>
    window.tree.waitFor(what, (rows) => jobsOf(rows).join() === expected.join());
  await lists('the newest page', newestFirst.slice(0, 20));
  await window.tree.row(loadMore).click();
  await lists('the next page behind it', newestFirst.slice(0, 70));
  await window.tree.row(loadMore).click();
  const all = await lists('all', newestFirst);
  assert.equal(all.filter(({ label }) => label === loadMore).length, 0);

  await window.tree.row(jobName(70)).click();
  await window.panel(jobName(70));
  control.createJob({ ...over, jobName: jobName(76) });
  await window.pressInView('Refresh');
  const rows = await lists('the new one too', [jobName(76), ...newestFirst]);
  assert.deepEqual(
    rows.filter(({ selected }) => selected).map(({ label }) => label),
    [jobName(70)],
  );
});

test('the filter applies while the user types, Escape undoes it, Enter keeps it, and rows stay expanded', async () => {
  const { control } = ui().emulator;
  for (const name of ['partners', 'partners-eu', 'unused']) control.createPool({ name });
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'unused');
  await window.tree.waitFor('that there are no jobs', has('No import jobs'));
  const unfiltered = poolsOf(await window.tree.read());
  assert.deepEqual(unfiltered, ['archive', 'partners', 'partners-eu', 'unused']);

  const lists = (expected: readonly string[]) =>
    window.tree.waitFor(expected.join(), (rows) => poolsOf(rows).join() === expected.join());
  await window.pressInView('Filter User Pools…');
  await window.quickInput.type('PART');
  await lists(['partners', 'partners-eu']);
  await window.quickInput.type('part-');
  await window.tree.waitFor('that none matches', has('No user pool matches the filter'));
  await window.quickInput.cancel();
  await lists(unfiltered);

  await window.pressInView('Filter User Pools…');
  await window.quickInput.type(' unu ');
  await lists(['unused']);
  await window.quickInput.accept();
  await window.quickInput.closed();
  await eventually(
    'the line above says what is shown',
    () => message(window).innerText(),
    (text) => text === 'User pools matching “unu”',
  );
  await window.tree.waitFor('that the pool is still expanded', has('No import jobs'));
  await window.pressInView('Clear User Pool Filter');
  await lists(unfiltered);
  await message(window).waitFor({ state: 'hidden' });
});

test('an empty view says why it is empty, and what to do', async () => {
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.row('default').appears();
  await addConnection(window, 'europe');
  await window.tree.waitFor('that it has no pools', has('No user pools in eu-west-1'));
  await window.pressInView('Filter User Pools…');
  await window.quickInput.type('any');
  await window.quickInput.accept();
  for (const name of ['default', 'europe']) {
    await window.tree.row(name).choose('Remove Connection');
    await window.tree.row(name).locator.waitFor({ state: 'detached' });
  }
  await welcomes(
    window,
    /^See the user import jobs .*\nAdd Connection\nNo AWS account.*\nTry the Sandbox\n/s,
  );
  await window.runCommand('Cognito: Find Active Import Jobs');
  await window.quickInput.waitFor('a way to a connection', (entries) =>
    isDeepStrictEqual(
      entries.map(({ label }) => label),
      ['Add Connection…', 'Try the Sandbox'],
    ),
  );
  assert.equal(await window.quickInput.placeholder(), 'There is no connection to search yet');
  await window.quickInput.cancel();

  const config = join(ui().awsFolder, 'config');
  rmSync(config);
  rmSync(join(ui().awsFolder, 'credentials'));
  await welcomes(
    window,
    // The AWS files are those of the server, a remote machine for the browser.
    /^No AWS profile was found on the remote machine.*\nOpen AWS Config File\n.*\nTry the Sandbox\nNew here\? Get Started$/s,
  );
  await window.pressInView('Open AWS Config File');
  await eventually(
    'a new config file',
    () => window.tabs(),
    (tabs) => tabs.includes('config'),
  );
  const credentials = 'aws_access_key_id = A\naws_secret_access_key = B\n';
  writeFileSync(config, `[default]\nregion = us-east-1\n${credentials}`);
  await welcomes(window, /^See the user import jobs/);

  rmSync(config);
  mkdirSync(config);
  await window.reload();
  await window.openView();
  await welcomes(
    window,
    /^Your AWS files could not be read\.\nOpen AWS Config File\nShow Log\nThis window is connected to a remote machine: .*$/,
  );
});

/** The line above the rows. */
function message({ page }: Workbench): Locator {
  return page.locator('.sidebar .tree-explorer-viewlet-tree-view .message');
}

function has(note: string): (rows: readonly RowText[]) => boolean {
  return (rows) => rows.some(({ description }) => description === note);
}

async function welcomes(window: Workbench, expected: RegExp): Promise<void> {
  await eventually(
    `the view welcomes with ${String(expected)}`,
    () => window.welcome(),
    (text) => expected.test(text.replace(/\n+/g, '\n').trim()),
  );
}
