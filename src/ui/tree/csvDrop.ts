// A CSV, or a folder of them, dropped on a user pool or on one of its jobs is about to be imported into it.
import * as vscode from 'vscode';
import { commands } from '../shell/ids.ts';
import type { Node } from './nodes.ts';
import { isFolder } from './isFolder.ts';

const mimeType = 'text/uri-list';

export const csvDrop: vscode.TreeDragAndDropController<Node> = {
  dragMimeTypes: [],
  dropMimeTypes: [mimeType],
  async handleDrop(target, transfer) {
    const list = (await transfer.get(mimeType)?.asString()) ?? '';
    // A URI a line, and comments (RFC 2483).
    const lines = list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
    const [uri, ...others] = lines.map((line) => vscode.Uri.parse(line));
    if (!target || !('ref' in target) || !uri) return;
    if (others.length > 0 || !(/\.csv$/i.test(uri.path) || (await isFolder(uri)))) {
      void vscode.window.showInformationMessage('Drop one CSV, or one folder of CSVs.');
      return;
    }
    const { connectionId, userPoolId } = target.ref;
    // Nothing waits for the questions: the drop itself is over.
    void vscode.commands.executeCommand(commands.createImportJob, {
      uri,
      pool: { connectionId, userPoolId },
    });
  },
};
