// Plans how a CSV becomes several jobs, because it is too large for one or its first rows are a trial: cuts between rows, each part under the
// service's limits.
import { newline } from './lineEnd.ts';
import { limits } from '../validate/rules.ts';
import { readByteOrderMark } from './byteOrderMark.ts';

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
export function wholeLine(part: Pick<Part, 'firstLine'>, partLine: number): number {
  return partLine === 1 ? 1 : part.firstLine + partLine - 2;
}

const space = 0x20;

/** Takes the file in chunks of bytes, in order, the first of three bytes or more; text is not decoded. */
export class SplitPlanner {
  readonly #limits: { readonly rows: number; readonly fileBytes: number };
  readonly #firstRows: number;
  readonly #parts: Part[] = [];
  #headerStart = 0;
  #headerEnd = 0;
  #start = 0;
  #firstLine = 2;
  #rows = 0;
  #bytes = 0;
  #lineNumber = 1;
  #lineStart = 0;
  #lineIsBlank = true;

  /** @param firstRows how many rows the first part has at most. */
  constructor(
    partLimits: { readonly rows: number; readonly fileBytes: number } = limits,
    firstRows = partLimits.rows,
  ) {
    this.#limits = partLimits;
    this.#firstRows = Math.min(firstRows, partLimits.rows);
  }

  push(chunk: Uint8Array): void {
    if (this.#bytes === 0 && readByteOrderMark(chunk) === 'utf-8') this.#headerStart = 3;
    for (let from = 0; from < chunk.length;) {
      const found = chunk.indexOf(newline, from);
      const to = found === -1 ? chunk.length : found;
      if (this.#lineIsBlank) this.#lineIsBlank = chunk.subarray(from, to).every((byte) => byte <= space);
      if (found !== -1) this.#endLine(this.#bytes + found + 1);
      from = to + 1;
    }
    this.#bytes += chunk.length;
  }

  end(): SplitPlan {
    if (this.#lineStart < this.#bytes) this.#endLine(this.#bytes);
    if (this.#rows > 0) this.#cut(this.#bytes, this.#lineNumber);
    return { header: { start: this.#headerStart, end: this.#headerEnd }, parts: this.#parts };
  }

  #endLine(end: number): void {
    if (this.#lineNumber === 1) {
      this.#headerEnd = end;
      this.#start = end;
    } else {
      const rows = this.#lineIsBlank ? 0 : 1;
      const bytes = this.#headerEnd - this.#headerStart + (end - this.#start);
      const mostRows = this.#parts.length === 0 ? this.#firstRows : this.#limits.rows;
      const isFull = bytes > this.#limits.fileBytes || this.#rows + rows > mostRows;
      if (isFull && this.#rows > 0) this.#cut(this.#lineStart, this.#lineNumber);
      this.#rows += rows;
    }
    this.#lineNumber++;
    this.#lineStart = end;
    this.#lineIsBlank = true;
  }

  #cut(end: number, nextLine: number): void {
    this.#parts.push({ start: this.#start, end, rows: this.#rows, firstLine: this.#firstLine });
    this.#start = end;
    this.#firstLine = nextLine;
    this.#rows = 0;
  }
}
