// Which rows are expanded, kept for the window's next start: VS Code itself forgets it for trees of extensions.
import type * as vscode from 'vscode';
import { background, type ErrorLog } from '../shell/background.ts';

const key = 'expandedRows';

export class Expansion {
  readonly #state: vscode.Memento;
  readonly #log: ErrorLog;

  /** @param state the workspace's own: each has its own open rows. */
  constructor(state: vscode.Memento, log: ErrorLog) {
    this.#state = state;
    this.#log = log;
  }

  has(rowId: string): boolean {
    return this.#rows().includes(rowId);
  }

  set(rowId: string, expanded: boolean): void {
    if (this.has(rowId) === expanded) return;
    const others = this.#rows().filter((id) => id !== rowId);
    background(this.#state.update(key, expanded ? [...others, rowId] : others), this.#log);
  }

  #rows(): readonly string[] {
    return this.#state.get<readonly string[]>(key, []);
  }
}
