// Runs Create Import Job for a CSV, or a folder of them, that is dropped on a user pool or on one of its jobs.
import * as vscode from 'vscode';
import { commands } from '../shell/ids.ts';
import type { Node } from './nodes.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import { inform } from '../shell/inform.ts';
import { treeWords } from './treeWords.ts';

const mimeType = 'text/uri-list';

export function csvDrop(log: ErrorLog): vscode.TreeDragAndDropController<Node> {
  return {
    dragMimeTypes: [],
    dropMimeTypes: [mimeType],
    handleDrop: (target, transfer) => importDropped(target, transfer, log),
  };
}

async function importDropped(
  target: Node | undefined,
  transfer: vscode.DataTransfer,
  log: ErrorLog,
): Promise<void> {
  const list = (await transfer.get(mimeType)?.asString()) ?? '';
  // One URI per line, and comments (RFC 2483).
  const lines = list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const [uri, ...others] = lines.map((line) => vscode.Uri.parse(line));
  if (!target || !('ref' in target) || !uri) return;
  if (others.length > 0 || !(/\.(csv|json|ndjson|jsonl)$/i.test(uri.path) || (await isFolder(uri)))) {
    inform(treeWords.dropOne, log);
    return;
  }
  const { connectionId, userPoolId } = target.ref;
  // Not awaited: the drop ends before the questions are answered.
  const argument = { uri, pool: { connectionId, userPoolId } };
  background(vscode.commands.executeCommand(commands.createImportJob, argument), log);
}

/** False also if nothing exists there, which reading it reports. */
export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  const type = await vscode.workspace.fs.stat(uri).then(
    (stat) => stat.type,
    () => vscode.FileType.Unknown,
  );
  return (type & vscode.FileType.Directory) !== 0;
}
