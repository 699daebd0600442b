// Blocks of a file in memory that two threads share: the validating thread fills them in order and takes them in order; a second thread
// judges those that the first has not come to, the newest first.
import { BlockJudge, mostJudgedRows, type JudgedBlock } from '../../csv/judge.ts';
import type { ImportSchema } from '../../csv/schema.ts';

const slots = 16;
const blockBytes = 1 << 17;
const mostFindings = 2 * mostJudgedRows;
/** Numbers of one result: five for the counts, seven for the evidence, then two for each key and four for each finding. */
const resultLength = 12 + 6 * mostJudgedRows + 4 * mostFindings;

/** States of a slot. */
const free = 0;
const filled = 1;
const taken = 2;
const judged = 3;

/** What a judging thread needs, to be posted to it. */
export interface JudgeInput {
  readonly memory: RingMemory;
  readonly schema: ImportSchema;
  readonly headerLine: string;
}

interface RingMemory {
  /** For each slot its state, the number of its block and the length of the block; then the signal and whether the file is at its end. */
  readonly control: SharedArrayBuffer;
  readonly bytes: SharedArrayBuffer;
  readonly results: SharedArrayBuffer;
}

class Ring {
  readonly memory: RingMemory;
  readonly control: Int32Array;
  readonly signal = 3 * slots;
  readonly closed = 3 * slots + 1;

  constructor(memory?: RingMemory) {
    this.memory = memory ?? {
      control: new SharedArrayBuffer(4 * (3 * slots + 2)),
      bytes: new SharedArrayBuffer(slots * blockBytes),
      results: new SharedArrayBuffer(4 * slots * resultLength),
    };
    this.control = new Int32Array(this.memory.control);
  }

  bytesOf(slot: number): Uint8Array {
    return new Uint8Array(this.memory.bytes, slot * blockBytes, blockBytes);
  }

  resultOf(slot: number): Uint32Array {
    return new Uint32Array(this.memory.results, 4 * slot * resultLength, resultLength);
  }
}

/** The validating thread's side. Blocks are numbered from 0. */
export class BlockQueue {
  readonly #ring = new Ring();
  #filled = 0;
  #taken = 0;

  get memory(): RingMemory {
    return this.#ring.memory;
  }

  /** Where the next block goes; undefined while all slots are in use. */
  get room(): Uint8Array | undefined {
    return this.#filled - this.#taken < slots ? this.#ring.bytesOf(this.#filled % slots) : undefined;
  }

  get isEmpty(): boolean {
    return this.#filled === this.#taken;
  }

  /** @param canBeJudged whether the block has whole lines. */
  add(length: number, canBeJudged: boolean): void {
    const { control, signal } = this.#ring;
    const slot = this.#filled % slots;
    control[slots + slot] = this.#filled;
    control[2 * slots + slot] = length;
    Atomics.store(control, slot, canBeJudged ? filled : taken + judged);
    this.#filled++;
    Atomics.add(control, signal, 1);
    Atomics.notify(control, signal);
  }

  /** Gives the next block to `use`, judged if the other thread has done that. */
  take(use: (bytes: Uint8Array, block: JudgedBlock | undefined) => void): void {
    const { control } = this.#ring;
    const slot = this.#taken % slots;
    const bytes = this.#ring.bytesOf(slot).subarray(0, control[2 * slots + slot]);
    if (Atomics.compareExchange(control, slot, filled, free) === taken) Atomics.wait(control, slot, taken);
    use(bytes, Atomics.load(control, slot) === judged ? readResult(this.#ring.resultOf(slot)) : undefined);
    Atomics.store(control, slot, free);
    this.#taken++;
  }

  /** Ends the other thread. */
  close(): void {
    const { control, closed, signal } = this.#ring;
    Atomics.store(control, closed, 1);
    Atomics.add(control, signal, 1);
    Atomics.notify(control, signal);
  }
}

/** The judging thread's side: runs until the queue is closed. */
export function judgeBlocks({ memory, schema, headerLine }: JudgeInput): void {
  const ring = new Ring(memory);
  const { control, signal, closed } = ring;
  const judge = new BlockJudge(schema, headerLine);
  for (;;) {
    const signals = Atomics.load(control, signal);
    if (Atomics.load(control, closed) === 1) return;
    const slot = takeNewest(control);
    if (slot === undefined) {
      Atomics.wait(control, signal, signals);
      continue;
    }
    const result = ring.resultOf(slot);
    try {
      // TextDecoder takes no shared memory.
      const bytes = new Uint8Array(ring.bytesOf(slot).subarray(0, control[2 * slots + slot]));
      writeResult(result, judge.judge(bytes));
    } catch {
      // The validating thread meets the same error, if it is one.
      writeResult(result, undefined);
    }
    Atomics.store(control, slot, judged);
    Atomics.notify(control, slot);
  }
}

function takeNewest(control: Int32Array): number | undefined {
  let newest: number | undefined;
  for (let slot = 0; slot < slots; slot++) {
    if (Atomics.load(control, slot) !== filled) continue;
    if (newest === undefined || numberOf(control, slot) > numberOf(control, newest)) newest = slot;
  }
  if (newest === undefined) return undefined;
  return Atomics.compareExchange(control, newest, filled, taken) === filled ? newest : takeNewest(control);
}

function numberOf(control: Int32Array, slot: number): number {
  return control[slots + slot] ?? 0;
}

const keysAt = 12;
const findingsAt = keysAt + 6 * mostJudgedRows;

function writeResult(into: Uint32Array, block: JudgedBlock | undefined): void {
  into[0] = 0;
  if (!block || block.findings.length > 4 * mostFindings) return;
  const { rows, usernames, contacts, findings, evidence, hasHashes } = block;
  into.set([1, rows, findings.length, hasHashes ? 1 : 0, 0]);
  into.set(
    [
      evidence.monthFirst,
      evidence.monthFirstLine,
      evidence.dayFirst,
      evidence.dayFirstLine,
      evidence.either,
      evidence.loose,
      evidence.shortYears,
    ],
    5,
  );
  [usernames, contacts.email, contacts.phone_number].forEach((keys, index) =>
    into.set(keys.subarray(0, 2 * rows), keysAt + 2 * mostJudgedRows * index),
  );
  into.set(findings, findingsAt);
}

function readResult(from: Uint32Array): JudgedBlock | undefined {
  const [isJudged = 0, rows = 0, findingsLength = 0, hasHashes = 0] = from;
  if (isJudged === 0) return undefined;
  const keys = (index: number): Uint32Array => from.subarray(keysAt + 2 * mostJudgedRows * index);
  const [
    monthFirst = 0,
    monthFirstLine = 0,
    dayFirst = 0,
    dayFirstLine = 0,
    either = 0,
    loose = 0,
    shortYears = 0,
  ] = from.subarray(5);
  return {
    rows,
    usernames: keys(0),
    contacts: { email: keys(1), phone_number: keys(2) },
    findings: from.subarray(findingsAt, findingsAt + findingsLength),
    evidence: { monthFirst, monthFirstLine, dayFirst, dayFirstLine, either, loose, shortYears },
    hasHashes: hasHashes === 1,
  };
}
