// The files behind imports: the CSV, known again by its content, and locks that keep two windows from driving one import.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CsvFile } from '../../domain/importRun.ts';
import type { Lock } from '../../domain/importRuns.ts';

/** What a file is known again by. */
export type FileContent = Pick<CsvFile, 'path' | 'bytes' | 'sha256'>;

/** Whether the file still has the content it had then. */
export async function isUnchanged({ path, bytes, sha256 }: FileContent): Promise<boolean> {
  const size = await stat(path).then(
    (file) => file.size,
    () => undefined, // not there any more
  );
  return size === bytes && (await hashOf(path)) === sha256;
}

/** The file as it is now. @throws Error of the file system. */
export async function contentOf(path: string): Promise<FileContent> {
  const { size } = await stat(path);
  return { path, bytes: size, sha256: await hashOf(path) };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** Locks as files with the holder's process id; one whose holder has died is free again. */
export function fileLocks(folder: string): Lock {
  return async (runId) => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${runId}.lock`);
    for (;;) {
      try {
        await writeFile(path, String(process.pid), { flag: 'wx' });
        return { release: () => unlink(path) };
      } catch (error) {
        if (!isNodeError(error) || error.code !== 'EEXIST') throw error;
      }
      if (await isHeld(path)) return undefined;
      // Two windows may both find it free: only one of them creates it anew.
      await unlink(path).catch(() => undefined);
    }
  };
}

async function isHeld(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (!Number.isInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return isNodeError(error) && error.code === 'EPERM';
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
