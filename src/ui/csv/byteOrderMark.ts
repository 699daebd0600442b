// Takes the byte order mark off a file. An editor keeps it out of the text and writes it again with every save.
import * as vscode from 'vscode';
import { readByteOrderMark } from '../../csv/scan.ts';

/**
 * Saves the document first: the mark is in the file, and both cannot change at once.
 * @returns false where there was none, or there is no file yet.
 */
export async function removeByteOrderMark(document: vscode.TextDocument): Promise<boolean> {
  if (document.isUntitled || (document.isDirty && !(await document.save()))) return false;
  const bytes = await vscode.workspace.fs.readFile(document.uri);
  if (readByteOrderMark(bytes) !== 'utf-8') return false;
  await vscode.workspace.fs.writeFile(document.uri, bytes.subarray(3));
  return true;
}
