// Reads the imports of this machine at the start, and loads the code that offers to resume if an import or a pass is unfinished.
import type { ImportFolder } from '../../files/imports/importStore.ts';
import type { Memory } from '../shell/memory.ts';
import { hasOldImports } from './unfinished.ts';

export interface ImportsNeed {
  readonly store: ImportFolder;
  readonly memory: Memory;
  /** Loads the code that offers to resume. */
  readonly importTools: () => unknown;
  /** Moves the imports of an earlier version here; its code is loaded on demand. */
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
