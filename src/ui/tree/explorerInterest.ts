// Polls only expanded rows of a visible tree: no API is called for a hidden or collapsed row.
import type * as vscode from 'vscode';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { isOfAny, nodeId, type Node } from './nodes.ts';

export class ExplorerInterest extends Owner {
  readonly #jobs: JobService;
  readonly #view: vscode.TreeView<Node>;
  readonly #expanded = new Map<string, Node>();
  readonly #watches = new Map<string, Disposable>();

  constructor(jobs: JobService, view: vscode.TreeView<Node>) {
    super();
    this.#jobs = jobs;
    this.#view = view;
    this.own(view.onDidExpandElement(({ element }) => this.expanded(element)));
    this.own(
      view.onDidCollapseElement(({ element }) => {
        this.#expanded.delete(element.id);
        this.#update();
      }),
    );
    this.own(view.onDidChangeVisibility(() => this.#update()));
    this.own(
      jobs.store.onChange(({ kind }) => {
        if (kind === 'connections') this.#dropRemoved();
      }),
    );
  }

  /** Call this when VS Code asks for a row's children: a row that was expanded in an earlier window fires no event. */
  expanded(node: Node): void {
    if (this.#expanded.has(node.id) && this.#watches.has(node.id)) return;
    this.#expanded.set(node.id, node);
    this.#update();
  }

  override dispose(): void {
    for (const watch of this.#watches.values()) watch.dispose();
    this.#watches.clear();
    super.dispose();
  }

  #dropRemoved(): void {
    const connections = new Set(this.#jobs.store.connections().map((view) => view.connection.id));
    for (const id of this.#expanded.keys()) if (!isOfAny(id, connections)) this.#expanded.delete(id);
    this.#update();
  }

  #update(): void {
    const wanted = this.#view.visible
      ? [...this.#expanded.values()].filter((node) => this.#isOnScreen(node))
      : [];
    const ids = new Set(wanted.map((node) => node.id));
    for (const [id, watch] of this.#watches) {
      if (ids.has(id)) continue;
      this.#watches.delete(id);
      watch.dispose();
    }
    for (const node of wanted) {
      if (this.#watches.has(node.id)) continue;
      if (node.kind === 'connection')
        this.#watches.set(node.id, this.#jobs.watchConnection(node.connectionId));
      else if (node.kind === 'pool') this.#watches.set(node.id, this.#jobs.watchPool(node.ref));
    }
  }

  /** Whether the node is an existing connection, or an existing pool under an expanded connection. */
  #isOnScreen(node: Node): boolean {
    if (node.kind === 'connection') return this.#jobs.store.connection(node.connectionId) !== undefined;
    return (
      node.kind === 'pool' &&
      this.#expanded.has(nodeId.connection(node.ref.connectionId)) &&
      this.#jobs.store.pool(node.ref) !== undefined
    );
  }
}
