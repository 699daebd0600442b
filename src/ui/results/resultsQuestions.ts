// Questions about the results of a job: the location of its CSV, the numbering of its log, and whether to retry uncertain rows.
import * as vscode from 'vscode';
import type { LineBase } from '../../domain/results/lineBase.ts';
import { contentOf, type FileContent } from '../../files/imports/importFiles.ts';
import { plain } from '../shell/escapeText.ts';
import { buttons, csvWords, numberingQuestion, retryWords } from './resultWords.ts';

/**
 * Undefined when the user cancels.
 * @param imported the file that the job imported, if known: another file is accepted only if the user insists.
 */
export async function locateCsv(
  jobName: string,
  imported: FileContent | undefined,
): Promise<FileContent | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: csvWords.locateTitle(jobName),
    openLabel: csvWords.locateButton,
    filters: { CSV: ['csv', 'txt'], 'All Files': ['*'] },
    ...(imported ? { defaultUri: vscode.Uri.file(imported.path) } : {}),
  });
  const [uri] = picked ?? [];
  if (!uri) return undefined;
  const csv = await contentOf(uri.fsPath);
  if (!imported || csv.sha256 === imported.sha256) return csv;
  const answer = await vscode.window.showWarningMessage(
    csvWords.differs(csv.path, plain(jobName)),
    { modal: true, detail: csvWords.differsDetail },
    buttons.useAnyway,
  );
  return answer === buttons.useAnyway ? csv : undefined;
}

/** Undefined when the user cancels. */
export async function askNumbering(
  taken: LineBase,
  chosen: LineBase | undefined,
): Promise<LineBase | 'infer' | undefined> {
  const { title, placeHolder, fileLines, dataRows, infer } = numberingQuestion;
  const item = (base: LineBase, words: { readonly label: string; readonly detail: string }) => ({
    ...words,
    base,
    ...(base === taken ? { description: numberingQuestion.taken } : {}),
  });
  const items = [
    item('fileLines', fileLines),
    item('dataRows', dataRows),
    ...(chosen ? [{ ...infer, base: 'infer' as const }] : []),
  ];
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder });
  return picked?.base;
}

/** Asked only if the rows may belong to other people. */
export async function confirmRetry(
  lines: readonly number[],
  path: string,
  numbering: string,
): Promise<'retry' | 'chooseNumbering' | undefined> {
  const locale = vscode.env.language;
  const answer = await vscode.window.showWarningMessage(
    plain(retryWords.question(lines.length, path, locale)),
    { modal: true, detail: retryWords.detail(lines, numbering, locale) },
    buttons.retryAnyway,
    buttons.chooseNumbering,
  );
  if (answer === buttons.retryAnyway) return 'retry';
  return answer === buttons.chooseNumbering ? 'chooseNumbering' : undefined;
}
