// Convert to Cognito CSV: detects a file's format, converts a plain CSV after quick questions, and hands any other over for a plan.
import * as vscode from 'vscode';
import { convertibleRules } from '../../../csv/convert/convert.ts';
import { FailureError } from '../../../domain/connections/failure.ts';
import type { RunTask } from '../../../files/runTask.ts';
import type { Source } from '../../../files/sources/source.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import type { Candidate } from '../../../sources/read/detect.ts';
import { baseName, openDocument } from '../pickCsv.ts';
import { runWithProgress, type TaskWords } from '../runWithProgress.ts';
import type { CsvTarget, ValidatedCsv } from '../validate/validations.ts';
import { stateOf } from '../validate/readCsv.ts';
import { convertWords } from '../words.ts';
import { askHeader } from './askHeader.ts';
import { convertPlainCsv, isPlainCsv, seemsReady, type Conversion } from './plainCsv.ts';

/** A file that is not a plain CSV, with its format. */
export interface FoundSource {
  readonly uri: vscode.Uri;
  readonly source: Source;
  readonly candidate: Candidate;
}

const convertAnyway = 'Convert Anyway';

/**
 * Converts a plain CSV; of any other source it returns only the format, for the plan. Undefined when the user cancels.
 * @param validated the result of the file's validation, if it has been validated.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function convertCsv(
  runSource: RunTask<SourceTasks>,
  uri: vscode.Uri,
  target: CsvTarget,
  validated: ValidatedCsv | undefined,
): Promise<Conversion | FoundSource | undefined> {
  const name = baseName(uri);
  const state = await stateOf(uri);
  const source = await sourceOf(uri, state.isUnsaved);
  const found = await findFormat(runSource, source, name);
  let earlier: number | undefined;
  let isConfirmed = isOtherDialect(validated);
  // Repeats each time the user comes back to the question about the header.
  while (found) {
    const candidate = await chooseHeader(runSource, source, name, found, earlier);
    if (!candidate) return undefined;
    if (!isConfirmed && seemsReady(candidate, target.schema)) {
      isConfirmed = await confirmAnyway(name);
      if (!isConfirmed) return undefined;
    }
    if (!isPlainCsv(candidate)) return { uri, source, candidate };
    const canLeave = isHeaderAsked(found);
    const plain = { uri, bytes: state.bytes, source, candidate, canLeave };
    const conversion = await convertPlainCsv(runSource, plain, target);
    if (conversion !== 'back') return conversion;
    earlier = candidate.dialect?.headerLine;
  }
  return undefined;
}

/** The file's format and header; asks the user what is not sure. @throws FailureError */
export async function findCandidate(
  runSource: RunTask<SourceTasks>,
  source: Source,
  name: string,
): Promise<Candidate | undefined> {
  const found = await findFormat(runSource, source, name);
  return found && chooseHeader(runSource, source, name, found);
}

async function findFormat(
  runSource: RunTask<SourceTasks>,
  source: Source,
  name: string,
): Promise<Candidate | undefined> {
  return askFormat(await runWithProgress(runSource, 'detect', source, reading(name)), name);
}

/** The candidate with the header that the user chooses, if a title seems to precede it. @param earlier the line chosen before. */
async function chooseHeader(
  runSource: RunTask<SourceTasks>,
  source: Source,
  name: string,
  found: Candidate,
  earlier?: number,
): Promise<Candidate | undefined> {
  if (!found.dialect || !isHeaderAsked(found)) return found;
  const headerLine = await askHeader(found.dialect, earlier);
  if (headerLine === undefined) return undefined;
  if (headerLine === found.dialect.headerLine) return found;
  const again = await runWithProgress(runSource, 'detect', { ...source, headerLine }, reading(name));
  return again.find(({ format }) => format === found.format) ?? again.at(-1);
}

function isHeaderAsked({ dialect }: Candidate): boolean {
  return dialect?.firstLines !== undefined;
}

function reading(name: string): TaskWords {
  return { name, title: `Reading ${name}` };
}

/** @throws FailureError for an empty file. */
async function askFormat(candidates: readonly Candidate[], name: string): Promise<Candidate | undefined> {
  const [first] = candidates;
  if (!first) throw new FailureError({ kind: 'misconfigured', message: convertWords.empty(name) });
  const sure =
    candidates.find((candidate) => candidate.sure) ?? (candidates.length === 1 ? first : undefined);
  if (sure) return sure;
  const items = candidates.map((candidate) => ({ label: candidate.name, candidate }));
  const options = { title: convertWords.title, placeHolder: convertWords.format(name), ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.candidate;
}

/** A file is read by the worker; the text of an unsaved document is passed to it. */
export async function sourceOf(uri: vscode.Uri, isUnsaved: boolean): Promise<Source> {
  if (!isUnsaved && uri.scheme === 'file') return { path: uri.fsPath };
  const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri));
  return { text: document.getText() };
}

/** Whether validation has shown that the file is not written as an import CSV. */
function isOtherDialect(validated: ValidatedCsv | undefined): boolean {
  return validated?.summary.counts.some(({ rule }) => convertibleRules.has(rule)) ?? false;
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
