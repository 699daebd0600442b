// Finds out whether git would add a file to its history, and tells git not to.
import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** A work tree that does not ignore a file. */
export interface Tracking {
  /** The root of the work tree. */
  readonly root: string;
  /** Those of the files that are not ignored. */
  readonly paths: readonly string[];
}

/** Prevents a repository's own configuration from running programs. */
const harmless = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Undefined if git is missing, there is no work tree, or all files (in one folder) are ignored. */
export async function findTracking(paths: readonly string[]): Promise<Tracking | undefined> {
  const [first] = paths;
  if (first === undefined) return undefined;
  const folder = dirname(first);
  const top = await git(folder, ['rev-parse', '--show-toplevel']);
  const root = top.code === 0 ? top.stdout.replace(/\r?\n$/, '') : '';
  if (root === '') return undefined;
  const open: string[] = [];
  // Exit code 0: ignored; 1: not ignored; anything else: unknown.
  for (const path of paths)
    if ((await git(folder, ['check-ignore', '-q', '--', path])).code === 1) open.push(path);
  return open.length > 0 ? { root, paths: open } : undefined;
}

/** Adds exactly these files to .gitignore. @throws Error of the file system. */
export async function addToGitIgnore({ root, paths }: Tracking): Promise<void> {
  const file = join(root, '.gitignore');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  await appendFile(file, `${before}${paths.map((path) => `${ignoreLine(root, path)}\n`).join('')}`);
}

/** A pattern that means this file and no other (gitignore(5)). */
export function ignoreLine(root: string, path: string): string {
  const name = relative(root, path).split(sep).join('/');
  return `/${name.replaceAll(/[\\*?[\]#! ]/g, '\\$&')}`;
}

function git(
  folder: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, ...harmless, ...args], { timeout: 10_000 }, (error, stdout) => {
      const failed = error && typeof error.code === 'number' ? error.code : error ? -1 : 0;
      resolve({ code: failed, stdout });
    });
  });
}
