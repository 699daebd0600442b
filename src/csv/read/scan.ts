// Cuts a file that comes in chunks of bytes into lines, keeping only the line at hand.

import { readByteOrderMark, type ByteOrderMark } from './byteOrderMark.ts';
import { Finder } from './finder.ts';
import { carriageReturn, findLineEnd, newline } from './lineEnd.ts';

/** The line at hand: `text.slice(start, end)`, without its line end. The object and its text live until the next line only. */
export interface Line {
  text: string;
  start: number;
  end: number;
  /** 1 is the first line of the file. */
  number: number;
  /** UTF-16 column of the first carriage return that ends no line, or -1. */
  bareReturn: number;
  /** Bytes that are no UTF-8 are U+FFFD in `text`. */
  validUtf8: boolean;
}

/** Handles a line given its number and returns where the next one begins, or -1 to have the line visited. */
type TakeBytes = (bytes: Uint8Array, start: number, line: number) => number;

interface FileFacts {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * The maximum kept of an endless line. Far more than a legal row, so that a long row is recognized, and little enough
 * that a file without line ends cannot fill the memory.
 */
const keptLineBytes = 1 << 20;

/**
 * Lines end in LF or CRLF. The bytes of a chunk are not looked at after `push` has returned, so a buffer may be used again.
 * The visitor is called synchronously; an empty last line is not a line.
 */
export class LineScanner {
  #byteOrderMark: ByteOrderMark | undefined;
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  #bytes = 0;
  #isStarted = false;
  #lineEnd: 'newline' | 'return' | undefined;
  #heldReturn = false;
  readonly #returns = new Finder('\r');
  readonly #visit: (line: Readonly<Line>) => void;
  readonly #takeBytes: TakeBytes | undefined;
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #line: Line = {
    text: '',
    start: 0,
    end: 0,
    number: 0,
    bareReturn: -1,
    validUtf8: true,
  };

  /** @param takeBytes is asked before a line is visited, with the bytes of whole lines. */
  constructor(visit: (line: Readonly<Line>) => void, takeBytes?: TakeBytes) {
    this.#visit = visit;
    this.#takeBytes = takeBytes;
  }

  /** Known when the first line is visited; it is not part of that line. */
  get byteOrderMark(): ByteOrderMark | undefined {
    return this.#byteOrderMark;
  }

  /** Whether the first line ends in CR alone. Then all do, and LF and CRLF end lines too. */
  get endsInReturns(): boolean {
    return this.#lineEnd === 'return';
  }

