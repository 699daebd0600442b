// Plans how a CSV that is too large for one job becomes several: cuts between rows, each part under the service's limits.
import { limits } from './rules.ts';
import { LineScanner, type Line } from './scan.ts';

/** A part is the header's bytes and then the bytes from `start` to `end` of the file. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Users, without empty lines. */
  readonly rows: number;
  /** The file's line of the part's second line, the first being the header. */
  readonly firstLine: number;
}

export interface SplitPlan {
  /** Without a byte order mark. */
  readonly header: { readonly start: number; readonly end: number };
  readonly parts: readonly Part[];
}

/** The line of the whole file that a line of a part (1 is its header) was. */
export function wholeLine(part: Part, partLine: number): number {
  return partLine === 1 ? 1 : part.firstLine + partLine - 2;
}

/** Takes the file in chunks of bytes. */
export class SplitPlanner {
  readonly #scanner = new LineScanner((line) => this.#take(line));
  readonly #limits: { readonly rows: number; readonly fileBytes: number };
  readonly #parts: Part[] = [];
  #headerStart = 0;
  #headerEnd = 0;
  #start = 0;
  #firstLine = 2;
  #rows = 0;
  #lineStart = 0;
  #lineRows = 0;
  #lineNumber = 0;

  constructor(partLimits: { readonly rows: number; readonly fileBytes: number } = limits) {
    this.#limits = partLimits;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  end(): SplitPlan {
    const { bytes } = this.#scanner.end();
    this.#endLine(bytes);
    if (this.#rows > 0) this.#cut(bytes, this.#lineNumber + 1);
    return { header: { start: this.#headerStart, end: this.#headerEnd }, parts: this.#parts };
  }

  #take(line: Readonly<Line>): void {
    this.#endLine(line.byteOffset);
    this.#lineStart = line.byteOffset;
    this.#lineNumber = line.number;
    this.#lineRows = line.text.slice(line.start, line.end).trim() === '' ? 0 : 1;
  }

  /** A line's end is known when the next begins. */
  #endLine(end: number): void {
    if (this.#lineNumber === 0) return;
    if (this.#lineNumber === 1) {
      this.#headerStart = this.#lineStart;
      this.#headerEnd = end;
      this.#start = end;
      return;
    }
    const bytes = this.#headerEnd - this.#headerStart + (end - this.#start);
    const isFull = bytes > this.#limits.fileBytes || this.#rows + this.#lineRows > this.#limits.rows;
    if (isFull && this.#rows > 0) this.#cut(this.#lineStart, this.#lineNumber);
    this.#rows += this.#lineRows;
  }

  #cut(end: number, nextLine: number): void {
    this.#parts.push({ start: this.#start, end, rows: this.#rows, firstLine: this.#firstLine });
    this.#start = end;
    this.#firstLine = nextLine;
    this.#rows = 0;
  }
}
