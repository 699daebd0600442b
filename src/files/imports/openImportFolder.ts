// The store of the imports of this machine.
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import { importsFolder, passesFolder } from '../storageFolders.ts';
import { nodeDisk } from './disk.ts';
import { ImportFolder } from './importStore.ts';

/** @param storage the extension's folder on this machine, which all windows share. */
export function openImportFolder(
  storage: string,
  clock: Clock,
  warn: (message: string) => void,
): ImportFolder {
  const passes = join(storage, passesFolder);
  return new ImportFolder({ disk: nodeDisk, clock, folder: join(storage, importsFolder), passes, warn });
}
