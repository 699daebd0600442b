// Writes rows of a CSV into a new one: an unsaved document if it is small, else a file beside the original.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { FileContent } from '../../files/imports/importFiles.ts';
import type { RunTask } from '../../files/runTask.ts';
import { openDocument } from '../csv/pickCsv.ts';
import { freeUri, runWithProgress } from '../csv/runWithProgress.ts';
import { exportWords } from './resultWords.ts';

/** A document of this size can still be read through by a person. */
const documentBytes = 2_000_000;

export interface ExportedFile {
  readonly uri: vscode.Uri;
  readonly rows: number;
}

/**
 * @param lines lines of the CSV, in ascending order; the header is line 1.
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
  // An untitled document with a path is saved there without a question.
  const uri = target.with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
  return { uri, rows };
}

/** The current URI of an exported file: still unsaved, or on disk; undefined if it is gone. */
export async function findExported(path: string): Promise<vscode.Uri | undefined> {
  const file = vscode.Uri.file(path);
  const unsaved = file.with({ scheme: 'untitled' });
  if (openDocument(unsaved)) return unsaved;
  return vscode.workspace.fs.stat(file).then(
    () => file,
    () => undefined,
  );
}
