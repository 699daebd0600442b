// A disk in memory that several windows share, and that can be full. Each window sees it through a process that can be suspended or killed.
import type { Disk } from '../../../src/files/imports/disk.ts';
import type { WindowProcess } from './windowProcess.ts';

export class MemoryDisk {
  readonly files = new Map<string, { text: string; beat: number }>();
  readonly #folders = new Set<string>();
  readonly #watchers = new Set<{ readonly folder: string; readonly changed: () => void }>();
  isFull = false;
  /** What the next call of an operation throws. */
  readonly failNext = new Map<keyof Disk, NodeJS.ErrnoException>();

  paths(): readonly string[] {
    return [...this.files.keys()].sort();
  }

  /** The disk as one window has it: an operation takes effect when it is called, and is answered when the process runs on. */
  seenBy(process: WindowProcess): Disk {
    const answer = <A extends unknown[], T>(name: keyof Disk, work: (...given: A) => T) => {
      return async (...given: A): Promise<T> => {
        const failure = this.failNext.get(name);
        this.failNext.delete(name);
        const result = process.isAlive && !failure ? attempt(() => work(...given)) : undefined;
        await process.runs();
        if (failure) throw failure;
        if (result && 'error' in result) throw result.error;
        return result?.value as T;
      };
    };
    return {
      list: answer('list', (folder) => this.#names(folder)),
      makeFolder: answer('makeFolder', (folder) => {
        this.#needSpace();
        this.#folders.add(folder);
      }),
      read: answer('read', (path) => this.files.get(path)?.text),
      write: answer('write', (path, text, through) => {
        this.#needSpace();
        this.files.set(path, { text, beat: 0 });
        this.#report(through);
      }),
      createNew: answer('createNew', (path) => {
        if (this.files.has(path)) return false;
        this.#needSpace();
        this.files.set(path, { text: '', beat: -1 });
        return true;
      }),
      setBeat: answer('setBeat', (path, beat) => {
        const file = this.files.get(path);
        if (file) file.beat = beat;
        return file !== undefined;
      }),
      beatOf: answer('beatOf', (path) => this.files.get(path)?.beat),
      remove: answer('remove', (path) => {
        for (const each of [...this.files.keys()]) if (isIn(each, path)) this.files.delete(each);
        for (const each of [...this.#folders]) if (isIn(each, path)) this.#folders.delete(each);
      }),
      rename: (from, to) => {
        const file = process.isAlive ? this.files.get(from) : undefined;
        if (!file) return;
        this.files.delete(from);
        this.files.set(to, file);
      },
      watch: (folder, changed) => {
        // As on a real disk, what does not exist is not watched.
        if (!this.#folders.has(folder)) return { dispose: () => undefined };
        const watcher = { folder, changed: () => process.isRunning && changed() };
        this.#watchers.add(watcher);
        return { dispose: () => this.#watchers.delete(watcher) };
      },
    };
  }

  #names(folder: string): readonly string[] {
    const inside = [...this.files.keys(), ...this.#folders].filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))];
  }

  #needSpace(): void {
    if (this.isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  }

  #report(folder: string): void {
    for (const watcher of this.#watchers) if (watcher.folder === folder) watcher.changed();
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function attempt<T>(work: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
