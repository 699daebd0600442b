// Which rows are expanded, kept for the window's next start: VS Code itself forgets it for trees of extensions.
import type * as vscode from 'vscode';

const key = 'expandedRows';

export class Expansion {
  readonly #state: vscode.Memento;

  /** @param state the workspace's own: each has its own open rows. */
  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  has(rowId: string): boolean {
    return this.#rows().includes(rowId);
  }

  set(rowId: string, expanded: boolean): void {
    if (this.has(rowId) === expanded) return;
    const others = this.#rows().filter((id) => id !== rowId);
    void this.#state.update(key, expanded ? [...others, rowId] : others);
  }

  #rows(): readonly string[] {
    return this.#state.get<readonly string[]>(key, []);
  }
}
