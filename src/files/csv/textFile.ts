// Reads chunks and text from a file and writes lines to a new one. All but readBegin blocks: it is for worker threads.
import { closeSync, fstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { readByteOrderMark } from '../../csv/read/byteOrderMark.ts';
import type { Encoding } from '../../sources/read/text.ts';

export type OnProgress = (bytes: number, totalBytes: number) => void;

/** Small enough that the text of a chunk is collected soon after its use. */
const chunkBytes = 1 << 16;

/** Reads the file to its end, or until the caller stops. Every chunk is the same buffer. */
export function* readChunks(path: string, onProgress?: OnProgress): Generator<Uint8Array, void> {
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  const file = openSync(path, 'r');
  try {
    const totalBytes = fstatSync(file).size;
    let bytes = 0;
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      yield buffer.subarray(0, read);
      bytes += read;
      onProgress?.(bytes, totalBytes);
    }
  } finally {
    closeSync(file);
  }
}

/** The first bytes of a file, at most so many. Never rejects: empty if the file cannot be read, which reading the whole file reports. */
export async function readBegin(path: string, bytes: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(bytes);
  try {
    const file = await open(path);
    try {
      const { bytesRead } = await file.read(buffer, 0, bytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return buffer.subarray(0, 0);
  }
}

/** Decides by the byte order mark, or else by whether all bytes are valid UTF-8. */
export function detectEncoding(chunks: Iterable<Uint8Array>): Encoding {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for (const chunk of chunks) {
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
      // Without a mark: the first characters are ASCII.
      if (isFirst && readByteOrderMark(chunk) === 'utf-16') return chunk[0] === 0 ? 'utf-16be' : 'utf-16le';
      isFirst = false;
      strict.decode(chunk, { stream: true });
    }
    strict.decode();
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The text without its byte order mark. */
export function* decode(chunks: Iterable<Uint8Array>, encoding: Encoding): Generator<string, void> {
  const decoder = new TextDecoder(encoding);
  for (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Writes lines to a new file; without a path it keeps them as text. */
export class LineWriter {
  readonly #path: string | undefined;
  readonly #file: number | undefined;
  #pending: string[] = [];
  #pendingCharacters = 0;

  constructor(path: string | undefined) {
    this.#path = path;
    this.#file = path === undefined ? undefined : openSync(path, 'wx');
  }

  write(line: string): void {
    this.#pending.push(line, '\n');
    this.#pendingCharacters += line.length + 1;
    if (this.#file !== undefined && this.#pendingCharacters > chunkBytes) this.#flush(this.#file);
  }

  /** Returns the text if there is no file. */
  end(): string | undefined {
    if (this.#file === undefined) return this.#pending.join('');
    this.#flush(this.#file);
    closeSync(this.#file);
    return undefined;
  }

  /** Closes and removes the file. */
  abandon(): void {
    if (this.#file === undefined || this.#path === undefined) return;
    closeSync(this.#file);
    unlinkSync(this.#path);
  }

  #flush(file: number): void {
    const bytes = Buffer.from(this.#pending.join(''));
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    this.#pending = [];
    this.#pendingCharacters = 0;
  }
}
