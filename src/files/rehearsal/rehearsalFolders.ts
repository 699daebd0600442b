// Folders for the parts of CSVs that are rehearsed. Each is removed after its rehearsal, and those of processes that have died by the next one.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** @param storage of this machine. @throws Error of the file system. */
export async function makeRehearsalFolder(storage: string): Promise<string> {
  await removeOrphans(storage);
  const folder = join(storage, `${process.pid}-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function removeOrphans(storage: string): Promise<void> {
  const names = await readdir(storage).catch((): string[] => []); // nothing was rehearsed yet
  for (const name of names)
    if (!isAlive(Number.parseInt(name, 10))) await rm(join(storage, name), { recursive: true, force: true });
}

/** A process of another user counts as alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
