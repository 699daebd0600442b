// Runs a task on a file in a worker thread, with a progress that can be cancelled.
import * as vscode from 'vscode';
import { freeName } from '../../files/csv/fileNames.ts';
import { cancelled, type RunTask } from '../../files/runTask.ts';
import type { TaskInput, TaskKind, TaskResult, TaskTable } from '../../files/taskThread.ts';
import type { CsvTasks } from '../../files/worker.ts';
import { baseName, openDocument } from './pickCsv.ts';

/** The URI for a new file in the same folder, with the suffix in its name. Never the URI of an unsaved document. */
export async function freeUri(uri: vscode.Uri, suffix: string): Promise<vscode.Uri> {
  const folder = vscode.Uri.joinPath(uri, '..');
  const isTaken = async (name: string): Promise<boolean> => {
    const file = vscode.Uri.joinPath(folder, name);
    if (openDocument(file.with({ scheme: 'untitled' }))) return true;
    return vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
  };
  return vscode.Uri.joinPath(folder, await freeName(baseName(uri), suffix, isTaken));
}

/** What the user sees of a task. */
export interface TaskWords {
  /** The file's name. */
  readonly name: string;
  /** The progress's title. */
  readonly title: string;
  /** Paths that the task writes, besides a `target` of its input. */
  readonly newFiles?: readonly string[];
}

/**
 * A task that writes a file shows a notification; any other, only the status bar. If the user cancels, the unfinished file is removed.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function runWithProgress<T extends TaskTable = CsvTasks, K extends TaskKind<T> = TaskKind<T>>(
  runTask: RunTask<T>,
  kind: K,
  input: TaskInput<T, K>,
  { name, title, newFiles = targetOf(input) }: TaskWords,
): Promise<TaskResult<T, K>> {
  const { Notification, Window } = vscode.ProgressLocation;
  const options = { location: newFiles.length === 0 ? Window : Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
    let reported = 0;
    const onProgress = (share: number): void => {
      progress.report({ increment: 100 * (share - reported) });
      reported = share;
    };
    return runTask(kind, input, { name, onProgress, signal: stop.signal })
      .catch(async (error: unknown) => {
        if (stop.signal.aborted) await Promise.all(newFiles.map(removeUnfinished));
        throw error;
      })
      .finally(() => void cancelling.dispose());
  });
}

function targetOf(input: unknown): readonly string[] {
  if (typeof input !== 'object' || input === null || !('target' in input)) return [];
  return typeof input.target === 'string' ? [input.target] : [];
}

async function removeUnfinished(path: string): Promise<void> {
  await vscode.workspace.fs.delete(vscode.Uri.file(path)).then(undefined, () => {
    // Cancelled before the worker created it.
  });
}
