// One window at a time drives an import: real files, real processes, those that died and those that only seem alive.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { command } from '../../../support/command.ts';
import { fileLocks } from '../../../../src/files/imports/fileLocks.ts';
import type { Lock } from '../../../../src/domain/imports/runs.ts';

const top = mkdtempSync(join(tmpdir(), 'file-locks-'));
after(() => rmSync(top, { recursive: true }));

let folder: string;
let lock: Lock;
beforeEach(() => {
  folder = mkdtempSync(join(top, 'locks-'));
  lock = fileLocks(folder);
});

/** The lock of an earlier holder, `age` milliseconds after its last sign of life. */
function leftBehind(content: string, age = 0): void {
  const path = join(folder, 'run.left-behind.lock');
  const then = new Date(Date.now() - age);
  writeFileSync(path, content);
  utimesSync(path, then, then);
}

const isFree = async (runId = 'run'): Promise<boolean> => {
  const taken = await lock(runId);
  await taken?.release();
  return taken !== undefined;
};

test('is held until it is released, by its own process too, and leaves nothing', async () => {
  const first = await lock('run');
  assert.ok(first);
  assert.equal(await isFree(), false);
  assert.equal(await isFree('another run'), true);
  await first.release();
  assert.equal(await isFree(), true);
  assert.deepEqual(readdirSync(folder), []);
});

test('is free at once where its holder has died', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  leftBehind(String(pid));
  assert.equal(await isFree(), true);
  assert.deepEqual(readdirSync(folder), []);
});

test('belongs to a living process, but not to one that has only been given the id of the holder', async () => {
  leftBehind(String(process.ppid));
  assert.equal(await isFree(), false);
  leftBehind(String(process.ppid), 10 * 60_000);
  assert.equal(await isFree(), true);
});

test('is not taken from a holder that is just writing its file, nor kept by one that died in it', async () => {
  leftBehind('');
  assert.equal(await isFree(), false);
  leftBehind('', 10 * 60_000);
  assert.equal(await isFree(), true);
});

test('whoever comes at the same moment: one at a time, and everybody who waits comes to it', async () => {
  const script = fileURLToPath(new URL('fileLocksRival.ts', import.meta.url));
  const rivals = Array.from({ length: 3 }, () => command(process.execPath, [script, folder, '40']));
  const reports = await Promise.all(rivals);
  for (const report of reports) assert.match(report, /^held 40 times, alone each time$/m);
  assert.deepEqual(readdirSync(folder), []);
});
