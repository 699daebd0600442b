// Takes the byte order mark off a file. An editor keeps it out of the text and writes it again with every save.
import * as vscode from 'vscode';
import { readByteOrderMark } from '../../../csv/scan.ts';
import type { Clock } from '../../../domain/base/clock.ts';

/** How long an editor may take to notice that its file has changed, in milliseconds. */
const patience = 3_000;

/**
 * Saves the document first, dirty or not as far as is known here: the mark is in the file, and both cannot change at once.
 * @returns false where there was none, or there is no file yet.
 */
export async function removeByteOrderMark(document: vscode.TextDocument, clock: Clock): Promise<boolean> {
  if (document.isUntitled || !(await document.save())) return false;
  const bytes = await vscode.workspace.fs.readFile(document.uri);
  if (readByteOrderMark(bytes) !== 'utf-8') return false;
  const read = readAnew(document, clock);
  await vscode.workspace.fs.writeFile(document.uri, bytes.subarray(3));
  await read;
  return true;
}

/** Until the editor has read the file without the mark, saving would write it again or meet a file newer than the editor's. */
function readAnew(document: vscode.TextDocument, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      listening.dispose();
      timer.dispose();
      resolve();
    };
    // A change of encoding is told as a change of nothing in the text.
    const listening = vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document === document && document.encoding !== 'utf8bom') end();
    });
    const timer = clock.schedule(patience, end);
  });
}
