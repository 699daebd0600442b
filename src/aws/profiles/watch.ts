// Reports changes of the AWS files and sign-in caches on disk, whatever tool makes them, also through links.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, watch, type FSWatcher } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Disposable } from '../../domain/base/disposable.ts';
import type { FilesChange } from '../../domain/gateway/gateway.ts';
import { filePaths, tokenDirectories } from './profiles.ts';
import { watchPoints, type WatchPoint } from './watchPoints.ts';

/** Milliseconds from a change to the check: a login writes several files, an editor writes in several steps. */
const settleTime = 200;
/** Milliseconds to the next attempt after the system refused to watch. */
const retryTime = 5_000;

/**
 * Watches directories, not files, so that a file may be replaced, or deleted and created again. Reports a change only if the
 * content differs from that at the time of this call. Keeps no process alive.
 */
export function watchFiles(changed: (what: FilesChange) => void): Disposable {
  return new ContentWatcher(changed);
}

class ContentWatcher implements Disposable {
  readonly #changed: (what: FilesChange) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #stopped = false;
  #content: Content;
  #timer: NodeJS.Timeout | undefined;
  /** When the next check is due, by `performance.now()`. */
  #due = Infinity;
  #looking: Promise<void> = Promise.resolve();

  constructor(changed: (what: FilesChange) => void) {
    this.#changed = changed;
    // At once: from now on, others read either this content or one that is reported.
    this.#content = readContentAtOnce();
    this.#lookNext();
  }

  dispose(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** One check after the other; a check never rejects. */
  #lookNext(): void {
    this.#due = Infinity;
    this.#looking = this.#looking.then(() => this.#look());
  }

  async #look(): Promise<void> {
    const { config, credentials } = filePaths();
    const points = await watchPoints([config, credentials], tokenDirectories());
    if (this.#isStopped()) return;
    this.#watch(points);
    // Read last: the watchers see any later change.
    const content = await readContent();
    if (this.#isStopped()) return;
    const what = difference(this.#content, content);
    this.#content = content;
    if (what) queueMicrotask(() => this.#changed(what));
  }

  #watch(points: readonly WatchPoint[]): void {
    const wanted = new Map(points.map((point) => [keyOf(point), point]));
    for (const [key, watcher] of this.#watchers) {
      if (wanted.has(key)) continue;
      watcher.close();
      this.#watchers.delete(key);
    }
    for (const [key, point] of wanted) {
      if (!this.#watchers.has(key)) this.#add(key, point);
    }
  }

  #add(key: string, { directory, names: exact }: WatchPoint): void {
    // Many file systems ignore case: a name that differs in case only costs a check.
    const names = exact && new Set([...exact].map((name) => name.toLowerCase()));
    try {
      const watcher = watch(directory, { persistent: false }, (_event, name) => {
        // A directory that is deleted or moved reports its own name.
        const folded = name?.toLowerCase();
        const matters =
          folded === undefined || !names || names.has(folded) || folded === basename(directory).toLowerCase();
        if (matters) this.#lookIn(settleTime);
      });
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(key);
        this.#lookIn(settleTime);
      });
      this.#watchers.set(key, watcher);
    } catch {
      // The directory was deleted, or the system has no watches left.
      this.#lookIn(retryTime);
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  /** An earlier check replaces a later one: a retry never delays a change. */
  #lookIn(delay: number): void {
    const due = performance.now() + delay;
    if (this.#isStopped() || due >= this.#due) return;
    this.#due = due;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookNext(), delay).unref();
  }
}

function keyOf({ directory, inode, names }: WatchPoint): string {
  return [directory, inode, ...(names ?? ['*'])].join('\0');
}

/** One value each for settings and logins. */
interface Content {
  readonly settings: string;
  readonly logins: string;
}

/** The watched paths, each with its content, if it can be read: a missing file may be created. */
type Files = readonly (readonly [path: string, content: Buffer | undefined])[];

async function readContent(): Promise<Content> {
  const read = async (paths: readonly string[]): Promise<Files> =>
    Promise.all(paths.map(async (path) => [path, await readFile(path).catch(() => undefined)] as const));
  const directories = tokenDirectories();
  const names = await Promise.all(directories.map((directory) => readdir(directory).catch(() => [])));
  return {
    settings: fingerprint(await read(settingsPaths())),
    logins: fingerprint(await read(tokenPaths(names))),
  };
}

/** Synchronous, so that nothing else reads in between: a few small files, once. */
function readContentAtOnce(): Content {
  const read = (paths: readonly string[]): Files =>
    paths.map((path) => [path, present(() => readFileSync(path))] as const);
  const names = tokenDirectories().map((directory) => present(() => readdirSync(directory)) ?? []);
  return { settings: fingerprint(read(settingsPaths())), logins: fingerprint(read(tokenPaths(names))) };
}

function settingsPaths(): readonly string[] {
  const { config, credentials } = filePaths();
  return [config, credentials];
}

/** @param names of the entries of each token directory. */
function tokenPaths(names: readonly (readonly string[])[]): readonly string[] {
  return tokenDirectories().flatMap((directory, index) =>
    (names[index] ?? [])
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(directory, name)),
  );
}

function difference(before: Content, now: Content): FilesChange | undefined {
  if (before.settings !== now.settings) return 'settings';
  return before.logins === now.logins ? undefined : 'logins';
}

function fingerprint(files: Files): string {
  const hash = createHash('sha256');
  for (const [path, content] of files) {
    hash.update(`${path}\0${content?.length ?? 'absent'}\0`).update(content ?? '');
  }
  return hash.digest('base64');
}

function present<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
