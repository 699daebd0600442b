// Locks that keep two windows from driving one import. They are files, since no window knows of another.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lock } from '../../domain/imports/runs.ts';

/** A holder shows that often that it is alive. Milliseconds. */
const beat = 15_000;
/** After so long without a beat its process id means another process: ids are given anew after a restart, of a container above all. */
const silence = 120_000;
/** Windows that came at the same moment have all stepped back: each tries again after a while of its own. */
const attempts = 6;
const longestWait = 40;

/**
 * A file for each holder and attempt, with the process id in it; never one name twice, so that removing a dead holder's file
 * cannot hit a living one. Who has written a file and then sees no other living holder has the lock: of two, at least the
 * later one sees the earlier one's file.
 *
 * @param folder one that all windows share.
 */
export function fileLocks(folder: string): Lock {
  return async (runId) => {
    await mkdir(folder, { recursive: true });
    for (let attempt = 1; ; attempt++) {
      const path = join(folder, `${runId}.${randomUUID()}.lock`);
      await writeFile(path, String(process.pid), { flag: 'wx' });
      if (await isAlone(folder, runId, path)) return held(path);
      await unlink(path);
      if (attempt === attempts) return undefined;
      await sleep(Math.random() * longestWait);
    }
  };
}

function held(path: string): { release(): Promise<void> } {
  const beating = setInterval(() => {
    const now = new Date();
    // Without its file there is nothing to keep alive.
    utimes(path, now, now).catch(() => clearInterval(beating));
  }, beat);
  beating.unref();
  return {
    release: async () => {
      clearInterval(beating);
      await gone(path);
    },
  };
}

/** Whether nobody else who is alive holds or wants the lock; clears away what dead holders have left. */
async function isAlone(folder: string, runId: string, own: string): Promise<boolean> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${runId}.`));
  for (const other of names.map((name) => join(folder, name))) {
    if (other === own) continue;
    if (await isHeld(other)) return false;
    await gone(other);
  }
  return true;
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > silence) return false;
    const holder = await readFile(path, 'utf8');
    // A file that is still empty is just being written.
    return holder === '' || isAlive(Number(holder));
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return isNodeError(error) && error.code === 'EPERM';
  }
}

async function gone(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    // Whoever else took this holder for dead has been sooner.
    if (!isNodeError(error) || error.code !== 'ENOENT') throw error;
  });
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
