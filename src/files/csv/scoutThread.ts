// A second thread that scouts blocks of a CSV ahead of the one that validates it. Both see the same memory; what each may touch is said
// by a block's state.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { RowScout, type Scouting } from '../../csv/validate/rowScout.ts';
import { scouted } from '../../csv/validate/scoutedRow.ts';
import { blockBytes } from './blocks.ts';

/** `filled`: may be claimed by either thread. `claimed`: belongs to the one that claimed it, until it is `done`. */
const states = { free: 0, filled: 1, claimed: 2, done: 3 } as const;

/** Rows of a block that are kept: of shorter rows the first ones. */
const rowsOfBlock = 1 << 10;
const blocks = 16;

/** Places in `control`: one number that changes with whatever the second thread waits for, then state, length and count of each block. */
const signal = 0;
const isOver = 1;
const first = 2;
const perBlock = 3;

export interface SharedBlocks {
  readonly control: Int32Array;
  readonly bytes: Uint8Array;
  readonly rows: Int32Array;
}

/** What the second thread's `workerData` says. */
export interface ScoutRequest extends SharedBlocks {
  readonly kind: 'scout';
  readonly scouting: Scouting;
}

/** Blocks in the order in which the first thread fills and takes them. */
export class ScoutedBlocks {
  readonly #shared: SharedBlocks;
  readonly #scout: RowScout;
  readonly #patience: number;
  #filled = 0;
  #taken = 0;
  /** The second thread does not answer: its results are ignored from now on. */
  #isAlone = false;

  /** @param patience milliseconds to wait for one block: after that the first thread continues alone. */
  constructor(script: string, scouting: Scouting, patience = 5_000) {
    this.#patience = patience;
    this.#shared = {
      control: new Int32Array(new SharedArrayBuffer(4 * (first + blocks * perBlock))),
      bytes: new Uint8Array(new SharedArrayBuffer(blocks * blockBytes)),
      rows: new Int32Array(new SharedArrayBuffer(4 * blocks * rowsOfBlock * scouted.size)),
    };
    this.#scout = new RowScout(scouting);
    const workerData: ScoutRequest = { kind: 'scout', scouting, ...this.#shared };
    const worker = new Worker(script, { workerData, name: 'cognito-csv-scout' });
    // Without it the first thread continues alone, with the same result.
    worker.on('error', () => undefined);
    worker.unref();
  }

  get isFull(): boolean {
    return this.#filled - this.#taken === blocks;
  }

  get isEmpty(): boolean {
    return this.#filled === this.#taken;
  }

  /** @param read fills a block and returns its length, 0 at the end. @returns whether anything was read. */
  fill(read: (into: Uint8Array) => number): boolean {
    const { control } = this.#shared;
    const block = this.#filled % blocks;
    const length = read(bytesOf(this.#shared, block));
    if (length === 0) return false;
    const at = first + block * perBlock;
    control[at + 1] = length;
    Atomics.store(control, at, states.filled);
    this.#filled++;
    this.#notify();
    return true;
  }

  /** Passes the oldest block and the `count` rows scouted in it. */
  take(use: (bytes: Uint8Array, rows: Int32Array, count: number) => void): void {
    const { control } = this.#shared;
    const block = this.#taken % blocks;
    const at = first + block * perBlock;
    while (!this.#isAlone && !this.#scoutIfFree(block) && Atomics.load(control, at) === states.claimed)
      this.#waitUsefully(at);
    const count = this.#isAlone ? 0 : (control[at + 2] ?? 0);
    use(bytesOf(this.#shared, block).subarray(0, control[at + 1]), rowsOf(this.#shared, block), count);
    Atomics.store(control, at, states.free);
    this.#taken++;
  }

  /** The second thread ends by itself or, if it hangs, with this one. */
  close(): void {
    Atomics.store(this.#shared.control, isOver, 1);
    this.#notify();
  }

  /** The other thread works on the oldest block: this one scouts the newest, or waits if that is the same block. */
  #waitUsefully(at: number): void {
    for (let number = this.#filled - 1; number > this.#taken; number--)
      if (this.#scoutIfFree(number % blocks)) return;
    const answer = Atomics.wait(this.#shared.control, at, states.claimed, this.#patience);
    this.#isAlone = answer === 'timed-out';
  }

  #scoutIfFree(block: number): boolean {
    const { control } = this.#shared;
    const at = first + block * perBlock;
    if (Atomics.compareExchange(control, at, states.filled, states.claimed) !== states.filled) return false;
    scoutBlock(this.#scout, this.#shared, block);
    return true;
  }

  #notify(): void {
    Atomics.add(this.#shared.control, signal, 1);
    Atomics.notify(this.#shared.control, signal);
  }
}

/** Whether a second thread is worth its start. */
export function isWorthSharing(bytes: number): boolean {
  return bytes >= 4 << 20 && availableParallelism() > 1;
}

/** The second thread: scouts unclaimed blocks until the first thread has ended. */
export function scoutBlocks({ control, bytes, rows, scouting }: ScoutRequest): void {
  const shared = { control, bytes, rows };
  const scout = new RowScout(scouting);
  let last = -1;
  for (;;) {
    const seen = Atomics.load(control, signal);
    if (Atomics.load(control, isOver) === 1) return;
    const block = claim(control, last + 1);
    if (block === -1) {
      Atomics.wait(control, signal, seen);
      continue;
    }
    last = block;
    scoutBlock(scout, shared, block);
  }
}

function scoutBlock(scout: RowScout, shared: SharedBlocks, block: number): void {
  const { control } = shared;
  const at = first + block * perBlock;
  const bytes = bytesOf(shared, block).subarray(0, control[at + 1]);
  control[at + 2] = scout.scoutAll(bytes, rowsOf(shared, block));
  Atomics.store(control, at, states.done);
  Atomics.notify(control, at);
}

/** Takes blocks in the order in which they are filled, so that it stays ahead of the first thread. */
function claim(control: Int32Array, from: number): number {
  for (let turn = 0; turn < blocks; turn++) {
    const block = (from + turn) % blocks;
    const at = first + block * perBlock;
    if (Atomics.compareExchange(control, at, states.filled, states.claimed) === states.filled) return block;
  }
  return -1;
}

function bytesOf({ bytes }: SharedBlocks, block: number): Uint8Array {
  return bytes.subarray(block * blockBytes, (block + 1) * blockBytes);
}

function rowsOf({ rows }: SharedBlocks, block: number): Int32Array {
  const size = rowsOfBlock * scouted.size;
  return rows.subarray(block * size, (block + 1) * size);
}
