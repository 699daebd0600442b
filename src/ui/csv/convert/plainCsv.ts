// Converts a plain CSV of a spreadsheet or database: asks what is unclear in quick picks, and writes a new document or file.
import * as vscode from 'vscode';
import type { ImportSchema } from '../../../csv/schema.ts';
import { beginDraft, isImportHeader, leftOut } from '../../../csv/convert/mapping.ts';
import { decideDates } from '../../../csv/values/dates.ts';
import type { RunTask } from '../../../files/runTask.ts';
import type { Source, SourceInput } from '../../../files/sources/source.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import { draftColumns, draftDecisions } from '../../../sources/plan/fromDraft.ts';
import type { Candidate } from '../../../sources/read/detect.ts';
import { askDates } from '../askDates.ts';
import { columnSamples, dateExamples } from '../dateExamples.ts';
import { openCsv } from '../openCsv.ts';
import { baseName } from '../pickCsv.ts';
import { freeUri, runWithProgress } from '../runWithProgress.ts';
import { editorBytes } from '../validate/reading.ts';
import type { CsvTarget } from '../validate/validations.ts';
import { conversionMessage, convertWords } from '../words.ts';
import { askMapping } from './askMapping.ts';

export interface PlainCsv {
  readonly uri: vscode.Uri;
  readonly bytes: number;
  readonly source: Source;
  readonly candidate: Candidate;
  /** Whether there was an earlier question that the user can go back to. */
  readonly canLeave: boolean;
}

export interface Conversion {
  /** The new document or file. */
  readonly uri: vscode.Uri;
  /** Tells the user the result. */
  readonly message: string;
}

const { title } = convertWords;

/** Whether quick questions are enough: the file has only columns of values that the user can read, no hashes. */
export function isPlainCsv({ format, shape, columns }: Candidate): boolean {
  return format === 'generic' && shape.kind === 'csv' && !columns.some(({ isHash }) => isHash === true);
}

/** Whether the file is written as an import CSV of the pool, whose escaped commas a conversion would misread. */
export function seemsReady({ shape }: Candidate, schema: ImportSchema): boolean {
  return (
    shape.kind === 'csv' &&
    shape.encoding === 'utf-8' &&
    shape.delimiter === ',' &&
    isImportHeader(shape.header, schema)
  );
}

/** Undefined when the user cancels; 'back' from the first question. @throws FailureError; 'cancelled' when the user cancels. */
export async function convertPlainCsv(
  runSource: RunTask<SourceTasks>,
  { uri, bytes, source, candidate, canLeave }: PlainCsv,
  { schema }: CsvTarget,
): Promise<Conversion | 'back' | undefined> {
  const name = baseName(uri);
  const header = candidate.shape.kind === 'csv' ? candidate.shape.header : [];
  const format = { header, samples: candidate.dialect?.samples ?? [] };
  const draft = await askMapping(beginDraft(header, schema), format, schema, canLeave);
  if (!draft || draft === 'back') return draft;
  const columns = draftColumns(draft);
  const input: SourceInput = { source, choice: choiceOf(candidate), columns, now: Date.now() };
  const decisions = draftDecisions(draft);
  const birthdate = decisions.fillings['birthdate'];
  const reading = { name, title: `Reading ${name}` };
  const evidence =
    birthdate?.kind === 'from'
      ? await runWithProgress(runSource, 'dates', { ...input, key: birthdate.key }, reading)
      : undefined;
  const column = draft.mapping.find(({ target }) => target === 'birthdate')?.source ?? '';
  const examples = dateExamples(columnSamples(format, column));
  // A file with an import header was written for Cognito, though in another dialect: its dates in Cognito's form are meant so.
  const origin = isImportHeader(header, schema) ? 'importCsv' : 'otherSystem';
  const answer = evidence ? await askDates({ title, evidence, examples, origin }) : {};
  if (!answer) return undefined;
  const order = evidence && decideDates(evidence, answer, origin).apply;
  const choice = order === undefined ? answer : { ...answer, order };

  const file = bytes > editorBytes ? await freeUri(uri, 'cognito') : undefined;
  const rows = {
    ...input,
    schema,
    decisions: { ...decisions, dates: choice },
    ...(evidence ? { dates: evidence } : {}),
    ...(file ? { target: file.fsPath } : {}),
  };
  const words = { name, title: `Converting ${name}` };
  const converted = await runWithProgress(runSource, 'convert', rows, words);
  const result = file ?? (await openCsv(converted.text ?? '')).uri;
  const report = {
    name,
    encoding: candidate.shape.encoding,
    leftOut: leftOut(draft).map((left) => left.name),
    converted,
  };
  return { uri: result, message: conversionMessage(report, vscode.env.language) };
}

export function choiceOf({ format, shape }: Candidate): SourceInput['choice'] {
  return { format, shape };
}
