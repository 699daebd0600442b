// Remembers, in the workspace, which user pool each CSV was last used with.
import type * as vscode from 'vscode';
import type { State } from '../shell/sharedState.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';

/** A pool with its name at that time, so that it can be offered before the pools are listed. */
export interface RememberedPool extends PoolRef {
  readonly name: string;
}

const key = 'csvPools';

/** Beyond this, the least recently used files are forgotten. */
const most = 200;

export class PoolMemory {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** The pool of this file, else the one last used with any file. */
  last(uri: string): RememberedPool | undefined {
    const all = this.#load();
    return (all.find(([file]) => file === uri) ?? all.at(-1))?.[1];
  }

  async save(uri: vscode.Uri, { pool, poolName }: { pool: PoolRef; poolName: string }): Promise<void> {
    const file = uri.toString();
    const { connectionId, userPoolId } = pool;
    const entry = [file, { connectionId, userPoolId, name: poolName }] as const;
    const others = this.#load().filter(([other]) => other !== file);
    await this.#state.update(key, [...others, entry].slice(-most));
  }

  /** Least recently used first. */
  #load(): readonly (readonly [uri: string, pool: RememberedPool])[] {
    const stored = this.#state.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  }
}

/** Other versions of the extension write here too. */
function isEntry(value: unknown): value is readonly [uri: string, pool: RememberedPool] {
  if (!Array.isArray(value)) return false;
  const [uri, pool] = value as readonly unknown[];
  if (typeof uri !== 'string' || typeof pool !== 'object' || pool === null) return false;
  const { connectionId, userPoolId, name } = pool as Partial<Record<keyof RememberedPool, unknown>>;
  return [connectionId, userPoolId, name].every((text) => typeof text === 'string');
}
