// A CSV dropped on a user pool, or on one of its jobs, is about to be imported into it.
import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { Node } from '../nodes.ts';

const mimeType = 'text/uri-list';

export const csvDrop: vscode.TreeDragAndDropController<Node> = {
  dragMimeTypes: [],
  dropMimeTypes: [mimeType],
  async handleDrop(target, transfer) {
    const list = await transfer.get(mimeType)?.asString();
    const csv = list?.split(/\r?\n/).find((line) => /\.csv$/i.test(line));
    if (!target || !('ref' in target) || csv === undefined) return;
    const { connectionId, userPoolId } = target.ref;
    const argument = { uri: vscode.Uri.parse(csv), pool: { connectionId, userPoolId } };
    // Nothing waits for the questions: the drop itself is over.
    void vscode.commands.executeCommand(commands.createImportJob, argument);
  },
};
