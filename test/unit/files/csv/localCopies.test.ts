// Finds the user data that the extension keeps in its own folder, and nothing else.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { findLocalCopies } from '../../../../src/files/csv/localCopies.ts';
import { systemClock } from '../../../../src/ui/shell/systemClock.ts';
import { nodeDisk } from '../../../../src/files/imports/disk.ts';
import { Passes } from '../../../../src/files/rows/passes.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const storage = temporaryFolder('copies');
after(() => storage.remove());

function put(...names: readonly string[]): string {
  const path = join(storage.path, ...names);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return path;
}

test('parts of imports and lists of exports are found', async () => {
  assert.deepEqual(await findLocalCopies(storage.path), []);
  const part = put('imports', 'a', 'part-0.csv');
  const users = put('users', 'exports', 'b', 'users.ndjson');
  put('imports', 'a', 'state.1.json');
  put('users', 'exports', 'b', 'export.json');
  put('history', 'c', 'record.json');
  assert.deepEqual(await findLocalCopies(storage.path), [
    { kind: 'part', path: part, whole: part },
    { kind: 'listed', path: users, whole: users },
  ]);
});

test('a pass is deleted as a whole, and a finished pass has no rows left', async () => {
  const passes = new Passes({
    folder: join(storage.path, 'users', 'passes'),
    disk: nodeDisk,
    clock: systemClock,
  });
  const write = (path: string): Promise<number> => {
    writeFileSync(path, '{"username":"ada"}\n');
    return Promise.resolve(1);
  };
  const rowsOf = async () => (await findLocalCopies(storage.path)).filter(({ kind }) => kind === 'rows');
  const begin = () => passes.create({ kind: 'undo', subject: 'job' }, write, () => ({}));
  const first = await begin();
  assert.deepEqual(await rowsOf(), [
    { kind: 'rows', path: join(first.folder, 'rows.ndjson'), whole: first.folder },
  ]);
  await first.finish();
  assert.deepEqual(await rowsOf(), []);

  const second = await begin();
  await second.release();
  for (const { whole } of await rowsOf()) rmSync(whole, { recursive: true });
  assert.deepEqual(await passes.unfinished('undo', 'job'), []);
});
