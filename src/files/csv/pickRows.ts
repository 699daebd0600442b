// Finds rows of an import CSV and copies them to a new CSV. Blocks: for a worker thread.
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { RowFinder, RowPicker, type FoundRows } from '../../csv/results/resultRows.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import { readChunks, type OnProgress } from './textFile.ts';

export interface RowChoice {
  readonly path: string;
  /** Lines of the file, the header being 1, in rising order. */
  readonly lines: Uint32Array;
  /** A file that must not exist yet. */
  readonly target: string;
  /** Up to this size, UTF-8 rows are returned as text and no file is written. */
  readonly textBytes: number;
}

export interface PickedRows {
  /** The number of the lines that exist in the file. */
  readonly rows: number;
  readonly text?: string;
}

export interface RowSearch {
  readonly path: string;
  /** If present, the rows are validated too. */
  readonly schema?: ImportSchema;
}

/** @throws Error of the file system. */
export function findRows({ path, schema }: RowSearch, onProgress?: OnProgress): FoundRows {
  const finder = new RowFinder(schema);
  for (const chunk of readChunks(path, onProgress)) finder.push(chunk);
  return finder.end();
}

/** Copies the header and the rows byte by byte. @throws Error of the file system. An incomplete target is removed. */
export function pickRows({ path, lines, target, textBytes }: RowChoice, onProgress?: OnProgress): PickedRows {
  const output = new Output(target, textBytes);
  try {
    let at = 0;
    const isWanted = (line: number): boolean => {
      while ((lines[at] ?? Infinity) < line) at++;
      return lines[at] === line;
    };
    const picker = new RowPicker(isWanted, (bytes) => output.write(bytes));
    for (const chunk of readChunks(path, onProgress)) picker.push(chunk);
    const rows = picker.end();
    const text = output.end();
    return { rows, ...(text === undefined ? {} : { text }) };
  } catch (error) {
    output.abandon();
    throw error;
  }
}

const bufferBytes = 1 << 16;

/** Collects bytes as text while they are few, and writes them to a file otherwise. */
class Output {
  readonly #target: string;
  readonly #textBytes: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #file: number | undefined;

  constructor(target: string, textBytes: number) {
    this.#target = target;
    this.#textBytes = textBytes;
  }

  write(bytes: Uint8Array): void {
    this.#pending.push(Uint8Array.from(bytes));
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes > (this.#file === undefined ? this.#textBytes : bufferBytes)) this.#flush();
  }

  /** The text, if no file is written. */
  end(): string | undefined {
    if (this.#file === undefined) {
      const text = textOf(Buffer.concat(this.#pending));
      if (text !== undefined) return text;
    }
    closeSync(this.#flush());
    return undefined;
  }

  abandon(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    unlinkSync(this.#target);
  }

  #flush(): number {
    this.#file ??= openSync(this.#target, 'wx');
    const bytes = Buffer.concat(this.#pending);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    this.#pending = [];
    this.#pendingBytes = 0;
    return this.#file;
  }
}

/** Undefined if some bytes are not UTF-8: an editor would lose them. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
