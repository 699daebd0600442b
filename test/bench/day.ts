// A part of the bench: the virtual day of the soak test with the real heap beside it. Run with --expose-gc; prints JSON.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { runDay, type Day } from '../support/worlds/virtualDay.ts';

export interface DayReply {
  readonly day: Day;
  /** Megabytes that the two windows hold at the end, after a garbage collection. */
  readonly held: number;
  readonly transitionsPerSecond: number;
}

/** Combined signals are released only in turns of the event loop, which a virtual clock does not take by itself. */
async function heap(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.();
    await nextTurn();
  }
  return process.memoryUsage().heapUsed / 1e6;
}

const [hours = '24'] = process.argv.slice(2);
const looks: number[] = [];
const start = performance.now();
const day = await runDay({
  seed: 24,
  hours: Number(hours),
  longLived: true,
  lookAtHeap: async () => void looks.push(await heap()),
});
const [closed = NaN, open = NaN] = looks.reverse();
const seconds = (performance.now() - start) / 1_000;
const reply: DayReply = { day, held: open - closed, transitionsPerSecond: day.transitions / seconds };
console.log(JSON.stringify(reply));
