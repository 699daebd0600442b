// Writes the identities of the rows of an import CSV as JSON lines. Blocks: for a worker thread.
import { createHash } from 'node:crypto';
import { splitRecord } from '../../csv/read/dialect.ts';
import { LineScanner, type Line } from '../../csv/read/scan.ts';
import { keysOfRow, type NameRules } from '../../domain/users/userNames.ts';
import { LineWriter, readChunks, type OnProgress } from './textFile.ts';

export interface KeysRequest {
  readonly path: string;
  readonly rules: NameRules;
  /** Only these lines, in rising order; all rows if absent. */
  readonly lines?: Uint32Array;
  /** A file that must not exist yet: one `KeyRow` per line. */
  readonly target: string;
}

export interface WrittenKeys {
  readonly rows: number;
  /** Names and aliases of all rows. */
  readonly names: number;
  /** Rows without a username or alias. */
  readonly nameless: number;
  /** The digest of the bytes read, in hexadecimal. */
  readonly sha256: string;
}

/** @throws Error of the file system. An incomplete target is removed. */
export function writeUserKeys(request: KeysRequest, onProgress?: OnProgress): WrittenKeys {
  const output = new LineWriter(request.target);
  try {
    const keys = new KeyWriter(request, (line) => output.write(line));
    const hash = createHash('sha256');
    const scanner = new LineScanner((line) => keys.take(line));
    for (const chunk of readChunks(request.path, onProgress)) {
      hash.update(chunk);
      scanner.push(chunk);
    }
    scanner.end();
    output.end();
    return { ...keys.counts, sha256: hash.digest('hex') };
  } catch (error) {
    output.abandon();
    throw error;
  }
}

class KeyWriter {
  readonly counts = { rows: 0, names: 0, nameless: 0 };
  readonly #request: KeysRequest;
  readonly #write: (line: string) => void;
  #columns = new Map<string, number>();
  #at = 0;

  constructor(request: KeysRequest, write: (line: string) => void) {
    this.#request = request;
    this.#write = write;
  }

  take({ text, start, end, number }: Readonly<Line>): void {
    if (number > 1 && !this.#isWanted(number)) return;
    const line = text.slice(start, end);
    if (number > 1 && line.trim() === '') return;
    const cells = splitRecord(line).map(({ value }) => value.trim());
    if (number === 1) {
      this.#columns = new Map(cells.map((name, index) => [name, index]));
      return;
    }
    const read = (name: string): string | undefined => cells[this.#columns.get(name) ?? -1];
    const keys = keysOfRow(number, read, this.#request.rules);
    this.counts.rows++;
    this.counts.names += keys.names.length + keys.aliases.length;
    if (keys.names.length === 0) this.counts.nameless++;
    this.#write(JSON.stringify(keys));
  }

  #isWanted(line: number): boolean {
    const { lines } = this.#request;
    if (!lines) return true;
    while ((lines[this.#at] ?? Infinity) < line) this.#at++;
    return lines[this.#at] === line;
  }
}
