// What the extension has stored of imports, on the disk of the machine that its windows run on.
import { globSync, readFileSync, statSync } from 'node:fs';
import type { ImportState } from '../../../../src/domain/imports/import.ts';
import type { RunningVsCode } from '../../../support/vscode/vscodeServer.ts';

export function storedImports({ dataDir }: RunningVsCode): readonly ImportState[] {
  const files = globSync('data/User/globalStorage/*/imports/*/state.*.json', { cwd: dataDir });
  return files.flatMap((name) => {
    try {
      return JSON.parse(readFileSync(`${dataDir}/${name}`, 'utf8')) as ImportState;
    } catch {
      // Replaced by a newer one just now.
      return [];
    }
  });
}

/** Changes with each sign of life of the window that offers interrupted imports; undefined where none does. */
export function offeringBeat({ dataDir }: RunningVsCode): string | undefined {
  const [owner] = globSync('data/User/globalStorage/*/imports/.offers/owner.*', { cwd: dataDir })
    .filter((name) => !name.endsWith('.released'))
    .toSorted();
  if (owner === undefined) return undefined;
  const beat = statSync(`${dataDir}/${owner}`, { throwIfNoEntry: false })?.mtimeMs;
  return beat === undefined ? undefined : `${owner} ${beat}`;
}
