// The rows of one pass and their outcomes on disk: two files of JSON lines, one that is only read and one that is only appended to.
import { createReadStream } from 'node:fs';
import { open, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { outcomes, type RowOutcome, type RowPass } from '../../domain/rows/rowPass.ts';
import { isObject, isNumber, isText } from '../imports/storedState.ts';
import { codeOf } from '../imports/disk.ts';
import { readLines } from './lines.ts';

/** In the folder of a pass. */
export function listPath(folder: string): string {
  return join(folder, 'rows.ndjson');
}

export function outcomesPath(folder: string): string {
  return join(folder, 'outcomes.ndjson');
}

/** An outcome with the number of its row, counted from 0. */
export interface NumberedOutcome extends RowOutcome {
  readonly row: number;
}

type Entry = NumberedOutcome | { readonly row: number; readonly begun: string };

export class RowFiles<R> implements RowPass<R> {
  readonly total: number;
  readonly #folder: string;
  readonly #parse: (value: unknown) => R | undefined;
  readonly #file: FileHandle;
  #finished: number;
  #begun: string | undefined;

  private constructor(
    folder: string,
    total: number,
    parse: (value: unknown) => R | undefined,
    file: FileHandle,
    { finished, begun }: Progress,
  ) {
    this.#folder = folder;
    this.total = total;
    this.#parse = parse;
    this.#file = file;
    this.#finished = finished;
    this.#begun = begun;
  }

  /** @param total rows in the list. @param parse is undefined for a line that is no row. @throws Error of the file system. */
  static async open<R>(
    folder: string,
    total: number,
    parse: (value: unknown) => R | undefined,
  ): Promise<RowFiles<R>> {
    const progress = await readProgress(folder);
    // Cuts off a torn last line left by a killed window.
    if (progress.isTorn) await truncate(outcomesPath(folder), progress.bytes);
    const file = await open(outcomesPath(folder), 'a', 0o600);
    return new RowFiles(folder, total, parse, file, progress);
  }

  get finished(): number {
    return this.#finished;
  }

  get begun(): string | undefined {
    return this.#begun;
  }

  async *rows(): AsyncGenerator<R, void> {
    let row = 0;
    for await (const { text } of readLines(createReadStream(listPath(this.#folder)))) {
      if (row++ < this.#finished) continue;
      const parsed = this.#parse(JSON.parse(text));
      if (!parsed) throw new Error(`Row ${row} of the list is damaged.`);
      yield parsed;
    }
  }

  async begin(note: string): Promise<void> {
    await this.#write({ row: this.#finished, begun: note });
    this.#begun = note;
  }

  async end(outcome: RowOutcome): Promise<void> {
    await this.#write({ row: this.#finished, ...outcome });
    this.#finished++;
    this.#begun = undefined;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** Written in one call, so that other processes read complete lines. A killed process loses nothing that it has written. */
  async #write(entry: Entry): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(entry)}\n`);
  }
}

interface Progress {
  readonly finished: number;
  readonly begun: string | undefined;
  /** Of whole lines. */
  readonly bytes: number;
  readonly isTorn: boolean;
}

async function readProgress(folder: string): Promise<Progress> {
  let [finished, bytes] = [0, 0];
  let begun: string | undefined;
  let isTorn = false;
  for await (const { text, end, isWhole } of entryLines(folder)) {
    if (!isWhole) {
      isTorn = true;
      break;
    }
    bytes = end;
    const entry = entryIn(text);
    // A window that did not notice the loss of its lease may have written a row's outcome again: the first outcome counts.
    if (entry?.row !== finished) continue;
    if ('begun' in entry) begun = entry.begun;
    else [finished, begun] = [finished + 1, undefined];
  }
  return { finished, begun, bytes, isTorn };
}

/** Every outcome so far, in order: each row's first. @throws Error of the file system. */
export async function* readOutcomes(folder: string): AsyncGenerator<NumberedOutcome, void> {
  let next = 0;
  for await (const { text, isWhole } of entryLines(folder)) {
    const entry = isWhole ? entryIn(text) : undefined;
    if (!entry || 'begun' in entry || entry.row !== next) continue;
    yield entry;
    next++;
  }
}

/** The number of rows per outcome, updated as lines are added: each line is read once. */
export class OutcomeCounts {
  readonly #folder: string;
  readonly #counts = { done: 0, kept: 0, failed: 0 };
  #next = 0;
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The counts of the lines written so far. Must not be called again before it has resolved. @throws Error of the file system. */
  async read(): Promise<Readonly<Record<RowOutcome['outcome'], number>>> {
    const from = this.#bytes;
    for await (const { text, end, isWhole } of entryLines(this.#folder, from)) {
      if (!isWhole) break;
      this.#bytes = from + end;
      const entry = entryIn(text);
      if (!entry || 'begun' in entry || entry.row !== this.#next) continue;
      this.#counts[entry.outcome]++;
      this.#next++;
    }
    return { ...this.#counts };
  }
}

/** @param start the byte where a line begins. */
async function* entryLines(folder: string, start = 0): ReturnType<typeof readLines> {
  try {
    yield* readLines(createReadStream(outcomesPath(folder), { start }));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function entryIn(text: string): Entry | undefined {
  const value = parsed(text);
  if (!isObject(value) || !isNumber(value['row'])) return undefined;
  const { row, begun, reason } = value;
  if (isText(begun)) return { row, begun };
  const outcome = outcomes.find((each) => each === value['outcome']);
  return outcome && { row, outcome, ...(isText(reason) ? { reason } : {}) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
