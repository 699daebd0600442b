// Whether there are imports to resume: all that a start needs to know, without the import store.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { State } from '../shell/sharedState.ts';

/** Where versions up to 0.1 kept imports in `globalState`. */
export const oldKeys = { runs: 'imports', batches: 'importBatches' } as const;

/** Whether an earlier version kept imports in `globalState` that were not moved yet. */
export function hasOldImports(state: State): boolean {
  return Object.values(oldKeys).some((key) => state.get(key) !== undefined);
}

/** Never rejects. */
export async function hasUnfinishedImports(storage: string, state: State): Promise<boolean> {
  if (hasOldImports(state)) return true;
  const folder = join(storage, 'imports');
  try {
    for (const id of await readdir(folder)) if (await isUnfinished(join(folder, id))) return true;
  } catch {
    // There is none yet, or it cannot be read: the app says so when it is used.
  }
  return false;
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
