// Validates one file from disk, for a worker thread: it blocks until the file is read.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { JudgedBlock } from '../../csv/judge.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import { CsvValidator, type ValidationResult } from '../../csv/validate.ts';
import { BlockQueue, type JudgeInput } from './blockRing.ts';
import type { OnProgress } from './textFile.ts';

export interface FileToValidate {
  readonly path: string;
  readonly schema: ImportSchema;
  readonly findingsPerRule?: number;
}

export interface ValidatedFile extends ValidationResult {
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** A file of fewer bytes is validated before a second thread has started. */
const sharedBytes = 8_000_000;

/**
 * @param startJudge starts a thread that runs `judgeBlocks`. The result is the same with and without it.
 * @throws Error of the file system.
 */
export function validateFile(
  { path, schema, findingsPerRule }: FileToValidate,
  onProgress?: OnProgress,
  startJudge?: (input: JudgeInput) => void,
): ValidatedFile {
  const validator = new CsvValidator(schema, findingsPerRule);
  const queue = new BlockQueue();
  const file = openSync(path, 'r');
  try {
    const totalBytes = fstatSync(file).size;
    const isShared = totalBytes >= sharedBytes && availableParallelism() > 1;
    let judge = isShared ? startJudge : undefined;
    const reader = new BlockReader(file, queue);
    let bytes = 0;
    const use = (piece: Uint8Array, block: JudgedBlock | undefined): void => {
      if (!block || !validator.takeJudged(block, piece.length)) validator.push(new Uint8Array(piece));
      bytes += piece.length;
      onProgress?.(bytes, totalBytes);
    };
    // One block at first, for its header.
    reader.fill(1);
    while (!queue.isEmpty) {
      queue.take(use);
      const { headerLine } = validator;
      if (judge && headerLine !== undefined) {
        judge({ memory: queue.memory, schema, headerLine });
        judge = undefined;
      }
      reader.fill();
    }
    return { ...validator.end(), sha256: reader.sha256() };
  } finally {
    queue.close();
    closeSync(file);
  }
}

const newline = 0x0a;

/** Reads a file into the blocks of a queue, cut at the ends of lines where there are any. */
class BlockReader {
  readonly #file: number;
  readonly #queue: BlockQueue;
  readonly #hash: Hash = createHash('sha256');
  #rest: Uint8Array = new Uint8Array();
  #endsLine = true;
  #isAtEnd = false;

  constructor(file: number, queue: BlockQueue) {
    this.#file = file;
    this.#queue = queue;
  }

  /** Reads as many blocks as there is room for. */
  fill(most = Infinity): void {
    for (let count = 0; count < most && !this.#isAtEnd; count++) {
      const { room } = this.#queue;
      if (!room) return;
      this.#read(room);
    }
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }

  #read(room: Uint8Array): void {
    room.set(this.#rest);
    const rest = this.#rest.length;
    const read = readSync(this.#file, room, rest, room.length - rest, null);
    this.#isAtEnd = read === 0;
    this.#hash.update(new Uint8Array(room.subarray(rest, rest + read)));
    const length = rest + read;
    const cut = this.#isAtEnd ? length : lineEnd(room.subarray(0, length));
    this.#rest = new Uint8Array(room.subarray(cut, length));
    if (cut === 0) return;
    const endsLine = room[cut - 1] === newline;
    this.#queue.add(cut, this.#endsLine && endsLine);
    this.#endsLine = endsLine;
  }
}

/** Behind the last line end; at the end of a block without one that has no room for more. */
function lineEnd(bytes: Uint8Array): number {
  return bytes.lastIndexOf(newline) + 1 || bytes.length;
}
