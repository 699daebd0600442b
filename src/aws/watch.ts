// Tells when the AWS files or sign-in caches change on disk, whatever editor, tool or link does it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, watch, type FSWatcher } from 'node:fs';
import { basename, join } from 'node:path';
import type { Disposable } from '../domain/base/disposable.ts';
import type { FilesChange } from '../domain/gateway/gateway.ts';
import { filePaths, tokenDirectories } from './profiles.ts';
import { watchPoints, type WatchPoint } from './watchPoints.ts';

/** Milliseconds before a change is looked at: a login writes several files, an editor writes in several steps. */
const settleTime = 200;
/** Milliseconds until watching is tried again where the system refused it. */
const retryTime = 5_000;

/**
 * Directories are watched, not files: replacing a file, deleting it and making it again all keep its name. Told is every content
 * that is really different from that at the time of this call. Keeps no process alive.
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
  #looking: Promise<void> = Promise.resolve();

  constructor(changed: (what: FilesChange) => void) {
    this.#changed = changed;
    // At once: whatever others read from here on is either this or told as a change.
    this.#content = readContent();
    this.#lookNext();
  }

  dispose(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** One look after the other; a look never rejects. */
  #lookNext(): void {
    this.#timer = undefined;
    this.#looking = this.#looking.then(() => this.#look());
  }

  async #look(): Promise<void> {
    const { config, credentials } = filePaths();
    const points = await watchPoints([config, credentials], tokenDirectories());
    if (this.#isStopped()) return;
    this.#watch(points);
    // Read only now: what changes from here on is seen by a watcher.
    const content = readContent();
    const what = difference(this.#content, content);
    this.#content = content;
    if (what && !this.#isStopped()) queueMicrotask(() => this.#changed(what));
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

  #add(key: string, { directory, names }: WatchPoint): void {
    try {
      const watcher = watch(directory, { persistent: false }, (_event, name) => {
        // A directory that goes away or moves says its own name.
        const matters = name === null || !names || names.has(name) || name === basename(directory);
        if (matters) this.#lookIn(settleTime);
      });
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(key);
        this.#lookIn(settleTime);
      });
      this.#watchers.set(key, watcher);
    } catch {
      // Gone since it was seen, or no watches left on this system.
      this.#lookIn(retryTime);
    }
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #lookIn(delay: number): void {
    if (this.#isStopped()) return;
    this.#timer ??= setTimeout(() => this.#lookNext(), delay).unref();
  }
}

function keyOf({ directory, inode, names }: WatchPoint): string {
  return [directory, inode, ...(names ?? ['*'])].join('\0');
}

/** One value each for all that is watched. */
interface Content {
  readonly settings: string;
  readonly logins: string;
}

/** In one go, so that no reader comes between: a few small files. */
function readContent(): Content {
  const { config, credentials } = filePaths();
  const tokens: string[] = [];
  for (const directory of tokenDirectories()) {
    const names = present(() => readdirSync(directory)) ?? [];
    const files = names.filter((name) => name.endsWith('.json')).sort();
    tokens.push(...files.map((name) => join(directory, name)));
  }
  return { settings: fingerprint([config, credentials]), logins: fingerprint(tokens) };
}

function difference(before: Content, now: Content): FilesChange | undefined {
  if (before.settings !== now.settings) return 'settings';
  return before.logins === now.logins ? undefined : 'logins';
}

function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = present(() => readFileSync(path));
    hash.update(`${path}\0${content?.length ?? 'absent'}\0`).update(content ?? '');
  }
  return hash.digest('base64');
}

/** What cannot be read counts as absent: it may come to be. */
function present<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
