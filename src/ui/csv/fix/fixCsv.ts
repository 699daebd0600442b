// Fix Import CSV: fixes everything that is safe to fix without asking, in the document, or in a copy beside a large file.
import * as vscode from 'vscode';
import type { DateChoice } from '../../../csv/values/dates.ts';
import type { FixOptions } from '../../../csv/fix/fixFile.ts';
import type { RuleId } from '../../../csv/validate/rules.ts';
import type { RunTask } from '../../../files/runTask.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import { count } from '../../../domain/jobs/jobWords.ts';
import { askDates, hasDateQuestions } from '../askDates.ts';
import { columnSamples, dateExamples } from '../dateExamples.ts';
import { fixAllEdit } from './fixEdits.ts';
import { mendFile } from './mendFile.ts';
import { baseName, openDocument } from '../pickCsv.ts';
import { rangeOf } from '../validate/diagnostics.ts';
import { chooseFixPlace } from '../validate/reading.ts';
import { stateOf } from '../validate/readCsv.ts';
import { freeUri, runWithProgress, type TaskWords } from '../runWithProgress.ts';
import type { CsvServices } from '../services.ts';
import type { ValidatedCsv, Validations } from '../validate/validations.ts';

/** The command's argument: a file and, to fix only one kind of problem, its rule. */
export interface FixRequest {
  readonly uri: vscode.Uri;
  readonly only?: RuleId;
}

export interface Fixed {
  readonly fixes: number;
  /** The fixed document or file, validated again. */
  readonly validated: ValidatedCsv;
  /** Whether the fixed text is in a new file, and the original is unchanged. */
  readonly isCopy: boolean;
}

export interface FixServices extends CsvServices {
  /** Reads examples from a large file. */
  readonly runSource: RunTask<SourceTasks>;
}

/**
 * Fixes everything that is safe to fix without asking, or one rule. Asks for the order of the dates if they do not show it.
 * Undefined when the user cancels the question.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function fixCsv(
  services: FixServices,
  validations: Validations,
  validated: ValidatedCsv,
  only?: RuleId,
): Promise<Fixed | undefined> {
  const { uri } = validated;
  const isCopy = chooseFixPlace(await stateOf(uri)) === 'copy';
  const document = isCopy ? undefined : (openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri)));
  const dateChoice = only === undefined ? await askDatesOf(services, validated, document) : {};
  if (dateChoice === undefined) return undefined;
  const options = { only, dateChoice };
  return document
    ? fixInDocument(services, validations, validated, document, options)
    : fixInCopy(services, validations, validated, options);
}

async function askDatesOf(
  { runSource }: FixServices,
  { uri, summary, findings }: ValidatedCsv,
  document: vscode.TextDocument | undefined,
): Promise<DateChoice | undefined> {
  const evidence = summary.dates;
  if (!evidence || !hasDateQuestions(evidence)) return {};
  const name = baseName(uri);
  const words = { name, title: `Reading ${name}` };
  const values = document
    ? findings
        .filter(({ rule }) => rule.startsWith('birthdate-'))
        .map((finding) => document.getText(rangeOf(finding)))
    : await samplesOf(runSource, uri, words);
  const origin = 'importCsv';
  return askDates({ title: 'Fix Import CSV', evidence, examples: dateExamples(values), origin });
}

/** Birthdates of the first records. */
async function samplesOf(
  runSource: FixServices['runSource'],
  uri: vscode.Uri,
  words: TaskWords,
): Promise<readonly string[]> {
  const found = await runWithProgress(runSource, 'detect', { path: uri.fsPath }, words);
  const dialect = found.at(-1)?.dialect;
  return dialect ? columnSamples(dialect, 'birthdate') : [];
}

async function fixInDocument(
  { clock }: CsvServices,
  validations: Validations,
  validated: ValidatedCsv,
  document: vscode.TextDocument,
  options: FixOptions,
): Promise<Fixed> {
  const { uri, schema } = validated;
  await vscode.window.showTextDocument(document, { preserveFocus: true });
  const { edit, fixes } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Fixing ${baseName(uri)}` },
    () => fixAllEdit(document, schema, options, new AbortController().signal),
  );
  if (edit.size > 0) await vscode.workspace.applyEdit(edit);
  const has = (fault: RuleId): boolean =>
    (options.only ?? fault) === fault && validated.summary.counts.some(({ rule }) => rule === fault);
  const faults = { byteOrderMark: has('byte-order-mark'), lineEnds: has('carriage-return-lines') };
  const mended = await mendFile(document, faults, clock);
  return {
    fixes: fixes + mended,
    validated: await validations.validate(uri, validated),
    isCopy: false,
  };
}

async function fixInCopy(
  services: FixServices,
  validations: Validations,
  validated: ValidatedCsv,
  options: FixOptions,
): Promise<Fixed> {
  const { uri, schema } = validated;
  const target = await freeUri(uri, 'fixed');
  const name = baseName(uri);
  const file = { path: uri.fsPath, schema, target: target.fsPath, options };
  const words = { name, title: `Fixing ${name}` };
  const fixes = await runWithProgress(services.runTask, 'fix', file, words);
  return { fixes, validated: await validations.validate(target, validated), isCopy: true };
}

/** The result for the user. */
export function fixedMessage({ fixes, isCopy }: Fixed, locale: string): string {
  if (fixes === 0) return 'No problem could be fixed automatically.';
  const done = count(fixes, 'problem fixed', 'problems fixed', locale);
  return isCopy ? `${done} in a new file; the large file is unchanged.` : `${done}.`;
}
