// Reads a file in blocks of whole lines.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { newline } from '../../csv/read/lineEnd.ts';
import type { OnProgress } from './textFile.ts';

/** Small enough that the text of a block is collected soon after its use. */
export const blockBytes = 1 << 16;

export class BlockReader {
  /** The file's size when it was opened. */
  readonly size: number;
  readonly #file: number;
  readonly #onProgress: OnProgress | undefined;
  /** The beginning of a line whose end has not been read yet. */
  #rest = new Uint8Array(0);
  #bytes = 0;

  /** @throws Error of the file system. */
  constructor(path: string, onProgress?: OnProgress) {
    this.#file = openSync(path, 'r');
    this.size = fstatSync(this.#file).size;
    this.#onProgress = onProgress;
  }

  /**
   * Fills `into` (`blockBytes` long) from its start up to the end of a line. Only the last block, or a line that is longer than
   * a block, ends within a line.
   * @returns the number of bytes; 0 at the end of the file. @throws Error of the file system.
   */
  read(into: Uint8Array): number {
    into.set(this.#rest);
    let length = this.#rest.length;
    this.#rest = new Uint8Array(0);
    while (length < into.length) {
      const read = readSync(this.#file, into, length, into.length - length, null);
      if (read === 0) return length;
      length += read;
      this.#bytes += read;
    }
    this.#onProgress?.(this.#bytes, this.size);
    const end = into.lastIndexOf(newline) + 1;
    if (end === 0) return length;
    this.#rest = into.slice(end);
    return end;
  }

  close(): void {
    closeSync(this.#file);
  }
}
