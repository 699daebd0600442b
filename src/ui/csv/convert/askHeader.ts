// Asks which line of a file is the header, if a title seems to precede it.
import * as vscode from 'vscode';
import type { CsvDialect } from '../../../sources/read/csvDialect.ts';
import { convertWords } from '../words.ts';

/**
 * The earlier answer, or else the proposed line, comes first and is selected. Returns undefined when the user cancels.
 * @param earlier the answer of a user who has come back to the question.
 */
export async function askHeader(
  { headerLine, firstLines }: CsvDialect,
  earlier = headerLine,
): Promise<number | undefined> {
  if (!firstLines) return headerLine;
  const locale = vscode.env.language;
  const selected = firstLines.filter(({ line }) => line === earlier);
  const others = firstLines.filter(({ line }) => line !== earlier);
  const items = [...selected, ...others].map(({ line, text }) => ({
    label: convertWords.line(line, locale),
    description: line === headerLine ? convertWords.proposed : '',
    detail: text,
    line,
  }));
  const options = { title: convertWords.title, placeHolder: convertWords.header, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.line;
}
