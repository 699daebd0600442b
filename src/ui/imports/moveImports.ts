// Moves imports that earlier versions kept in `globalState` into the import store of this machine, once.
import { nodeDisk } from '../../files/imports/disk.ts';
import { moveOldImports } from '../../files/imports/oldImports.ts';
import type { ErrorLog } from '../shell/background.ts';
import type { State } from '../shell/sharedState.ts';
import { oldKeys } from './unfinished.ts';

/** Never rejects: what cannot be moved is tried again at the next start. */
export async function moveImports(state: State, storage: string, log: ErrorLog): Promise<void> {
  const old = { runs: state.get<unknown>(oldKeys.runs), batches: state.get<unknown>(oldKeys.batches) };
  if (old.runs === undefined && old.batches === undefined) return;
  try {
    await moveOldImports(nodeDisk, storage, old, (text) => log.error(text));
    for (const key of Object.values(oldKeys)) await state.update(key, undefined);
  } catch (error) {
    log.error(`Imports of an earlier version could not be moved: ${String(error)}`);
  }
}
