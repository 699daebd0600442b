// Finds the directories to watch for changes of the AWS files: their own, those of links on the path, and parents of missing ones.
import { lstat, readlink, stat } from 'node:fs/promises';
import { join, parse, relative, resolve, sep } from 'node:path';

/** The most links that Linux follows. */
const mostLinks = 40;

/** An existing directory, and the names in it that matter. */
export interface WatchPoint {
  readonly directory: string;
  /** Distinguishes the directory from a later one at the same path. */
  readonly inode: number;
  /** Undefined if every entry matters. */
  readonly names: ReadonlySet<string> | undefined;
}

export async function watchPoints(
  files: readonly string[],
  directories: readonly string[],
): Promise<readonly WatchPoint[]> {
  const names = new Map<string, Set<string> | undefined>();
  for (const path of [...files, ...directories]) await walk(path, names, 0);
  for (const directory of directories) names.set(directory, undefined);
  const points: WatchPoint[] = [];
  for (const [directory, wanted] of names) {
    const info = await stat(directory).catch(() => undefined);
    if (info?.isDirectory()) points.push({ directory, inode: info.ino, names: wanted });
  }
  return points;
}

/** Walks down to `path` and records what can change on the way: a link, a missing directory, the file itself. */
async function walk(path: string, names: Map<string, Set<string> | undefined>, links: number): Promise<void> {
  const { root } = parse(path);
  const pieces = relative(root, path).split(sep);
  let directory = root;
  for (const [index, piece] of pieces.entries()) {
    const here = join(directory, piece);
    const info = await lstat(here).catch(() => undefined);
    const isLink = info?.isSymbolicLink() ?? false;
    if (!info || isLink || index === pieces.length - 1) {
      names.set(directory, (names.get(directory) ?? new Set()).add(piece));
    }
    if (!info) return;
    if (isLink) {
      const target = await readlink(here).catch(() => undefined);
      if (target === undefined || links === mostLinks) return;
      return walk(resolve(directory, target, ...pieces.slice(index + 1)), names, links + 1);
    }
    directory = here;
  }
}
