// A panel's view of the passes for a job, of this window and of others, until they are finished.
import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeDisk } from '../../../../src/files/imports/disk.ts';
import { Passes, type HeldPass, type PassesOptions } from '../../../../src/files/rows/passes.ts';
import { PassesAbout, type WatchedPass } from '../../../../src/files/rows/passesAbout.ts';
import { outcomesPath } from '../../../../src/files/rows/rowFiles.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { fastClock } from './fastClock.ts';

const root = temporaryFolder('watched-passes');
after(() => root.remove());

const parse = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function onDisk(name: string, window?: { isAlive: boolean }): PassesOptions {
  return { folder: join(root.path, name), disk: nodeDisk, clock: fastClock(window) };
}

function create(options: PassesOptions, subject = 'job 1'): Promise<HeldPass<string>> {
  const write = (path: string): Promise<number> => {
    writeFileSync(path, '"a"\n"b"\n"c"\n');
    return Promise.resolve(3);
  };
  return new Passes(options).create({ kind: 'undo', subject }, write, parse);
}

/** Watches the passes for `job 1`; `until` resolves with them once `accept` returns true. */
function watch(options: PassesOptions) {
  let check: () => void = () => undefined;
  const warnings: string[] = [];
  const passes = new PassesAbout(options, 'job 1', {
    onChange: () => check(),
    warn: (text) => warnings.push(text),
  });
  const until = (accept: (known: readonly WatchedPass[]) => boolean) =>
    new Promise<readonly WatchedPass[]>((resolve) => {
      check = () => accept(passes.known) && resolve(passes.known);
      check();
    });
  return { until, warnings, dispose: () => passes.dispose() };
}

test('a pass is visible with every step until it is finished', async () => {
  const options = onDisk('steps');
  const seen = watch(options);
  const other = await create(options, 'job 2');
  const pass = await create(options);
  const [begun] = await seen.until(([first]) => first !== undefined);
  assert.deepEqual(
    [begun?.head.id, begun?.counts, begun?.isDriven],
    [pass.head.id, { done: 0, kept: 0, failed: 0 }, true],
  );
  await pass.rows.begin('note');
  await pass.rows.end({ outcome: 'done' });
  await seen.until(([first]) => first?.counts.done === 1);
  await pass.rows.end({ outcome: 'kept', reason: 'gone' });
  await pass.release();
  const [paused] = await seen.until(([first]) => first?.isDriven === false);
  assert.deepEqual(paused?.counts, { done: 1, kept: 1, failed: 0 });
  const again = await new Passes(options).claim(pass.head.id, parse, new AbortController().signal);
  assert.ok(typeof again === 'object');
  await seen.until(([first]) => first?.isDriven === true);
  await again.rows.end({ outcome: 'failed', reason: 'no' });
  await again.finish();
  const known = await seen.until(([first]) => first?.head.isFinished === true);
  assert.deepEqual(
    known.map(({ head, counts, isDriven }) => ({ id: head.id, counts, isDriven })),
    [{ id: pass.head.id, counts: { done: 1, kept: 1, failed: 1 }, isDriven: false }],
  );
  await other.release();
  seen.dispose();
  assert.deepEqual(seen.warnings, []);
});

test('a pass of a killed window is no longer marked as driven', async () => {
  const options = onDisk('killed');
  const owner = { isAlive: true };
  const pass = await create(onDisk('killed', owner));
  const seen = watch(options);
  await seen.until(([first]) => first?.isDriven === true);
  owner.isAlive = false;
  await seen.until(([first]) => first?.isDriven === false);
  await pass.release();
  seen.dispose();
});

test('an incomplete line does not count as an outcome', async () => {
  const options = onDisk('torn');
  const pass = await create(options);
  const line = '{"row":0,"outcome":"done"}\n';
  appendFileSync(outcomesPath(pass.folder), line.slice(0, 12));
  const seen = watch(options);
  const [first] = await seen.until(([known]) => known !== undefined);
  assert.equal(first?.counts.done, 0);
  appendFileSync(outcomesPath(pass.folder), line.slice(12));
  await seen.until(([known]) => known?.counts.done === 1);
  await pass.release();
  seen.dispose();
});
