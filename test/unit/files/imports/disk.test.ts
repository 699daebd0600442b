// The file operations that the import store relies on, on a real disk.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeDisk as disk } from '../../../../src/files/imports/disk.ts';

const root = mkdtempSync(join(tmpdir(), 'disk-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string): string => join(root, name);

test('only the first of several callers creates a file', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => disk.createNew(at('owner.1'))));
  assert.equal(made.filter(Boolean).length, 1);
});

test('writing replaces a file as a whole, readable only by this user, and leaves no other file', async () => {
  await disk.makeFolder(at('import'));
  await disk.write(at('import/state'), 'first', root);
  await disk.write(at('import/state'), 'second', root);
  assert.equal(await disk.read(at('import/state')), 'second');
  if (process.platform !== 'win32') assert.equal(statSync(at('import/state')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(at('import')), ['state']);
  await assert.rejects(disk.write(at('nowhere/state'), 'lost', root), { code: 'ENOENT' });
  assert.deepEqual(
    readdirSync(root).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('beats differ without a byte in the file', async () => {
  writeFileSync(at('beating'), '');
  const seen = new Set<number | undefined>([await disk.beatOf(at('beating'))]);
  for (const beat of [1, 2, 3, 100_000]) {
    assert.equal(await disk.setBeat(at('beating'), beat), true);
    seen.add(await disk.beatOf(at('beating')));
  }
  assert.equal(seen.size, 5);
  assert.deepEqual([await disk.setBeat(at('none'), 1), await disk.beatOf(at('none'))], [false, undefined]);
});

test('a missing file is empty, and is removed and renamed without an error', async () => {
  assert.deepEqual([await disk.list(at('none')), await disk.read(at('none'))], [[], undefined]);
  await disk.remove(at('none'));
  disk.rename(at('none'), at('other'));
});

test('a folder can be watched, even if it does not exist', async () => {
  disk.watch(at('none'), () => undefined).dispose();
  await new Promise<void>((resolve) => {
    const watching = disk.watch(root, () => {
      watching.dispose();
      resolve();
    });
    writeFileSync(at('changed'), '');
  });
});
