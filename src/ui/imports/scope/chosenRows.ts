// Turns the user's choice of rows into parts: new rows are written to a separate CSV, the rows of a trial become the first part.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { FailureError } from '../../../domain/connections/failure.ts';
import { contentOf, isUnchanged } from '../../../files/imports/importFiles.ts';
import type { CsvFile } from '../../../domain/imports/import.ts';
import type { RunTask } from '../../../files/runTask.ts';
import { freeUri, runWithProgress } from '../../csv/runWithProgress.ts';
import { plain } from '../../shell/escapeText.ts';
import type { Judge } from '../askVerdict.ts';
import { toParts } from '../../../files/imports/toParts.ts';
import type { ImportDraft } from '../draft.ts';
import { sourceOf } from '../newImport.ts';
import { scopeWords as words } from './scopeWords.ts';

export interface ChosenRowsServices {
  readonly runTask: RunTask;
  readonly plan: Judge['plan'];
  /** Called when a file with people's data was written. */
  readonly written: (uri: vscode.Uri) => Promise<void>;
}

/** Nothing is written before all questions are answered. @throws FailureError; 'cancelled' when the user cancels. */
export async function withChosenRows(services: ChosenRowsServices, draft: ImportDraft): Promise<ImportDraft> {
  const { newRowsOnly, trialRows, checked } = draft;
  if (newRowsOnly === true) return inParts(services, draft, await writeNewRows(services, draft));
  if (trialRows === undefined || !checked) return draft;
  return inParts(services, draft, sourceOf(draft.path, checked));
}

async function inParts(
  { plan }: ChosenRowsServices,
  draft: ImportDraft,
  source: CsvFile,
): Promise<ImportDraft> {
  const planned = await plan(vscode.Uri.file(source.path), draft.trialRows);
  // Without a part after the trial, everything would be imported at once.
  if (draft.trialRows !== undefined && planned.parts.length < 2) throw changed(basename(source.path));
  const parts = toParts(source, planned.parts.length > 1 ? planned : undefined);
  return { ...draft, path: source.path, parts };
}

async function writeNewRows(
  { runTask, written }: ChosenRowsServices,
  { compared }: ImportDraft,
): Promise<CsvFile> {
  if (!compared) throw new Error('Nothing was compared.');
  const { content, newLines } = compared;
  const name = basename(content.path);
  const uri = await freeUri(vscode.Uri.file(content.path), 'new');
  // 0: always written to a file, because an import needs one on disk, however small.
  const choice = { path: content.path, lines: newLines, target: uri.fsPath, textBytes: 0 };
  const { rows } = await runWithProgress(runTask, 'pick', choice, {
    name,
    title: plain(words.writing(name)),
  });
  if (rows !== newLines.length || !(await isUnchanged(content))) {
    await vscode.workspace.fs.delete(uri);
    throw changed(name);
  }
  await written(uri);
  return { ...(await contentOf(uri.fsPath)), rows };
}

function changed(name: string): FailureError {
  return new FailureError({ kind: 'conflict', message: plain(words.changed(name)) });
}
