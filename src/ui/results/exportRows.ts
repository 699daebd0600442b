// Writes rows of a CSV into a new one: an unsaved document while it is small, else a file beside the first.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { openDocument } from '../csv/pickCsv.ts';
import type { RunTask } from '../../files/runTask.ts';
import { freeUri, runWithProgress } from '../csv/runWithProgress.ts';
import type { FileContent } from '../../files/imports/importFiles.ts';

/** What a user may well look through by eye. */
const documentBytes = 2_000_000;

export interface RowsToExport {
  readonly csv: FileContent;
  /** Lines of the CSV, the header being 1, in rising order. */
  readonly lines: Uint32Array;
  /** About how large they are. */
  readonly bytes: number;
  /** `failed`, for the new file's name. */
  readonly suffix: string;
}

export interface ExportedFile {
  readonly uri: vscode.Uri;
  readonly rows: number;
  /** Blank lines of the CSV before the last of the rows. */
  readonly blankLines: number;
}

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function exportRows(runTask: RunTask, wanted: RowsToExport): Promise<ExportedFile> {
  const { csv, lines, suffix } = wanted;
  const name = basename(csv.path);
  const target = await freeUri(vscode.Uri.file(csv.path), suffix);
  const isDocument = wanted.bytes <= documentBytes;
  const choice = { path: csv.path, lines, ...(isDocument ? {} : { target: target.fsPath }) };
  const words = { name, title: `Reading ${name}` };
  const { rows, blankLines, text } = await runWithProgress(runTask, 'pick', choice, words);
  if (text === undefined) {
    await vscode.commands.executeCommand('vscode.open', target);
    return { uri: target, rows, blankLines };
  }
  // Saving it needs no question: it has its place already.
  const uri = target.with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
  return { uri, rows, blankLines };
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
