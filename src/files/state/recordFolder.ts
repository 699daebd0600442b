// Small JSON records in one folder, a file each. The folder belongs to this machine and is shared by its windows.
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  watch as watchFolder,
} from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../../domain/base/disposable.ts';

/** The version of the file's layout, not of the record in it. */
const version = 1;

/** An empty file beside the records. */
const marker = 'written';

/** An older temporary file was left by a window that ended while it wrote. Milliseconds. */
const abandonedAfter = 60_000;

/** One change causes several file events: listeners are called this many milliseconds after the first. */
const gatherTime = 50;

export interface RecordFolderOptions<T> {
  readonly keyOf: (record: T) => string;
  /** Files are read through this: users edit them, and other versions of the extension write them. */
  readonly isRecord: (value: unknown) => value is T;
  readonly warn: (text: string) => void;
  /** How many records are kept. The ones not written for longest go first. */
  readonly most?: number;
}

interface Stored<T> {
  /** In milliseconds since 1970. */
  readonly writtenAt: number;
  readonly record: T;
}

interface Content extends Stored<unknown> {
  readonly version: number;
}

/**
 * `globalState` is unsuitable: VS Code keeps it with the client, so a local and a remote window share it, although the profiles,
 * paths and processes in it belong to two machines (docs/vscode-notes.md).
 */
export class RecordFolder<T> {
  readonly #folder: string;
  readonly #options: RecordFolderOptions<T>;
  /** Writes happen one after another, so that the last one requested is the final one. */
  #writing: Promise<void> = Promise.resolve();
  #lastWrittenAt = 0;

  constructor(folder: string, options: RecordFolderOptions<T>) {
    this.#folder = folder;
    this.#options = options;
  }

  /** Whether anything was ever written here, even if it was deleted since. */
  get wasWritten(): boolean {
    return existsSync(join(this.#folder, marker));
  }

  /** The records on disk, oldest first. An unreadable file is set aside and logged. */
  all(): readonly T[] {
    const contents = this.#names()
      .map((name) => this.#read(name))
      .filter((content) => content !== undefined);
    return contents.sort((one, other) => one.writtenAt - other.writtenAt).map(({ record }) => record);
  }

  get(key: string): T | undefined {
    return this.#read(fileName(key))?.record;
  }

  /** Whether there is certainly no such record; false if the disk cannot be read. */
  isDeleted(key: string): boolean {
    try {
      statSync(join(this.#folder, fileName(key)));
      return false;
    } catch (error) {
      return isAbsent(error);
    }
  }

  /** Stores the record under its key, replacing an earlier one. Rejects if the disk refuses. */
  put(record: T): Promise<void> {
    return this.#inTurn(async () => {
      await this.#mark();
      // Two records of one millisecond keep their order.
      this.#lastWrittenAt = Math.max(Date.now(), this.#lastWrittenAt + 1);
      const content: Content = { version, writtenAt: this.#lastWrittenAt, record };
      await writeWhole(join(this.#folder, fileName(this.#options.keyOf(record))), JSON.stringify(content));
      await this.#tidy();
    });
  }

  delete(key: string): Promise<void> {
    return this.#inTurn(() => rm(join(this.#folder, fileName(key)), { force: true }));
  }

  /** Makes `wasWritten` true without a record. */
  mark(): Promise<void> {
    return this.#inTurn(() => this.#mark());
  }

  /** Called when any window of this machine writes or deletes a record. */
  watch(listener: () => void): Disposable {
    let timer: NodeJS.Timeout | undefined;
    const warn = (error: unknown): void =>
      this.#options.warn(`Changes by other windows are not seen in ${this.#folder}: ${String(error)}`);
    try {
      mkdirSync(this.#folder, { recursive: true });
      const watcher = watchFolder(this.#folder, { persistent: false }, () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          listener();
        }, gatherTime);
      });
      watcher.on('error', warn);
      return {
        dispose: () => {
          clearTimeout(timer);
          watcher.close();
        },
      };
    } catch (error) {
      warn(error);
      return { dispose: () => undefined };
    }
  }

  async #mark(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, marker), '', { flag: 'a' });
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => undefined); // its caller receives the failure
    return written;
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder).filter(isRecordFile);
    } catch (error) {
      if (!isAbsent(error)) this.#options.warn(`${this.#folder} cannot be read: ${String(error)}`);
      return [];
    }
  }

  #read(name: string): Stored<T> | undefined {
    const path = join(this.#folder, name);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      // Another window may have deleted it.
      if (!isAbsent(error)) this.#options.warn(`${path} cannot be read: ${String(error)}`);
      return undefined;
    }
    const content = parse(text);
    // A newer version of the extension wrote it and may be back tomorrow.
    if (content && content.version > version) return undefined;
    const { isRecord, warn } = this.#options;
    if (content && isRecord(content.record)) return { writtenAt: content.writtenAt, record: content.record };
    warn(`${path} is no record of this version and is set aside as a .bad file.`);
    try {
      renameSync(path, `${path}.bad`);
    } catch (error) {
      warn(`${path} stays: ${String(error)}`);
    }
    return undefined;
  }

  /** Deletes records beyond `most`, and temporary files of windows that ended while they wrote. */
  async #tidy(): Promise<void> {
    const { most = Infinity, keyOf } = this.#options;
    const names = await readdir(this.#folder);
    if (names.filter(isRecordFile).length > most)
      for (const record of this.all().slice(0, -most))
        await rm(join(this.#folder, fileName(keyOf(record))), { force: true });
    for (const name of names.filter((each) => each.endsWith('.tmp'))) {
      const path = join(this.#folder, name);
      const age = await stat(path).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0, // the write has finished meanwhile
      );
      if (age > abandonedAfter) await rm(path, { force: true });
    }
  }
}

/** Readers see the old text or the new one, never a part. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Keys hold profile names, which may be anything. */
function fileName(key: string): string {
  return `${createHash('sha256').update(key).digest('hex')}.json`;
}

function isRecordFile(name: string): boolean {
  return name.endsWith('.json');
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function parse(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isContent(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller sets it aside
  }
}

function isContent(value: unknown): value is Content {
  return (
    typeof value === 'object' &&
    value !== null &&
    'record' in value &&
    'version' in value &&
    typeof value.version === 'number' &&
    'writtenAt' in value &&
    typeof value.writtenAt === 'number'
  );
}
