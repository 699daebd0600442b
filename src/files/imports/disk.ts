// The few file operations that the import store needs, so that tests can simulate a full, slow or lost disk.
import { randomUUID } from 'node:crypto';
import { renameSync, watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../../domain/base/disposable.ts';

export interface Disk {
  /** Names in a folder; none where it does not exist. */
  list(folder: string): Promise<readonly string[]>;
  makeFolder(folder: string): Promise<void>;
  /** Undefined if the file does not exist. */
  read(path: string): Promise<string | undefined>;
  /**
   * Writes to the disk under another name, then renames into place: a reader sees the old text or the new one. The other name is in
   * `through`, on the same disk, where `watch` reports it.
   */
  write(path: string, text: string, through: string): Promise<void>;
  /** Creates an empty file. @returns false if it exists. */
  createNew(path: string): Promise<boolean>;
  /** Sets a counter that needs no space on the disk. @returns false if the file does not exist. */
  setBeat(path: string, beat: number): Promise<boolean>;
  /** Undefined if the file does not exist. */
  beatOf(path: string): Promise<number | undefined>;
  /** A file, or a folder with all that is in it. Does nothing where it does not exist. */
  remove(path: string): Promise<void>;
  /** Does nothing where there is no such file. Synchronous: an extension host that ends waits for nothing. */
  rename(from: string, to: string): void;
  /** Reports changes directly in a folder. May miss some, so the caller must also check from time to time. */
  watch(folder: string, changed: () => void): Disposable;
}

/** A file's time of modification is its counter: two seconds a beat since this moment, which every file system can hold. */
const firstBeat = Date.UTC(2000, 0, 1) / 1000;
const secondsPerBeat = 2;

/** Only this user may read what is stored: parts of CSVs are users' data. */
const folderMode = 0o700;
const fileMode = 0o600;

export const nodeDisk: Disk = {
  list: async (folder) => (await unlessMissing(readdir(folder))) ?? [],
  makeFolder: async (folder) => {
    await mkdir(folder, { recursive: true, mode: folderMode });
  },
  read: (path) => unlessMissing(readFile(path, 'utf8')),
  write: async (path, text, through) => {
    const temporary = join(through, `.${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx', fileMode);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  },
  createNew: async (path) => {
    try {
      await (await open(path, 'wx', fileMode)).close();
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  },
  setBeat: async (path, beat) => {
    const time = firstBeat + secondsPerBeat * beat;
    return (await unlessMissing(utimes(path, time, time).then(() => true))) ?? false;
  },
  beatOf: async (path) => (await unlessMissing(stat(path)))?.mtimeMs,
  // Windows refuses to delete a file that a virus scanner has open: retry.
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  rename: (from, to) => {
    try {
      renameSync(from, to);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  },
  watch: (folder, changed) => {
    const none = { dispose: () => undefined };
    try {
      const watcher = watch(folder, { persistent: false }, () => changed());
      // A file system without events, or no watches left: the regular checks are enough.
      watcher.on('error', () => watcher.close());
      return { dispose: () => watcher.close() };
    } catch {
      return none;
    }
  },
};

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The system's code of an error: `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
