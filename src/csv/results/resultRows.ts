// Finds the rows of an import CSV by their lines, judges them, and copies some of them.
import { newline } from '../read/lineEnd.ts';
import { readByteOrderMark } from '../read/byteOrderMark.ts';
import type { CsvRows } from '../../domain/results/lineBase.ts';
import { readHeader } from '../validate/header.ts';
import { RowChecker, type Outcome } from '../validate/row.ts';
import { LineScanner, type Line } from '../read/scan.ts';
import type { ImportSchema } from '../schema.ts';

/** The rows of a CSV as a worker posts them. */
export interface FoundRows {
  readonly rows: number;
  /** Those before the last row, in rising order. */
  readonly blankLines: Uint32Array;
  /** The outcome that the validator expects, by line; absent if no schema was given. */
  readonly expected?: Uint8Array;
}

const expectations: Readonly<Record<Outcome, number>> = { uncertain: 0, skipped: 0, ready: 1, failed: 2 };

/** Finds the rows of a CSV that comes in chunks of bytes and, with a schema, validates each row by itself, not against the others. */
export class RowFinder {
  readonly #schema: ImportSchema | undefined;
  readonly #scanner = new LineScanner((line) => this.#take(line));
  readonly #blankLines: number[] = [];
  #rows = 0;
  #lastRow = 0;
  #checker: RowChecker | undefined;
  #expected = new Uint8Array(1024);

  constructor(schema?: ImportSchema) {
    this.#schema = schema;
  }

  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  end(): FoundRows {
    this.#scanner.end();
    const blankLines = Uint32Array.from(this.#blankLines.filter((line) => line < this.#lastRow));
    const found = { rows: this.#rows, blankLines };
    return this.#checker ? { ...found, expected: this.#expected.slice(0, this.#lastRow + 1) } : found;
  }

  #take(line: Readonly<Line>): void {
    const { text, start, end, number } = line;
    if (number === 1) {
      const header = this.#schema && readHeader(text.slice(start, end), this.#schema, () => undefined);
      if (this.#schema && header?.usable)
        this.#checker = new RowChecker(header, this.#schema, () => undefined);
    } else if (isBlank(line)) {
      this.#blankLines.push(number);
    } else {
      this.#rows++;
      this.#lastRow = number;
      if (this.#checker) this.#expect(number, this.#checker.check(text, start, end, number));
    }
  }

  #expect(line: number, outcome: Outcome): void {
    if (line >= this.#expected.length) {
      const larger = new Uint8Array(this.#expected.length * 2);
      larger.set(this.#expected);
      this.#expected = larger;
    }
    this.#expected[line] = expectations[outcome];
  }
}

/** The rows of a whole CSV or, where a job imported a part of it, of that part, counted as the part's own lines. */
export function rowsOfPart(
  { rows, blankLines, expected }: FoundRows,
  part?: { readonly firstLine: number; readonly rows: number },
): CsvRows {
  const moved = (part?.firstLine ?? 2) - 2;
  const expectedOf = (line: number) =>
    ([undefined, 'imported', 'failed'] as const)[expected?.[line + moved] ?? 0];
  const judged = expected ? { expected: expectedOf } : {};
  if (!part) return { rows, blankLines, ...judged };
  const inPart: number[] = [];
  for (const line of blankLines) {
    // The last row of the part is on this line, counted from the part's header.
    if (line - moved > part.rows + 1 + inPart.length) break;
    if (line - moved >= 2) inPart.push(line - moved);
  }
  return { rows: part.rows, blankLines: inPart, ...judged };
}

/**
 * Copies the header and the wanted lines of a CSV, byte by byte, from chunks of any size but the first, which has three bytes or
 * more. A byte order mark is left out, because an import refuses it.
 */
export class RowPicker {
  readonly #isWanted: (fileLine: number) => boolean;
  readonly #write: (bytes: Uint8Array) => void;
  #line = 1;
  #isTaken = true;
  #isInLine = false;
  #isStarted = false;
  #rows = 0;

  /** `write` gets pieces of lines with their line ends; they are valid until it returns. */
  constructor(isWanted: (fileLine: number) => boolean, write: (bytes: Uint8Array) => void) {
    this.#isWanted = isWanted;
    this.#write = write;
  }

  push(chunk: Uint8Array): void {
    const start = !this.#isStarted && readByteOrderMark(chunk) === 'utf-8' ? 3 : 0;
    this.#isStarted = true;
    for (let from = start; from < chunk.length;) {
      const found = chunk.indexOf(newline, from);
      const to = found === -1 ? chunk.length : found + 1;
      if (this.#isTaken) this.#write(chunk.subarray(from, to));
      if (this.#isTaken && !this.#isInLine && this.#line > 1) this.#rows++;
      this.#isInLine = found === -1;
      if (found !== -1) this.#isTaken = this.#isWanted(++this.#line);
      from = to;
    }
  }

  /** Ends a last line that has no line end. Returns how many of the wanted lines the file has, without the header. */
  end(): number {
    if (this.#isInLine && this.#isTaken) this.#write(Uint8Array.of(newline));
    return this.#rows;
  }
}

function isBlank({ text, start, end }: Readonly<Line>): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}
