// A remote window: the browser is on one machine, the extension and the AWS files on another. Rows, welcome and the list of profiles say which.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { useUi } from '../support/ui.ts';

const ui = useUi({ emulator: { randomSeed: 1 } });

test('the view, its rows and the list of profiles say on which machine the AWS files are read', async () => {
  const window = await ui().openWindow();
  await window.openView();
  const row = window.tree.row('default');
  await row.appears();
  assert.match((await row.text()).spoken, /AWS files are read on the remote machine\.$/);
  await window.runCommand('Cognito: Add Connection…');
  await window.quickInput.waitFor('the profile', (entries) =>
    entries.some(({ label }) => label === 'default'),
  );
  assert.equal(await window.quickInput.placeholder(), 'Select an AWS profile on the remote machine');
  await window.quickInput.cancel();
  await row.choose('Remove Connection');
  await eventually(
    'the welcome says whose files these are',
    () => window.welcome(),
    (text) => text.includes('the AWS files are those of that machine.'),
  );

  for (const name of ['config', 'credentials']) writeFileSync(join(ui().awsFolder, name), '');
  const text = await eventually(
    'the welcome says what helps without a profile',
    () => window.welcome(),
    (shown) => shown.includes('No AWS profile was found on the remote machine'),
  );
  assert.ok(text.includes('add "cognito-import-jobs.cognito-import-jobs": ["ui"] to remote.extensionKind'));
  assert.ok(!text.includes('on this machine'));
  await window.page
    .locator('.sidebar .welcome-view-content')
    .getByText('remote.extensionKind', { exact: true })
    .click();
  await window.page.locator('.settings-editor').getByText('Extension Kind').first().waitFor();
});
