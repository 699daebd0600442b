// Fixes faults in a file's bytes that an editor's text does not show: the byte order mark, and lines that end in CR alone.
import * as vscode from 'vscode';
import { readByteOrderMark } from '../../../csv/read/byteOrderMark.ts';
import { carriageReturn, newline } from '../../../csv/read/lineEnd.ts';
import type { Clock } from '../../../domain/base/clock.ts';

/** The longest time in milliseconds that an editor may take to notice that its file has changed. */
const longestWait = 3_000;

/** What to fix. */
export interface FileFaults {
  readonly byteOrderMark: boolean;
  readonly lineEnds: boolean;
}

/**
 * Saves the document first, even if it does not seem dirty: its text and the file must not change at the same time.
 * @returns the number of faults that were fixed; 0 if the document has no file.
 */
export async function mendFile(
  document: vscode.TextDocument,
  { byteOrderMark, lineEnds }: FileFaults,
  clock: Clock,
): Promise<number> {
  if (!(byteOrderMark || lineEnds) || document.isUntitled || !(await document.save())) return 0;
  const bytes = await vscode.workspace.fs.readFile(document.uri);
  const hasMark = byteOrderMark && readByteOrderMark(bytes) === 'utf-8';
  const marked = hasMark ? bytes.subarray(3) : bytes;
  const fixed = lineEnds ? endInNewlines(marked) : marked;
  if (fixed === bytes) return 0;
  const read = hasMark ? untilReadAgain(document, clock) : undefined;
  await vscode.workspace.fs.writeFile(document.uri, fixed);
  await read;
  return (hasMark ? 1 : 0) + (fixed === marked ? 0 : 1);
}

/** Replaces each CR that no LF follows by LF. Returns the same bytes if there is none. */
function endInNewlines(bytes: Uint8Array): Uint8Array {
  const fixed = bytes.slice();
  let isChanged = false;
  for (let at = fixed.indexOf(carriageReturn); at !== -1; at = fixed.indexOf(carriageReturn, at + 1)) {
    if (fixed[at + 1] === newline) continue;
    fixed[at] = newline;
    isChanged = true;
  }
  return isChanged ? fixed : bytes;
}

/** Until the editor has read the file without the mark, saving would write the mark again, or fail because the file is newer. */
function untilReadAgain(document: vscode.TextDocument, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      listening.dispose();
      timer.dispose();
      resolve();
    };
    // VS Code reports a change of encoding as a change without text.
    const listening = vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document === document && document.encoding !== 'utf8bom') end();
    });
    const timer = clock.schedule(longestWait, end);
  });
}
