// The view in the side bar, registered at the start; its rows are built when VS Code first asks for them.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { ErrorLog } from '../shell/background.ts';
import { views } from '../shell/ids.ts';
import { csvDrop } from './csvDrop.ts';
import type { Node } from './nodes.ts';
import type { JobNotes } from '../imports/scope/trialNote.ts';
import type { RowsOf } from '../panel/panelSnapshot.ts';

/** Builds the rows of the view. */
export type RowSource = Required<
  Pick<vscode.TreeDataProvider<Node>, 'getChildren' | 'getParent' | 'getTreeItem' | 'resolveTreeItem'>
>;

/** What rows show besides the store's content. */
export interface RowFacts {
  readonly rowsOf: RowsOf;
  readonly notes: JobNotes;
  /** Where AWS files are read, as `placeOf` says it. */
  readonly place: string;
}

export class ExplorerView extends Owner {
  readonly tree: vscode.TreeView<Node>;
  readonly #changed = this.own(new vscode.EventEmitter<Node[] | undefined>());

  /** @param rows creates the source at its first call. */
  constructor(rows: () => RowSource, log: ErrorLog) {
    super();
    const treeDataProvider: vscode.TreeDataProvider<Node> = {
      onDidChangeTreeData: this.#changed.event,
      getChildren: (node) => rows().getChildren(node),
      getParent: (node) => rows().getParent(node),
      getTreeItem: (node) => rows().getTreeItem(node),
      resolveTreeItem: (item, node, token) => rows().resolveTreeItem(item, node, token),
    };
    this.tree = this.own(
      vscode.window.createTreeView(views.explorer, {
        treeDataProvider,
        showCollapseAll: true,
        dragAndDropController: csvDrop(log),
      }),
    );
  }

  /** Redraws these rows with their children; `undefined` redraws all. */
  redraw(rows: Node[] | undefined): void {
    this.#changed.fire(rows);
  }
}
