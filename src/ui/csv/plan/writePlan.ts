// Writes the files of a plan beside its source, for Write CSV… and Create Import Job….
import * as vscode from 'vscode';
import { freeName } from '../../../files/csv/fileNames.ts';
import type { RunTask } from '../../../files/runTask.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import type { WriteInput } from '../../../files/sources/writeSource.ts';
import { partsOf, type PlannedPart } from '../../../sources/plan/plan.ts';
import { baseName } from '../pickCsv.ts';
import { runWithProgress } from '../runWithProgress.ts';
import { planFileNames } from './planFiles.ts';
import { openDateReasons } from './planQuestions.ts';
import { knownDates, type PlanState } from './planState.ts';
import { planWords as words } from './planWords.ts';

/** One CSV of a plan on disk. */
export interface WrittenCsv {
  readonly uri: vscode.Uri;
  readonly part: PlannedPart;
}

export interface WrittenPlan {
  readonly csvs: readonly WrittenCsv[];
  /** What is kept aside. */
  readonly aside?: vscode.Uri;
  readonly users: number;
}

/** The file that a source is converted to: beside it, with a free name. Undefined for an unsaved document. */
export async function resultOf(source: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (source.scheme !== 'file') return undefined;
  const folder = vscode.Uri.joinPath(source, '..');
  const name = await freeName(baseName(source), 'cognito', (candidate) =>
    exists(vscode.Uri.joinPath(folder, candidate)),
  );
  return vscode.Uri.joinPath(folder, name);
}

/** Asks where the CSV goes. Undefined when the user cancels. */
export function askResult(proposed: vscode.Uri): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: words.write,
    defaultUri: proposed,
    filters: { CSV: ['csv'] },
  });
}

/** Whether to write while questions about birthdates are open: asks the user if they want to continue without an answer. */
export async function mayStayOpen(state: PlanState): Promise<boolean> {
  const reasons = openDateReasons(state, vscode.env.language);
  if (reasons.length === 0) return true;
  const options = { modal: true, detail: reasons.join('\n\n') };
  const go = words.writeUndecided;
  return (await vscode.window.showWarningMessage(words.undecided, options, go)) === go;
}

/**
 * @param result the CSV, or the file whose name the names of several CSVs are derived from.
 * @param mayReplace whether the user has already agreed to replace `result` itself.
 * @returns undefined when the user does not want to replace other files.
 * @throws FailureError; 'cancelled' when the user cancels; with `changedCode` if a file has changed since the plan.
 */
export async function writePlan(
  runSource: RunTask<SourceTasks>,
  state: PlanState,
  result: vscode.Uri,
  sourceName: string,
  mayReplace: boolean,
): Promise<WrittenPlan | undefined> {
  const { planned, decisions, input, schema } = state;
  if (!planned || !decisions) throw new Error('There is no plan to write.');
  const { plan } = planned;
  const parts = partsOf(plan);
  const folder = vscode.Uri.joinPath(result, '..');
  const uris = planFileNames(baseName(result), plan).map((name) => vscode.Uri.joinPath(folder, name));
  const others = uris.filter((uri) => !mayReplace || uri.path !== result.path);
  if (!(await mayWrite(others))) return undefined;
  const aside = uris[parts.length];
  const dates = knownDates(state);
  const write: WriteInput = {
    ...input,
    schema,
    decisions,
    judged: planned.judged,
    ...(dates ? { dates } : {}),
    targets: parts.map(({ algorithm }, index) => ({
      path: uris[index]?.fsPath ?? '',
      ...(algorithm === undefined ? {} : { algorithm }),
    })),
    ...(aside ? { aside: { path: aside.fsPath, names: plan.aside } } : {}),
  };
  const task = { name: sourceName, title: words.writing(sourceName), newFiles: uris.map(partial) };
  const written = await runWithProgress(runSource, 'write', write, task);
  const csvs = uris.slice(0, parts.length).flatMap((uri, index): WrittenCsv[] => {
    const part = parts[index];
    return part ? [{ uri, part: { ...part, users: written.users[index] ?? 0 } }] : [];
  });
  return { csvs, users: written.users.reduce((sum, users) => sum + users, 0), ...(aside ? { aside } : {}) };
}

/** A file while it is written; it is renamed when all of them are complete. */
function partial(uri: vscode.Uri): string {
  return `${uri.fsPath}.partial`;
}

async function mayWrite(uris: readonly vscode.Uri[]): Promise<boolean> {
  const taken: string[] = [];
  for (const uri of uris) if (await exists(uri)) taken.push(baseName(uri));
  if (taken.length === 0) return true;
  const answer = await vscode.window.showWarningMessage(words.exists(taken), { modal: true }, words.replace);
  return answer === words.replace;
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    ),
  );
}
