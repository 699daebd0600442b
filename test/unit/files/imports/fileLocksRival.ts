// A process that takes a lock as often as it is told to, and sees whether anybody else holds it at the same time.
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileLocks } from '../../../../src/files/imports/fileLocks.ts';

const [folder = '', times = ''] = process.argv.slice(2);
const lock = fileLocks(folder);
const inside = join(folder, 'inside');
let held = 0;
while (held < Number(times)) {
  const taken = await lock('run');
  if (!taken) continue;
  // Fails where it is there already.
  await (await open(inside, 'wx')).close();
  await unlink(inside);
  await taken.release();
  held++;
}
console.log(`held ${held} times, alone each time`);
