// Convert to Cognito CSV: turns a CSV of a spreadsheet or a database into one that a user pool can import.
import * as vscode from 'vscode';
import { decideDates } from '../../../csv/values/dates.ts';
import { askDates } from '../askDates.ts';
import { columnSamples, dateExamples } from '../dateExamples.ts';
import { askHeader } from './askHeader.ts';
import { askMapping } from './askMapping.ts';
import { beginDraft, isImportHeader, leftOut, toPlan } from '../../../csv/convert/mapping.ts';
import { openCsv } from '../newImportCsv.ts';
import { baseName, openDocument } from '../pickCsv.ts';
import { editorBytes } from '../validate/reading.ts';
import { stateOf } from '../validate/readCsv.ts';
import type { Source } from '../../../files/csv/sourceFormat.ts';
import { freeUri, runWithProgress } from '../runWithProgress.ts';
import type { CsvServices } from '../services.ts';
import { conversionMessage, convertWords } from '../words.ts';
import type { CsvTarget } from '../validate/validations.ts';

export interface Conversion {
  /** The new document or file. */
  readonly uri: vscode.Uri;
  /** Tells the user the result. */
  readonly message: string;
}

const { title } = convertWords;
const convertAnyway = 'Convert Anyway';

/**
 * Returns undefined when the user cancels.
 * @param isOtherDialect whether the file is known not to be written as an import CSV.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function convertCsv(
  services: CsvServices,
  uri: vscode.Uri,
  target: CsvTarget,
  isOtherDialect: boolean,
): Promise<Conversion | undefined> {
  const { schema } = target;
  const { runTask } = services;
  const name = baseName(uri);
  const state = await stateOf(uri);
  const source = await sourceOf(uri, state.isUnsaved);
  const reading = { name, title: `Reading ${name}` };
  const proposed = await runWithProgress(runTask, 'peek', source, reading);
  const headerLine = await askHeader(proposed);
  if (headerLine === undefined) return undefined;
  const format =
    headerLine === proposed.headerLine
      ? proposed
      : await runWithProgress(runTask, 'peek', { ...source, headerLine }, reading);
  const seemsReady =
    !isOtherDialect &&
    format.encoding === 'utf-8' &&
    format.delimiter === ',' &&
    isImportHeader(format.header, schema);
  if (seemsReady && !(await confirmAnyway(name))) return undefined;
  const draft = await askMapping(beginDraft(format.header, schema), format, schema);
  if (!draft) return undefined;

  const plan = toPlan(draft);
  const evidence = await runWithProgress(runTask, 'surveyDates', { source, format, plan }, reading);
  const column = plan.mapping.find(({ target: name }) => name === 'birthdate')?.source ?? '';
  const examples = dateExamples(columnSamples(format, column));
  const choice = evidence ? await askDates({ title, evidence, examples }) : {};
  if (!choice) return undefined;

  const file = state.bytes > editorBytes ? await freeUri(uri, 'cognito') : undefined;
  const into = file ? { target: file.fsPath } : {};
  const dates = evidence ? { dates: decideDates(evidence, choice) } : {};
  const conversion = { source, format, schema, plan, ...dates, ...into };
  const words = { name, title: `Converting ${name}` };
  const converted = await runWithProgress(runTask, 'convert', conversion, words);
  const result = file ?? (await openCsv(converted.text ?? '')).uri;
  const columns = leftOut(draft).map((column) => column.name);
  const report = { name, encoding: format.encoding, leftOut: columns, converted };
  return { uri: result, message: conversionMessage(report, vscode.env.language) };
}

/** A file is read by the worker; the text of an unsaved document is passed to it. */
async function sourceOf(uri: vscode.Uri, isUnsaved: boolean): Promise<Source> {
  if (!isUnsaved && uri.scheme === 'file') return { path: uri.fsPath };
  const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri));
  return { text: document.getText() };
}

async function confirmAnyway(name: string): Promise<boolean> {
  const detail =
    'All of its columns are columns of the user pool. A conversion would read “\\,” as the end of a value.';
  const answer = await vscode.window.showWarningMessage(
    `${name} seems to be an import CSV already.`,
    { modal: true, detail },
    convertAnyway,
  );
  return answer === convertAnyway;
}
