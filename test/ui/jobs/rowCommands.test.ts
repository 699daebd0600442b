// What each row of the tree offers: its button, its menu, and what its commands copy and open.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { finishImports, startImport } from '../support/features/imports.ts';
import { JobPage } from '../support/features/jobPage.ts';
import type { Row } from '../support/tree.ts';
import { useUi } from '../support/ui.ts';
import type { Workbench } from '../support/workbench.ts';

const ui = useUi({ emulator: { randomSeed: 1 } });
afterEach(() => finishImports(ui().emulator.control));

test('a row offers only commands for its current state, which copy and open its own data', async () => {
  const { control } = ui().emulator;
  control.configure({ usersPerSecond: 60, pendingMs: 0 });
  const pool = control.createPool({ name: 'customers' });
  control.createPool({ name: 'archive' });
  control.createJob({ userPoolId: pool.id, jobName: 'last-week', status: 'Expired' });
  control.createJob({ userPoolId: pool.id, jobName: 'next-week' });
  const job = startImport(control, pool, 'nightly-import');
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'customers');
  const running = window.tree.row('nightly-import');
  const waiting = window.tree.row('next-week');
  const over = window.tree.row('last-week');
  await eventually(
    'the badge',
    () => window.badge(),
    (text) => text === '1 import job is running',
  );

  assert.deepEqual(await running.inlineButtons(), [
    `Stop Import Job (${ui().version === '1.104.0' ? 'Delete' : 'Del'})`,
  ]);
  assert.deepEqual(await waiting.inlineButtons(), ['Start Import Job']);
  assert.deepEqual(await over.inlineButtons(), []);
  const offers = async (row: Row) => new Set((await row.menu()).map((title) => title.split('\n')[0]));
  const always = [
    'Show Import Job',
    'Open in AWS Console',
    'Refresh',
    'Copy ID',
    'Copy Link to Job',
    'Copy AWS CLI Command',
  ];
  assert.deepEqual(
    await offers(running),
    new Set([...always, 'Follow Import Job', 'Show Job Log', 'Choose Line Numbering…', 'Stop Import Job']),
  );
  assert.deepEqual(await offers(waiting), new Set([...always, 'Start Import Job', 'Copy Upload Command']));
  assert.deepEqual(await offers(over), new Set([...always, 'Import Again…']));

  await running.choose('Copy ID');
  await copied(window, job.id);
  await running.choose('Copy AWS CLI Command');
  await copied(
    window,
    `aws cognito-idp describe-user-import-job --user-pool-id ${pool.id} --job-id ${job.id} --profile default --region us-east-1`,
  );
  await window.tree.row('customers').choose('Copy User Pool ARN');
  await copied(window, `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${pool.id}`);

  await running.choose('Follow Import Job');
  await window.statusItem.text(/^nightly-import [\d,]+$/);
  await window.statusItem.click();
  const panel = new JobPage(await window.panel('nightly-import'));
  await running.pressInline('Stop Import Job');
  await window.dialog.cancel();

  // The panel's commands apply to its own job, whatever row is selected.
  await window.tree.row('archive').click();
  await panel.press('Open in Console');
  const { detail } = await window.dialog.text();
  assert.ok(
    detail.startsWith(`https://us-east-1.console.aws.amazon.com/cognito/v2/idp/user-pools/${pool.id}/`),
    detail,
  );
  await window.dialog.cancel();
  await running.choose('Unfollow Import Job');
  await window.statusItem.gone();
  const { imported } = await panel.counters();
  await panel.count('more users, though not followed', (now) => now.imported > imported);
  assert.equal(await running.menu().then((titles) => titles.includes('Follow Import Job')), true);
});

function copied(window: Workbench, expected: string): Promise<string> {
  return eventually(
    'the clipboard',
    () => window.clipboard(),
    (text) => text === expected,
  );
}
