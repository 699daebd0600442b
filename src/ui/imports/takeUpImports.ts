// Reads the imports of this machine at the start, and loads what offers to go on where one, or a pass over users, is left unfinished.
import type { ImportFolder } from '../../files/imports/importStore.ts';
import type { Memory } from '../shell/memory.ts';
import { hasOldImports } from './unfinished.ts';

export interface ImportsNeed {
  readonly store: ImportFolder;
  readonly memory: Memory;
  /** Loads what offers to go on. */
  readonly importTools: () => unknown;
  /** Loads what moves imports of an earlier version here, and moves them. */
  readonly moveImports: () => Promise<void>;
}

export async function takeUpImports({ store, memory, importTools, moveImports }: ImportsNeed): Promise<void> {
  if (hasOldImports(memory.state)) await moveImports();
  await store.open();
  const offer = (): void => {
    if (store.offers().length + store.passes.offers().length === 0) return;
    waiting.dispose();
    importTools();
  };
  const waiting = store.onChange(offer);
  offer();
}
