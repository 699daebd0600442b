// Files with people's data in the extension's own folder: kept while the work that they are for is not finished.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportsFolder, importsFolder, passesFolder } from '../storageFolders.ts';

/** part: of an import · listed: by an export · rows: of a pass over users, such as an undo. */
export type LocalCopyKind = 'part' | 'listed' | 'rows';

export interface LocalCopy {
  readonly kind: LocalCopyKind;
  readonly path: string;
  /** The paths to delete: the whole folder of a pass, because a pass without its rows can neither resume nor finish. */
  readonly whole: string;
}

/** @param storage the extension's folder on this machine. Unreadable entries are left out. */
export async function findLocalCopies(storage: string): Promise<readonly LocalCopy[]> {
  const parts = await filesBelow(join(storage, importsFolder), /^part-\d+\.csv$/);
  const listed = await filesBelow(join(storage, exportsFolder), /^(users|members)\.ndjson$/);
  const rows = await filesBelow(join(storage, passesFolder), /^rows\.ndjson$/);
  return [
    ...parts.map((path): LocalCopy => ({ kind: 'part', path, whole: path })),
    ...listed.map((path): LocalCopy => ({ kind: 'listed', path, whole: path })),
    ...rows.map((path): LocalCopy => ({ kind: 'rows', path, whole: dirname(path) })),
  ];
}

async function filesBelow(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const id of await list(folder))
    for (const name of await list(join(folder, id)))
      if (pattern.test(name)) paths.push(join(folder, id, name));
  return paths;
}

/** Empty if there is no folder. */
function list(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}
