// Passes on disk: one window owns a pass, and another one can take it over once that window is gone.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import { nodeDisk } from '../../../../src/files/imports/disk.ts';
import { Passes, type HeldPass } from '../../../../src/files/rows/passes.ts';
import { listPath } from '../../../../src/files/rows/rowFiles.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { fastClock } from './fastClock.ts';

const root = temporaryFolder('passes');
after(() => root.remove());

const parse = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const never = new AbortController().signal;
const undo = { kind: 'undo', subject: 'job 1' };

function windowOn(folder: string, window?: { isAlive: boolean }): Passes {
  return new Passes({ folder, disk: nodeDisk, clock: fastClock(window) });
}

function create(passes: Passes): Promise<HeldPass<string>> {
  const write = (path: string): Promise<number> => {
    writeFileSync(path, '"a"\n"b"\n');
    return Promise.resolve(2);
  };
  return passes.create(undo, write, parse);
}

test('the next window resumes a released pass after its last outcome', async () => {
  const folder = join(root.path, 'released');
  const first = await create(windowOn(folder));
  await first.rows.end({ outcome: 'done' });
  await first.release();
  const passes = windowOn(folder);
  const [head] = await passes.unfinished('undo', 'job 1');
  assert.equal(head?.rows, 2);
  assert.deepEqual(await passes.unfinished('undo', 'job 2'), []);
  const second = await passes.claim(head.id, parse, never);
  assert.ok(typeof second === 'object');
  assert.equal(second.rows.finished, 1);
  await second.rows.end({ outcome: 'done' });
  await second.finish();
  assert.deepEqual(await passes.unfinished('undo', 'job 1'), []);
  assert.equal(await passes.claim(head.id, parse, never), undefined);
  assert.ok(!existsSync(listPath(second.folder)), 'the list of users is deleted');
});

test('a pass can be taken over from a killed window, but not from a live one', async () => {
  const folder = join(root.path, 'killed');
  const owner = { isAlive: true };
  const first = await create(windowOn(folder, owner));
  const passes = windowOn(folder);
  assert.equal(await passes.claim(first.head.id, parse, never), 'elsewhere');
  await first.lease.check();
  owner.isAlive = false;
  const second = await passes.claim(first.head.id, parse, never);
  assert.ok(typeof second === 'object');
  await assert.rejects(first.lease.check(), (error) => failureOf(error).kind === 'conflict');
  assert.ok(first.lease.lost.aborted);
  await second.release();
  await first.release();
});

test('a pass whose list cannot be written, or that is removed, leaves no files', async () => {
  const folder = join(root.path, 'none');
  const passes = windowOn(folder);
  await assert.rejects(
    passes.create(undo, () => Promise.reject(new Error('no')), parse),
    /no/,
  );
  assert.deepEqual(readdirSync(folder), []);
  const pass = await create(passes);
  if (process.platform !== 'win32') assert.equal(statSync(pass.folder).mode & 0o777, 0o700);
  await pass.remove();
  assert.deepEqual(readdirSync(folder), []);
});
