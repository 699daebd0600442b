// The CSVs of an import: a file, or every CSV directly in a folder, in the order of their names.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import { openDocument } from '../csv/pickCsv.ts';
import { csvNames } from './batchParts.ts';
import { isFolder } from '../tree/csvDrop.ts';

/** The service gets the files: what the user sees is saved first. Empty where the user does not. @throws FailureError */
export async function csvsOf(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const saved: vscode.Uri[] = [];
  for (const csv of (await isFolder(uri)) ? await csvsIn(uri) : [uri]) {
    const file = await savedCsv(csv);
    if (!file) return [];
    saved.push(file);
  }
  return saved;
}

/** Where the file is now; undefined where the user, or VS Code, which tells why, has not saved it. */
export async function savedCsv(csv: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (!openDocument(csv)?.isDirty) return csv;
  const saved = await vscode.workspace.save(csv);
  // An auto save that comes first leaves nothing to save.
  return saved ?? (openDocument(csv)?.isDirty === false ? csv : undefined);
}

async function csvsIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const files = entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
  const names = csvNames(files, vscode.env.language);
  if (names.length === 0)
    throw new FailureError({ kind: 'misconfigured', message: 'There is no CSV directly in this folder.' });
  return names.map((name) => vscode.Uri.joinPath(folder, name));
}
