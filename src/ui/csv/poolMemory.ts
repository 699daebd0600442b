// Remembers which user pool a CSV was last meant for.
import type * as vscode from 'vscode';
import type { PoolRef } from '../../domain/userPool.ts';

const key = 'csvPools';

/** Files beyond these, the longest unused first, are forgotten. */
const most = 200;

export class PoolMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** The pool of this file, else the one any file was last meant for. */
  last(uri: string): PoolRef | undefined {
    const all = this.#load();
    return (all.find(([file]) => file === uri) ?? all.at(-1))?.[1];
  }

  async save(uri: string, { connectionId, userPoolId }: PoolRef): Promise<void> {
    const others = this.#load().filter(([file]) => file !== uri);
    await this.#state.update(key, [...others, [uri, { connectionId, userPoolId }]].slice(-most));
  }

  /** The longest unused first. */
  #load(): readonly (readonly [uri: string, pool: PoolRef])[] {
    return this.#state.get<readonly (readonly [string, PoolRef])[]>(key, []);
  }
}
