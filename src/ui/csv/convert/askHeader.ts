// Asks which line of a file is the header, where a title seems to be before it.
import * as vscode from 'vscode';
import type { CsvDialect } from '../../../sources/read/csvDialect.ts';
import { convertWords } from '../words.ts';

/** The proposed line first, then the others. Returns undefined when the user cancels. */
export async function askHeader({ headerLine, firstLines }: CsvDialect): Promise<number | undefined> {
  if (!firstLines) return headerLine;
  const locale = vscode.env.language;
  const proposed = firstLines.filter(({ line }) => line === headerLine);
  const others = firstLines.filter(({ line }) => line !== headerLine);
  const items = [...proposed, ...others].map(({ line, text }) => ({
    label: convertWords.line(line, locale),
    description: line === headerLine ? convertWords.proposed : '',
    detail: text,
    line,
  }));
  const options = { title: convertWords.title, placeHolder: convertWords.header, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.line;
}
