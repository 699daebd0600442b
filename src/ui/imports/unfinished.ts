// Tells whether any import or pass over users is unfinished: all that the start needs to know, without loading the import store.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxConnection } from '../../domain/connections/connection.ts';
import { importsFolder, passesFolder } from '../../files/storageFolders.ts';
import type { State } from '../shell/sharedState.ts';

/** Where versions up to 0.1 kept imports in `globalState`. */
export const oldKeys = { runs: 'imports', batches: 'importBatches' } as const;

/** Whether an earlier version kept imports in `globalState` that were not moved yet. */
export function hasOldImports(state: State): boolean {
  return Object.values(oldKeys).some((key) => state.get(key) !== undefined);
}

/** Whether any import or pass over users can be resumed. Never rejects. */
export async function hasUnfinishedWork(storage: string, state: State): Promise<boolean> {
  return (
    hasOldImports(state) ||
    (await hasOne(join(storage, importsFolder), isUnfinished)) ||
    (await hasOne(join(storage, passesFolder), isInterrupted))
  );
}

async function hasOne(folder: string, isOne: (folder: string) => Promise<boolean>): Promise<boolean> {
  try {
    for (const id of await readdir(folder)) if (await isOne(join(folder, id))) return true;
  } catch {
    // The folder does not exist yet or cannot be read, which is reported when it is used.
  }
  return false;
}

/** Whether no window has released the pass and no user has dismissed it. Whether its window is still alive takes longer to check. */
async function isInterrupted(folder: string): Promise<boolean> {
  try {
    const names = await readdir(folder);
    const owner = names
      .map((name) => /^owner\.(\d+)$/.exec(name)?.[1])
      .find((number) => number !== undefined);
    if (owner === undefined || names.includes(`dismissed.${owner}`)) return false;
    const head = await readFile(join(folder, 'pass.json'), 'utf8');
    // The sandbox ended with its window.
    return !head.includes('"isFinished":true') && !head.includes(`"subject":"${sandboxConnection.id} `);
  } catch {
    return false;
  }
}

async function isUnfinished(folder: string): Promise<boolean> {
  try {
    const states = (await readdir(folder)).filter((name) => /^state\.\d+\.json$/.test(name));
    for (const name of states) {
      const text = await readFile(join(folder, name), 'utf8');
      if (!text.includes('"status":"finished"')) return true;
    }
  } catch {
    // Not an import, or another window has just removed it.
  }
  return false;
}
