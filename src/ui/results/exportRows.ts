// Writes rows of a CSV into a new one: an unsaved document while it is small, else a file beside the first.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { FileContent } from '../../files/imports/importFiles.ts';
import type { RunTask } from '../../files/runTask.ts';
import { openDocument } from '../csv/pickCsv.ts';
import { freeUri, runWithProgress } from '../csv/runWithProgress.ts';
import { exportWords } from './resultWords.ts';

/** What a person may well look through. */
const documentBytes = 2_000_000;

export interface ExportedFile {
  readonly uri: vscode.Uri;
  readonly rows: number;
}

/**
 * @param lines of the CSV, the header being 1, in rising order.
 * @param suffix in the name of the new file: `failed` makes `users-failed.csv` of `users.csv`.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function exportRows(
  runTask: RunTask,
  csv: FileContent,
  lines: Uint32Array,
  suffix: string,
): Promise<ExportedFile> {
  const target = await freeUri(vscode.Uri.file(csv.path), suffix);
  const choice = { path: csv.path, lines, target: target.fsPath, textBytes: documentBytes };
  const words = { name: basename(csv.path), title: exportWords.reading(csv.path) };
  const { rows, text } = await runWithProgress(runTask, 'pick', choice, words);
  if (text === undefined) {
    await vscode.commands.executeCommand('vscode.open', target);
    return { uri: target, rows };
  }
  // It has its place already, so saving it asks nothing.
  const uri = target.with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
  return { uri, rows };
}

/** An exported file where it is now: still unsaved, or on disk; undefined where it is gone. */
export async function findExported(path: string): Promise<vscode.Uri | undefined> {
  const file = vscode.Uri.file(path);
  const unsaved = file.with({ scheme: 'untitled' });
  if (openDocument(unsaved)) return unsaved;
  return vscode.workspace.fs.stat(file).then(
    () => file,
    () => undefined,
  );
}
