// Remembers which rows are expanded for the next start of the window: VS Code does not do this for trees of extensions.
import type { State } from '../shell/sharedState.ts';
import type { ConnectionId } from '../../domain/connections/connection.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import { isOfAny } from './nodes.ts';

const key = 'expandedRows';

export class Expansion {
  readonly #state: State;
  readonly #log: ErrorLog;

  /** @param state the workspace's state: each workspace has its own expanded rows. */
  constructor(state: State, log: ErrorLog) {
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

  /** Drops the rows of a connection that the user has removed. */
  forget(connectionId: ConnectionId): void {
    const removed = new Set([connectionId]);
    const rows = this.#rows();
    const kept = rows.filter((id) => !isOfAny(id, removed));
    if (kept.length < rows.length) background(this.#state.update(key, kept), this.#log);
  }

  #rows(): readonly string[] {
    // Other versions of the extension write here too.
    const rows = this.#state.get<unknown>(key);
    return Array.isArray(rows) ? rows.filter((row) => typeof row === 'string') : [];
  }
}
