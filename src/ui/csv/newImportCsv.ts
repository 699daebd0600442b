// New Import CSV: an untitled document with the pool's header and an example row or sample users, or a file of many sample users.
import * as vscode from 'vscode';
import { importTemplate } from '../../csv/template.ts';
import type { RunTask } from '../../files/runTask.ts';
import { plain } from '../shell/escapeText.ts';
import { openCsv } from './openCsv.ts';
import { askSample, makeSample } from './sampleCsv.ts';
import type { CsvTarget } from './validate/validations.ts';
import { newCsvWords } from './words.ts';

export interface NewCsv {
  readonly uri: vscode.Uri;
  /** The pool it was made for, with the algorithm of its hashes. */
  readonly target: CsvTarget;
  /** What the user cannot see in the document. */
  readonly message?: string;
}

/** Returns undefined when the user cancels. @throws FailureError; 'cancelled' when the user cancels the writing. */
export async function newImportCsv(runTask: RunTask, target: CsvTarget): Promise<NewCsv | undefined> {
  const { ownOrder, requiredFirst, samples } = newCsvWords;
  const contents = [
    { ...ownOrder, order: { requiredFirst: false } },
    { ...requiredFirst, order: { requiredFirst: true } },
    { ...samples, order: undefined },
  ];
  const title = plain(newCsvWords.title(target.poolName));
  const content = await vscode.window.showQuickPick(contents, { title, placeHolder: newCsvWords.content });
  if (!content) return undefined;
  if (content.order)
    return { uri: (await openCsv(importTemplate(target.schema, content.order))).uri, target };
  const sample = await askSample(title, target);
  return sample && makeSample(runTask, sample);
}
