// The CSVs of an import: a file, or every CSV directly in a folder, in the order of their names.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import { isAfterFile } from '../../csv/afterFile.ts';
import { baseName, openDocument } from '../csv/pickCsv.ts';
import { csvNames } from './csvParts.ts';
import { keptAside } from './importWords.ts';
import { isFolder } from '../tree/csvDrop.ts';

/** Saves the files first, because they are imported from disk. Empty if the user does not save one. @throws FailureError */
export async function csvsOf(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  if (isAfterFile(baseName(uri))) throw new FailureError(keptAside(baseName(uri)));
  const saved: vscode.Uri[] = [];
  for (const csv of await csvsIn(uri)) {
    const file = await savedCsv(csv);
    if (!file) return [];
    saved.push(file);
  }
  return saved;
}

/** Saves the file if needed and returns its URI. Undefined if the user did not save it, or VS Code could not and said why. */
export async function savedCsv(csv: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (!openDocument(csv)?.isDirty) return csv;
  const saved = await vscode.workspace.save(csv);
  // VS Code returns undefined if an auto save was faster.
  return saved ?? (openDocument(csv)?.isDirty === false ? csv : undefined);
}

/** The file, or the CSVs directly in the folder. @throws FailureError if there is none. */
export async function csvsIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  if (!(await isFolder(folder))) return [folder];
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const files = entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
  const names = csvNames(files, vscode.env.language);
  if (names.length === 0)
    throw new FailureError({ kind: 'misconfigured', message: 'There is no CSV directly in this folder.' });
  return names.map((name) => vscode.Uri.joinPath(folder, name));
}
