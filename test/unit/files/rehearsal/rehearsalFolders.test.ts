// Rehearsal folders of dead processes are removed; those in use stay.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeRehearsalFolder } from '../../../../src/files/rehearsal/rehearsalFolders.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

const storage = temporaryFolder('rehearsals');
after(() => storage.remove());

test('folders of dead processes are removed with their parts, and those of live processes stay', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const orphan = join(storage.path, `${dead}-one`);
  mkdirSync(orphan);
  writeFileSync(join(orphan, 'part-1.csv'), 'somebody');
  const own = await makeRehearsalFolder(storage.path);
  assert.ok(!existsSync(orphan), 'the parts of a dead process are still there');
  const other = await makeRehearsalFolder(storage.path);
  assert.deepEqual(
    readdirSync(storage.path)
      .map((name) => join(storage.path, name))
      .toSorted(),
    [own, other].toSorted(),
  );
});

test('the first rehearsal creates the parent folder', async () => {
  const folder = await makeRehearsalFolder(join(storage.path, 'new', 'deep'));
  assert.ok(existsSync(folder));
});
