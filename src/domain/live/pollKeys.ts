// What a poll key stands for, and the one reading it asks for.
import type { ConnectionId } from '../connections/connection.ts';
import type { Failure } from '../connections/failure.ts';
import type { JobRef } from '../jobs/job.ts';
import type { Loader } from './loader.ts';
import type { PollOutcome } from './poller.ts';
import type { Sessions } from '../connections/sessions.ts';
import type { Store } from './store.ts';
import { poolKey, type PoolRef } from '../jobs/userPool.ts';

/** Pools of a connection are read under its id, jobs of a pool under the pool's key. */
type Target = { readonly id: ConnectionId } | { readonly pool: PoolRef };

/** Where the user has cancelled the loading: nothing is read before the user begins anew. */
export const givenUp: Failure = {
  kind: 'cancelled',
  message: 'Loading was cancelled.',
  action: { type: 'retry' },
};

export class Readings {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #loader: Loader;
  readonly #targets = new Map<string, Target>();

  constructor(store: Store, sessions: Sessions, loader: Loader) {
    this.#store = store;
    this.#sessions = sessions;
    this.#loader = loader;
  }

  /** The key under which a connection's pools are listed. */
  ofConnection(id: ConnectionId): string {
    this.#targets.set(id, { id });
    return id;
  }

  /** The key under which a pool's jobs are read. */
  ofPool({ connectionId, userPoolId }: PoolRef): string {
    const pool = { connectionId, userPoolId };
    this.#targets.set(poolKey(pool), { pool });
    return poolKey(pool);
  }

  /** Those that something was to be read of, also where that failed or was cancelled. */
  connections(): readonly ConnectionId[] {
    return this.#store.connections().flatMap(({ connection: { id }, failure }) => {
      return failure || this.#sessions.isOpen(id) ? [id] : [];
    });
  }

  /** Whether the job is not known, though nothing is known that keeps it from being read. */
  isWanted(ref: JobRef): boolean {
    const isReadable = !this.#store.pool(ref)?.failure && !this.#store.connection(ref.connectionId)?.failure;
    return isReadable && this.#store.job(ref) === undefined;
  }

  /** Never rejects. */
  async read(key: string, signal: AbortSignal): Promise<PollOutcome> {
    const target = this.#targets.get(key);
    if (!target) return { kind: 'rest' };
    const id = 'pool' in target ? target.pool.connectionId : target.id;
    if (this.#isGivenUp(id)) return { kind: 'rest' };
    if ('pool' in target) return this.#loader.readPool(target.pool, signal);
    return this.#store.connection(id)?.phase === 'ready' ? { kind: 'rest' } : this.#loader.listPools(id);
  }

  /** With a session open it was a question that the user has declined, and that is not asked again by itself. */
  #isGivenUp(id: ConnectionId): boolean {
    return this.#store.connection(id)?.failure?.kind === 'cancelled' && !this.#sessions.isOpen(id);
  }
}

/** Whether what is read under the key is the connection's. */
export function belongsTo(key: string, id: ConnectionId): boolean {
  return key === id || key.startsWith(`${id} `);
}
