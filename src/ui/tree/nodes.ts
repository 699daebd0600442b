// The rows of the tree as plain objects. Their ids consist of connection, pool and job, so that a row survives changes of state.
import type { ConnectionId } from '../../domain/connections/connection.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import { poolKey, type PoolRef } from '../../domain/jobs/userPool.ts';

export type Node =
  | { readonly kind: 'connection'; readonly id: string; readonly connectionId: ConnectionId }
  | { readonly kind: 'pool'; readonly id: string; readonly ref: PoolRef }
  | { readonly kind: 'job'; readonly id: string; readonly ref: JobRef }
  /** Shows why its parent could not be read; a click runs the action that helps. */
  | { readonly kind: 'failure'; readonly id: string; readonly parent: string }
  | { readonly kind: 'loadOlder'; readonly id: string; readonly ref: PoolRef }
  /** A placeholder until the children are known. */
  | { readonly kind: 'loading'; readonly id: string; readonly parent: string }
  /** A sentence instead of an empty list. */
  | { readonly kind: 'note'; readonly id: string; readonly parent: string; readonly text: string };

export const nodeId = {
  connection: (id: ConnectionId): string => `connection ${id}`,
  pool: (ref: PoolRef): string => `pool ${poolKey(ref)}`,
  job: (ref: JobRef): string => `job ${jobKey(ref)}`,
};

/** One object per row for as long as it exists: VS Code identifies the row to refresh by its object. */
export class Nodes {
  readonly #nodes = new Map<string, Node>();

  get(id: string): Node | undefined {
    return this.#nodes.get(id);
  }

  connection(connectionId: ConnectionId): Node {
    const id = nodeId.connection(connectionId);
    return this.#once(id, () => ({ kind: 'connection', id, connectionId }));
  }

  pool(ref: PoolRef): Node {
    const id = nodeId.pool(ref);
    return this.#once(id, () => ({ kind: 'pool', id, ref }));
  }

  job(ref: JobRef): Node {
    const id = nodeId.job(ref);
    return this.#once(id, () => ({ kind: 'job', id, ref }));
  }

  failure(parent: string): Node {
    const id = `failure ${parent}`;
    return this.#once(id, () => ({ kind: 'failure', id, parent }));
  }

  loadOlder(ref: PoolRef): Node {
    const id = `loadOlder ${poolKey(ref)}`;
    return this.#once(id, () => ({ kind: 'loadOlder', id, ref }));
  }

  loading(parent: string): Node {
    const id = `loading ${parent}`;
    return this.#once(id, () => ({ kind: 'loading', id, parent }));
  }

  note(parent: string, text: string): Node {
    const id = `note ${parent}`;
    const known = this.#nodes.get(id);
    if (known?.kind === 'note' && known.text === text) return known;
    this.#nodes.delete(id);
    return this.#once(id, () => ({ kind: 'note', id, parent, text }));
  }

  /** Drops the rows of all connections but these. */
  keepOnly(connections: ReadonlySet<ConnectionId>): void {
    for (const id of this.#nodes.keys()) if (!isOfAny(id, connections)) this.#nodes.delete(id);
  }

  #once(id: string, make: () => Node): Node {
    const node = this.#nodes.get(id) ?? make();
    this.#nodes.set(id, node);
    return node;
  }
}

/** Whether a row belongs to one of these connections. An id is a list of words separated by spaces; a connection's id is one word. */
export function isOfAny(rowId: string, connections: ReadonlySet<ConnectionId>): boolean {
  return rowId.split(' ').some((word) => connections.has(word));
}
