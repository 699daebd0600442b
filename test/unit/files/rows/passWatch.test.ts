// Passes of killed windows are offered; released, finished and dismissed passes are not.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { nodeDisk } from '../../../../src/files/imports/disk.ts';
import { Silence } from '../../../../src/files/imports/silence.ts';
import { Passes, type HeldPass } from '../../../../src/files/rows/passes.ts';
import { PassWatch } from '../../../../src/files/rows/passWatch.ts';
import { hasUnfinishedWork } from '../../../../src/ui/imports/unfinished.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const root = temporaryFolder('watch');
const begun: HeldPass<string>[] = [];
after(async () => {
  for (const { rows } of begun) await rows.close();
  root.remove();
});

const parse = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const looks = 3;

function setUp(name: string) {
  const storage = join(root.path, name);
  const folder = join(storage, 'users', 'passes');
  // Nothing advances the clock, so no lease beats.
  const clock = new VirtualClock();
  const passes = new Passes({ folder, disk: nodeDisk, clock });
  const watch = new PassWatch(nodeDisk, folder, new Silence(clock, looks, 1_000));
  const begin = async (subject: string): Promise<HeldPass<string>> => {
    const write = (path: string): Promise<number> => {
      writeFileSync(path, '"a"\n');
      return Promise.resolve(1);
    };
    const pass = await passes.create(
      { kind: 'undo', subject, name: subject, poolName: 'club' },
      write,
      parse,
    );
    begun.push(pass);
    return pass;
  };
  const look = async (times = 1): Promise<readonly string[]> => {
    for (let each = 0; each < times; each++) await watch.read(true);
    return watch.interrupted().map(({ head }) => head.subject);
  };
  const isUnfinished = () => hasUnfinishedWork(storage, new MemoryMemento());
  return { begin, look, watch, folder, isUnfinished };
}

test('a pass whose window does not beat for several readings is offered until it is dismissed', async () => {
  const { begin, look, watch, isUnfinished } = setUp('silent');
  assert.deepEqual([await look(), watch.isQuiet, await isUnfinished()], [[], true, false]);
  const pass = await begin('job');
  assert.deepEqual([await look(), watch.isQuiet, await isUnfinished()], [[], false, true]);
  assert.deepEqual(await look(looks), ['job']);
  await pass.lease.check();
  assert.deepEqual(await look(), [], 'the window beats again');
  assert.deepEqual(await look(looks), ['job']);
  const [interrupted] = watch.interrupted();
  assert.deepEqual([interrupted?.head.name, interrupted?.head.poolName], ['job', 'club']);
  await watch.dismiss(pass.head.id);
  assert.deepEqual(watch.interrupted(), []);
  assert.deepEqual([await look(looks), watch.isQuiet, await isUnfinished()], [[], true, false]);
  assert.deepEqual(
    watch.resumable().map(({ head }) => head.subject),
    ['job'],
  );
});

test('a paused pass can be resumed but is not offered; a finished pass is dropped', async () => {
  const { begin, look, watch, isUnfinished } = setUp('released');
  await (await begin('paused')).release();
  await (await begin('finished')).finish();
  assert.deepEqual([await look(looks + 1), await isUnfinished()], [[], false]);
  assert.deepEqual(
    watch.resumable().map(({ head }) => head.subject),
    ['paused'],
  );
});

test('temporary files and passes on sandbox pools are ignored', async () => {
  const { begin, look, watch, folder, isUnfinished } = setUp('others');
  await begin('sandbox pool job');
  writeFileSync(join(folder, '.pass.tmp'), '{}');
  assert.deepEqual([await look(looks + 1), watch.isQuiet, await isUnfinished()], [[], true, false]);
  await begin('job');
  assert.deepEqual(await look(looks + 1), ['job']);
});
