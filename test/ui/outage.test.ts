// Files that are broken, a network that is dead, a profile that means another account: each recovers by itself, beside a good one.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { cadence } from '../../src/domain/cadence.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { keys, profileSection } from './support/awsUser.ts';
import { eventually } from './support/eventually.ts';
import { healthy, running, useTroubles } from './support/troubles.ts';
import { Wire } from './support/wire.ts';

const troubles = await useTroubles();
const { ui, user } = troubles;

test('a broken section is put right while a good profile beside it goes on as if nothing were', async () => {
  // Above the good one: what follows an unclosed header belongs to the section before it.
  const section = profileSection('half', { ...troubles.endpoint, ...keys('AKIAHALF') });
  user.config(section.replace(/^aws_secret_access_key.*\n/m, '') + troubles.good);
  const window = await troubles.openWindow('half');
  const { tree } = window;
  const since = Date.now();
  await tree.row('half').description('us-east-1 · needs attention');
  const openFile = tree.row('Open AWS Config File');
  await openFile.description(
    'Profile "half" has no credentials in the AWS files, or not all that they need.',
  );
  await openFile.click();
  await eventually(
    'the config file in an editor',
    () => window.tabs(),
    (tabs) => tabs.includes('config'),
  );

  user.config(section.replace('half]', 'half') + troubles.good);
  await tree.row('Add Connection…').description('Profile "half" is not in the AWS files.');
  await tree.row('half').description('us-east-1 · needs attention');

  user.config(section + troubles.good);
  await tree.row('half').description(healthy);
  await tree.expand('customers');
  await tree.row('nightly-import').description(running);
  await troubles.undisturbed(window, since);
});

test('a network that is dead for a while leaves what is known, marked, and goes on when it is back', async () => {
  const wire = await Wire.lay(ui().emulator.port);
  after(() => wire.cut());
  user.config(troubles.good + profileSection('far', { endpoint_url: wire.url, ...keys('AKIAFAR') }));
  const window = await troubles.openWindow('far');
  const { tree } = window;
  await tree.expand('customers');
  await tree.row('nightly-import').description(running);
  const since = Date.now();

  await wire.cut();
  await tree.row('far').description(`${healthy} · offline`);
  await tree.row('customers').description('not up to date · offline');
  await tree.row('nightly-import').description(/^InProgress · [\d,]+ imported · not up to date$/);
  await tree.row('Retry').description(/^The host 127\.0\.0\.1:\d+ cannot be reached/);
  await troubles.polls(1);

  await wire.mend();
  // As long as the back-off may be, and one reading.
  await eventually(
    'far is well again',
    () => tree.row('far').text(),
    ({ description }) => description === healthy,
    cadence.retryAtMost + 10_000,
  );
  await tree.row('nightly-import').description(running);
  await troubles.undisturbed(window, since);
});

test('a profile that comes to mean another account takes the old rows, panels and followed jobs with it', async () => {
  const other = await startEmulator({ randomSeed: 3, accountId: '777788889999' });
  after(() => other.close());
  other.control.createPool({ name: 'strangers' });
  user.config(troubles.good + profileSection('work', { ...troubles.endpoint, ...keys('AKIAWORK') }));
  const window = await troubles.openWindow('work');
  const { tree } = window;
  await tree.expand('customers');
  await tree.row('nightly-import').click();
  const panel = await window.panel('nightly-import');
  await window.statusItem.text(/^nightly-import/);

  user.config(troubles.good + profileSection('work', { endpoint_url: other.url, ...keys('AKIAWORK') }));
  await tree.row('work').description('us-east-1 · 777788889999');
  await tree.row('strangers').appears();
  assert.deepEqual(
    (await tree.read()).filter(({ label }) => ['customers', 'nightly-import'].includes(label)),
    [],
  );
  await window.statusItem.gone();
  await panel.getByText('Its user pool is not in account 777788889999.').first().waitFor();
});
