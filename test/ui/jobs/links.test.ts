// A link to a job, copied in one window and opened in another: it shows the job's panel, after a question if a connection must be added; other links are refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addConnection } from '../support/features/connections.ts';
import { eventually } from '../support/eventually.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({
  emulator: { randomSeed: 1 },
  settings: { 'security.workspace.trust.enabled': false },
  profiles: ({ url }) => ['default', 'partner'].map((name) => ({ name, region: 'us-east-1', endpoint: url })),
});

/** Opens a link as if it was clicked outside VS Code, and allows the extension to handle it. */
async function openLink({ quickInput, dialog }: Workbench, link: string): Promise<void> {
  await quickInput.runCommand('Developer: Open URL');
  await quickInput.type(link);
  await quickInput.accept();
  assert.match((await dialog.text()).message, /User Import Jobs for Amazon Cognito/);
  // Does not wait until the dialog is closed: another one may follow at once.
  await dialog.locator.getByRole('button', { name: 'Open', exact: true }).click();
}

test('a link opens the panel of its job once the user has confirmed the connection', async () => {
  const { control, calls } = ui().emulator;
  const pool = control.createPool({ name: 'customers' });
  const job = control.createJob({ userPoolId: pool.id, jobName: 'first-import', status: 'Succeeded' });
  const window = await ui().openWindow();
  const { tree, dialog, notifications } = window;
  await window.openView();
  await addConnection(window, 'partner');
  await tree.expand('customers');
  await tree.row('first-import').choose('Copy Link to Job');
  const link = await eventually(
    'the link',
    () => window.clipboard(),
    (text) => text.includes('/job?'),
  );
  assert.ok(link.includes(job.id));
  await tree.row('partner').choose('Remove Connection');
  await tree.waitFor('one connection', (rows) => rows.every(({ label }) => label !== 'partner'));

  const before = calls.count();
  for (const [wrong, sentence] of [
    [link.replace('/job?', '/stop?'), 'The link does not name a user pool or an import job.'],
    [link.replace(job.id, `${job.id}%253Cb%253E`), 'The job in the link is not the ID of an import job.'],
    [link.replace('partner', 'nobody'), /^The link is for the AWS profile “nobody”, which your AWS files/],
  ] as const) {
    await openLink(window, wrong);
    await notifications.text(sentence);
  }
  assert.deepEqual(await window.tabs(), []);
  assert.equal(calls.count(), before, 'invalid links cause no calls');

  await openLink(window, link);
  await eventually(
    'the question for the connection',
    () => dialog.text(),
    ({ message }) => message === 'Add a connection with the AWS profile “partner” in us-east-1?',
  );
  await dialog.press('Add Connection');
  await window.panel('first-import');
  await tree.waitFor('the row of the user pool', (rows) =>
    rows.some(({ label, level, selected }) => label === 'customers' && level === 2 && selected),
  );
  // The second time there is no question.
  await openLink(window, link);
  await dialog.closed();
  await window.panel('first-import');
});
