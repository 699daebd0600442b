// The content of one import's folder: its owner, its state, and whether the user dismissed the offer to resume it.
import { join } from 'node:path';
import type { ImportState } from '../../domain/imports/import.ts';
import type { Disk } from './disk.ts';
import { latestOwner, ownerBeat, type OwnerFile } from './lease.ts';
import { parseState } from './storedState.ts';

export interface StoredImport {
  readonly owner: OwnerFile;
  /** Keeps changing while the owner is alive. */
  readonly beat?: number;
  /** Absent if there is none yet, or none that can be read. */
  readonly state?: ImportState;
  /** Number of the owner who saved the state. */
  readonly stateNumber: number;
  /** Number of the last owner before the offer was dismissed: a later owner makes it worth another offer. */
  readonly dismissed: number;
  /** Files besides the store's own: those of cut parts. */
  readonly files: readonly string[];
  /** Whether the folder has an unreadable file, which is kept for inspection. */
  readonly isDamaged: boolean;
}

export function statePath(folder: string, number: number): string {
  return join(folder, `state.${number}.json`);
}

export function dismissedPath(folder: string, number: number): string {
  return join(folder, `dismissed.${number}`);
}

const stateName = /^state\.(\d{1,15})\.json$/;
const dismissedName = /^dismissed\.(\d{1,15})$/;
const ownName = /^(owner|state|dismissed)\./;

/** @throws Error of the file system. */
export async function readImport(
  disk: Disk,
  folder: string,
  warn: (message: string) => void,
): Promise<StoredImport> {
  const names = await disk.list(folder);
  const owner = latestOwner(names);
  const beat = await ownerBeat(disk, folder, owner);
  const found = await readState(disk, folder, numbers(names, stateName), warn);
  return {
    owner,
    ...(beat === undefined ? {} : { beat }),
    ...(found ? { state: found.state } : {}),
    stateNumber: found?.number ?? 0,
    dismissed: numbers(names, dismissedName)[0] ?? -1,
    files: names.filter((name) => !ownName.test(name)),
    isDamaged: names.some((name) => name.endsWith('.bad')),
  };
}

/** The newest state that can be read. One that cannot is set aside, so that it neither throws nor is read again. */
async function readState(
  disk: Disk,
  folder: string,
  newestFirst: readonly number[],
  warn: (message: string) => void,
): Promise<{ readonly number: number; readonly state: ImportState } | undefined> {
  for (const number of newestFirst) {
    const path = statePath(folder, number);
    const text = await disk.read(path);
    // Removed since, by an owner who has saved a newer one.
    if (text === undefined) continue;
    const state = parseState(text);
    if (state) return { number, state };
    warn(`${path} is not the state of an import and is set aside.`);
    disk.rename(path, `${path}.bad`);
  }
  return undefined;
}

function numbers(names: readonly string[], pattern: RegExp): readonly number[] {
  const found = names.flatMap((name) => pattern.exec(name)?.[1] ?? []);
  return found.map(Number).sort((a, b) => b - a);
}
