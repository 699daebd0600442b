// The shortest scenario: open the view, expand a pool, read the rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useUi } from '../support/ui.ts';

const ui = useUi({ allBuiltIn: true });

test('the view shows the connection, its pools and their jobs, and a running job updates by itself', async () => {
  const window = await ui().openWindow();
  await window.openView();
  await window.tree.expand('default', 'customers-production');
  const row = window.tree.row('legacy-migration-wave-2');
  const before = await row.description(/^[\d,]+ imported/);
  await row.description(new RegExp(`^(?!${before}$)[\\d,]+ imported`));
  assert.match(await row.tooltip(), /legacy-migration-wave-2/);
});
