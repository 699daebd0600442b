// Broken AWS files, a dead network, and a profile that changes to another account: each connection recovers by itself, and the one beside it keeps working.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { cadence } from '../../../src/domain/live/cadence.ts';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { keys, profileSection } from '../support/machine/awsUser.ts';
import { eventually } from '../support/eventually.ts';
import { healthy, running, useTroubles } from '../support/machine/troubles.ts';
import { Wire } from '../support/machine/wire.ts';

const troubles = await useTroubles();
const { ui, user } = troubles;

test('a broken section is corrected while a good profile beside it keeps working', async () => {
  // Above the good one: lines after an unclosed header belong to the section before it.
  const section = profileSection('half', { ...troubles.endpoint, ...keys('AKIAHALF') });
  user.config(`# Work\n\n${section.replace(/^aws_secret_access_key.*\n/m, '')}${troubles.good}`);
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
  await window.page.locator('.statusbar-item', { hasText: /^Ln 3, Col 1$/ }).waitFor();

  user.config(section.replace('half]', 'half') + troubles.good);
  await openFile.description(
    'Profile "half" is in the AWS files, but AWS does not read it. Line 1 is not a section name: write [profile half].',
  );
  await tree.row('half').description('us-east-1 · needs attention');

  user.config(section + troubles.good);
  await tree.row('half').description(healthy);
  await tree.expand('customers');
  await tree.row('nightly-import').description(running);
  await troubles.undisturbed(window, since);
});

test('every kind of profile is offered with its kind and region, read from the current files', async () => {
  const role = { role_arn: 'arn:aws:iam::111122223333:role/reader' };
  const sso = { sso_account_id: '111122223333', sso_role_name: 'Dev' };
  const start = { sso_start_url: 'https://old.awsapps.com/start', sso_region: 'us-east-1' };
  const login = { login_session: 'arn:aws:iam::111122223333:user/dev' };
  const profiles: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
    keys: ['access key · eu-west-1', { ...keys('AKIAKEYS'), region: 'eu-west-1' }],
    session: ['IAM Identity Center · us-east-1', { sso_session: 'corp', ...sso }],
    legacy: ['IAM Identity Center · cn-north-1', { ...start, ...sso, region: 'cn-north-1' }],
    console: ['aws login · us-gov-west-1', { ...login, region: 'us-gov-west-1' }],
    role: ['assumes a role · us-east-1', { ...role, source_profile: 'keys' }],
    task: ['assumes a role · us-east-1', { ...role, credential_source: 'EcsContainer' }],
    pod: ['web identity · us-east-1', { ...role, web_identity_token_file: '/var/run/token' }],
    vault: ['credential process · us-east-1', { credential_process: 'vault get' }],
    bare: ['no credentials · us-east-1', {}],
  };
  const sections = Object.entries(profiles).map(([name, [, settings]]) => profileSection(name, settings));
  user.config(troubles.good + sections.join(''));
  const window = await ui().openWindow();
  await window.openView();
  const offered = async (): Promise<Readonly<Record<string, string>>> => {
    await window.pressInView('Add Connection…');
    const entries = await window.quickInput.waitFor('the environment', (all) =>
      all.some(({ label }) => label === 'Environment'),
    );
    await window.quickInput.cancel();
    return Object.fromEntries(entries.map(({ label, description }) => [label, description]));
  };
  const described = Object.fromEntries(Object.entries(profiles).map(([name, [kind]]) => [name, kind]));
  const others = {
    default: 'access key · us-east-1',
    Environment: 'the default credential chain: variables, container, instance',
  };
  assert.deepEqual(await offered(), { ...described, ...others });

  user.config(troubles.good);
  assert.deepEqual(await offered(), others);
});

test('while the network is down, known rows stay, marked as not up to date; polling resumes when it is back', async () => {
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
  // The longest back-off, plus one poll.
  await eventually(
    'far has recovered',
    () => tree.row('far').text(),
    ({ description }) => description === healthy,
    cadence.retryAtMost + 10_000,
  );
  await tree.row('nightly-import').description(running);
  await troubles.undisturbed(window, since);
});

test('when a profile changes to another account, its old rows, panels and followed jobs are cleared', async () => {
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
  await panel.getByText('The user pool is not in account 777788889999.').first().waitFor();
});