  /** Whether the next pushed bytes begin a line and can be passed on unchanged. */
  get isAtLineBegin(): boolean {
    return this.#lineEnd === 'newline' && this.#restBytes === 0;
  }

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    // Of one class, also where the caller has a Buffer: loops over bytes of two classes take a third longer.
    let piece = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    if (this.#lineEnd === undefined) {
      piece = this.#restBytes === 0 ? bytes : concat([...this.#rest, bytes]);
      this.#lineEnd = findLineEnd(piece);
      if (this.#lineEnd === undefined) {
        this.#keep(bytes);
        return;
      }
      this.#rest = [];
      this.#restBytes = 0;
    }
    this.#take(this.#lineEnd === 'return' ? this.#replaceReturns(piece) : piece);
  }

  #take(chunk: Uint8Array): void {
    const lastNewline = chunk.lastIndexOf(newline);
    if (lastNewline === -1) {
      this.#keep(chunk);
      return;
    }
    let from = 0;
    if (this.#restBytes > 0) {
      from = chunk.indexOf(newline) + 1;
      this.#scan(concat([...this.#rest, chunk.subarray(0, from)]));
      this.#rest = [];
      this.#restBytes = 0;
    }
    if (from <= lastNewline) this.#scan(chunk.subarray(from, lastNewline + 1));
    this.#keep(chunk.subarray(lastNewline + 1));
  }

  /** Visits a last line without a line ending. Nothing may be pushed afterwards. */
  end(): FileFacts {
    const rest = concat(this.#rest);
    if (this.#lineEnd === undefined && rest.at(-1) === carriageReturn) {
      this.#lineEnd = 'return';
      this.#scan(concat([rest.subarray(0, -1), Uint8Array.of(newline)]));
    } else {
      if (this.#heldReturn) this.#scan(concat([rest, Uint8Array.of(newline)]));
      else if (rest.length > 0) this.#scan(rest);
    }
    return { bytes: this.#bytes, lines: this.#line.number };
  }

  /** A copy with LF for each CR and CRLF. A CR at the end is held back until the next byte is known. */
  #replaceReturns(bytes: Uint8Array): Uint8Array {
    const copy = new Uint8Array(bytes.length + 1);
    let length = 0;
    let isHeld = this.#heldReturn;
    for (const byte of bytes) {
      if (isHeld && byte !== newline) copy[length++] = newline;
      isHeld = byte === carriageReturn;
      if (!isHeld) copy[length++] = byte;
    }
    this.#heldReturn = isHeld;
    return copy.subarray(0, length);
  }

  #keep(bytes: Uint8Array): void {
    const room = Math.min(bytes.length, keptLineBytes - this.#restBytes);
    if (room === 0) return;
    // Not slice: of a Buffer that would be a view on memory that is used again.
    this.#rest.push(new Uint8Array(bytes.subarray(0, room)));
    this.#restBytes += room;
  }

  /** `bytes` begin at a line's begin and end at a line's end, so no character is cut. */
  #scan(bytes: Uint8Array): void {
    let piece = bytes;
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#byteOrderMark = readByteOrderMark(bytes);
      if (this.#byteOrderMark === 'utf-8') piece = bytes.subarray(3);
    }
    if (this.#takeBytes === undefined) this.#decode(piece);
    else this.#takeLines(piece, this.#takeBytes);
  }

  /** The more lines in a row are not taken, the more are decoded at once: decoding line by line is slow. */
  #takeLines(bytes: Uint8Array, take: TakeBytes): void {
    let linesToDecode = 1;
    for (let from = 0; from < bytes.length;) {
      const next = take(bytes, from, this.#line.number + 1);
      if (next !== -1) {
        this.#line.number++;
        linesToDecode = 1;
        from = next;
        continue;
      }
      let to = from;
      for (let line = 0; line < linesToDecode && to < bytes.length; line++) {
        const found = bytes.indexOf(newline, to);
        to = found === -1 ? bytes.length : found + 1;
      }
      this.#decode(bytes.subarray(from, to));
      linesToDecode *= 2;
      from = to;
    }
  }

  #decode(bytes: Uint8Array): void {
    let text: string;
    try {
      text = this.#strict.decode(bytes);
    } catch {
      this.#scanInvalid(bytes);
      return;
    }
    this.#visitLines(text, true);
  }

  /** Some bytes here are not UTF-8: decodes line by line to find out where. */
  #scanInvalid(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(newline, from);
      const to = found === -1 ? bytes.length : found + 1;
      const piece = bytes.subarray(from, to);
      const text = this.#lenient.decode(piece);
      this.#visitLines(text, !text.includes('\ufffd') || isUtf8(this.#strict, piece));
      from = to;
    }
  }

  #visitLines(text: string, validUtf8: boolean): void {
    const line = this.#line;
    line.text = text;
    line.validUtf8 = validUtf8;
    for (let from = 0; from < text.length;) {
      const found = text.indexOf('\n', from);
      const next = found === -1 ? text.length : found + 1;
      let end = found === -1 ? next : found;
      if (found > from && text.charCodeAt(found - 1) === carriageReturn) end--;
      const bareReturn = this.#returns.next(text, from);
      line.start = from;
      line.end = end;
      line.number++;
      line.bareReturn = bareReturn < end ? bareReturn - from : -1;
      this.#visit(line);
      from = next;
    }
  }
}

function isUtf8(strict: InstanceType<typeof TextDecoder>, bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
