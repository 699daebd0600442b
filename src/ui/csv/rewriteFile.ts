// Reads or rewrites a file in a worker, under a progress; one that writes a file can be cancelled.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import { freeName } from '../../files/csv/fileNames.ts';
import { baseName, openDocument } from './pickCsv.ts';
import type { RewriteReply, RewriteRequest } from '../../files/csv/rewriteWorker.ts';
import { cancelled, runWorker } from '../../files/csv/workerThread.ts';

type Result = Exclude<RewriteReply, { kind: 'progress' }>;

/** A file of that name, with the suffix, that is not there yet, nor waits to be saved: beside this one. */
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

/** What is to be done to which file, for the worker and for the user. */
export interface Rewriting {
  readonly request: RewriteRequest;
  /** Of the file, for a person. */
  readonly name: string;
  readonly title: string;
}

/**
 * The worker's result, of the kind that its request brings. What it was writing when the user cancelled is removed.
 * @param worker the path of the worker's bundle.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function rewriteFile<K extends Result['kind']>(
  worker: string,
  kind: K,
  { request, name, title }: Rewriting,
): Promise<Extract<Result, { kind: K }>> {
  const target = 'target' in request ? request.target : undefined;
  const { Notification, Window } = vscode.ProgressLocation;
  const options = { location: target === undefined ? Window : Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
    let told = 0;
    const results: Result[] = [];
    const onReply = (reply: RewriteReply): void => {
      if (reply.kind !== 'progress') {
        results.push(reply);
        return;
      }
      const share = reply.bytes / reply.totalBytes;
      progress.report({ increment: 100 * (share - told) });
      told = share;
    };
    try {
      await runWorker({ script: worker, request, name, onReply }, stop.signal);
    } catch (error) {
      if (stop.signal.aborted && target !== undefined) await removeUnfinished(target);
      throw error;
    } finally {
      cancelling.dispose();
    }
    return resultOf(results, kind, name);
  });
}

function resultOf<K extends Result['kind']>(
  results: readonly Result[],
  kind: K,
  name: string,
): Extract<Result, { kind: K }> {
  const result = results.find(
    (candidate): candidate is Extract<Result, { kind: K }> => candidate.kind === kind,
  );
  if (result) return result;
  const unreadable = results.find((candidate) => candidate.kind === 'unreadable');
  if (!unreadable) throw new Error('The worker ended without a result.');
  const message = `${name} cannot be read as CSV: ${unreadable.reason}`;
  throw new FailureError({ kind: 'misconfigured', message });
}

async function removeUnfinished(path: string): Promise<void> {
  await vscode.workspace.fs.delete(vscode.Uri.file(path)).then(undefined, () => {
    // Cancelled before the worker had made it.
  });
}
