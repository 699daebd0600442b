// Fixes as edits of an open document.
import * as vscode from 'vscode';
import { editLine, newFixContext, type Edit, type FixContext } from '../../../csv/fix/edit.ts';
import { decideDates, type DateEvidence } from '../../../csv/values/dates.ts';
import { FileFixer, FileSurveyor, type FixOptions } from '../../../csv/fix/fixFile.ts';
import type { ImportSchema } from '../../../csv/schema.ts';
import { changeLines, toTextChange, type Hunk } from './lineEdits.ts';

/** The context that the fixes of a document need. */
export function fixContext(
  document: vscode.TextDocument,
  schema: ImportSchema,
  dates: DateEvidence | undefined,
): FixContext {
  return newFixContext(document.lineAt(0).text, schema, dates && decideDates(dates));
}

/** The edits of one fix. Removing a byte order mark is not among them, as a document's text does not contain it. */
export async function editsOf(
  document: vscode.TextDocument,
  edits: readonly Edit[],
  signal: AbortSignal,
): Promise<vscode.WorkspaceEdit> {
  const workspaceEdit = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    if (edit.kind === 'replace') {
      const range = new vscode.Range(edit.line - 1, edit.start, edit.line - 1, edit.end);
      workspaceEdit.replace(document.uri, range, edit.text);
    } else if (edit.kind === 'deleteLine') {
      addHunks(workspaceEdit, document, [{ first: edit.line - 1, end: edit.line, lines: [] }]);
    } else {
      const change = (text: string, line: number) => editLine(edit, line + 1, text);
      addHunks(workspaceEdit, document, await changeLines(document, change, signal));
    }
  }
  return workspaceEdit;
}

/**
 * The edit that makes all fixes that are safe without asking, or all of one kind, and their number.
 * @throws the signal's reason once it is aborted.
 */
export async function fixAllEdit(
  document: vscode.TextDocument,
  schema: ImportSchema,
  options: FixOptions,
  signal: AbortSignal,
): Promise<{ readonly edit: vscode.WorkspaceEdit; readonly fixes: number }> {
  const surveyor = new FileSurveyor(schema, options);
  const survey = (text: string): string => {
    surveyor.take(text);
    return text;
  };
  await changeLines(document, survey, signal);
  const fixer = new FileFixer(schema, surveyor.end(), options);
  const edit = new vscode.WorkspaceEdit();
  addHunks(edit, document, await changeLines(document, (text) => fixer.fixLine(text), signal));
  return { edit, fixes: fixer.fixes };
}

function addHunks(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, hunks: readonly Hunk[]): void {
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  for (const hunk of hunks) {
    const { start, end, text } = toTextChange(hunk, document, lineEnd);
    edit.replace(document.uri, new vscode.Range(...start, ...end), text);
  }
}
