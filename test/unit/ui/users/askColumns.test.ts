// Asks which columns of a file have groups and disabled users, unless they have the extension's own names.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { QuickPickItem } from 'vscode';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { installFakeVscode } from '../../../support/vscode/fakeVscode.ts';

const fake = installFakeVscode();
const { askColumns } = await import('../../../../src/ui/users/followUp/askColumns.ts');
const root = temporaryFolder('columns');
after(() => root.remove());

/** @param picks one label to pick per question; an empty label picks the first item. */
async function asked(header: string, picks: readonly (string | undefined)[]) {
  const path = join(root.path, 'members.csv');
  writeFileSync(path, `${header}\n`);
  const offered: string[][] = [];
  Object.assign(fake.window, {
    showQuickPick: (items: readonly QuickPickItem[]) => {
      const pick = picks[offered.length];
      offered.push(items.map(({ label }) => label));
      return Promise.resolve(pick === '' ? items[0] : items.find(({ label }) => label === pick));
    },
  });
  const columns = await askColumns(path);
  return { columns, offered };
}

test("the extension's own file causes no questions", async () => {
  const own = await asked('username,groups,disabled', []);
  assert.deepEqual(own.columns, { username: 'username', groups: 'groups', disabled: 'disabled' });
  assert.deepEqual((await asked('disabled,username', [])).offered, []);
});

test('likely columns come first, and a column of enabled users is recognized as such', async () => {
  const { columns, offered } = await asked('created,email,roles,is_active', ['', '', 'Comma', '']);
  assert.deepEqual(columns, { username: 'email', groups: 'roles', separator: ',', enabled: 'is_active' });
  assert.deepEqual(offered, [
    ['email', 'created', 'roles', 'is_active'],
    ['roles', 'No Groups', 'created', 'email', 'is_active'],
    ['Semicolon', 'Comma', 'Vertical Bar'],
    ['is_active', 'Disable Nobody', 'created', 'email', 'roles'],
  ]);
});

test('no column is proposed if none is likely', async () => {
  const { columns, offered } = await asked('id,inactive', ['id', '', 'inactive']);
  assert.deepEqual(columns, { username: 'id', disabled: 'inactive' });
  assert.equal(offered[1]?.[0], 'No Groups');
});

test('cancelling one question cancels all', async () => {
  const left = await asked('id,roles', ['id', undefined]).catch((error: unknown) => failureOf(error).kind);
  assert.equal(left, 'cancelled');
});
