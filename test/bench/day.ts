// A part of the bench: the virtual day of the soak test with the real heap beside it. Run with --expose-gc; prints JSON.
import { runDay, type Day } from '../support/virtualDay.ts';

export interface DayReply {
  readonly day: Day;
  /** Megabytes after a collection that the two windows hold at the end. */
  readonly held: number;
  readonly transitionsPerSecond: number;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

const [hours = '24'] = process.argv.slice(2);
const looks: number[] = [];
const start = performance.now();
const day = await runDay({
  seed: 24,
  hours: Number(hours),
  longLived: true,
  lookAtHeap: () => looks.push(heap()),
});
const [closed = NaN, open = NaN] = looks.reverse();
const seconds = (performance.now() - start) / 1_000;
const reply: DayReply = { day, held: open - closed, transitionsPerSecond: day.transitions / seconds };
console.log(JSON.stringify(reply));
