// Lists the pools of connections into the store, and searches them for active jobs.
import type { ConnectionId } from '../connections/connection.ts';
import { failureOf, isConnectionWide, isDefect, isPassing } from '../connections/failure.ts';
import { superseded, type Session } from '../connections/sessions.ts';
import { isActive } from '../jobs/job.ts';
import type { UserPool } from '../jobs/userPool.ts';
import type { PoolView } from '../jobs/views.ts';
import { findActiveJobs, type SearchProgress, type SearchSummary } from './findActive.ts';
import type { JobReader, ReaderParts } from './jobReader.ts';
import type { PollOutcome } from './poller.ts';
import type { Store } from './store.ts';

export class PoolReader {
  readonly #parts: ReaderParts;
  readonly #store: Store;
  readonly #jobReader: JobReader;
  readonly #listings = new Map<ConnectionId, Promise<PollOutcome>>();

  constructor(parts: ReaderParts, jobReader: JobReader) {
    this.#parts = parts;
    this.#store = parts.store;
    this.#jobReader = jobReader;
  }

  /** Lists every pool of a connection, page by page, into the store. Never rejects: a failure becomes the connection's state. */
  async listPools(id: ConnectionId): Promise<PollOutcome> {
    const underWay = this.#listings.get(id);
    if (underWay) return underWay;
    const listing = this.#listPools(id).finally(() => {
      if (this.#listings.get(id) === listing) this.#listings.delete(id);
    });
    this.#listings.set(id, listing);
    return listing;
  }

  /** The connection was renewed or removed: the answer of a listing under way is dropped, and the next caller starts another. */
  restart(id: ConnectionId): void {
    this.#listings.delete(id);
    this.#store.forgetJobFailures(id);
    if (this.#store.connection(id)) this.#store.updateConnection(id, { phase: 'idle' });
  }

  /** Searches for the account's active job; every page read goes into the store. Undefined where the connection cannot be used. */
  async findActive(
    id: ConnectionId,
    signal: AbortSignal,
    onProgress: (progress: SearchProgress) => void,
  ): Promise<SearchSummary | undefined> {
    let session: Session;
    try {
      session = await this.#parts.sessions.use(id);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== superseded) this.#store.setConnectionFailure(id, failure);
      return undefined;
    }
    const summary = await findActiveJobs({
      gateway: session.gateway.withPriority('scan'),
      clock: this.#parts.clock,
      likely: this.#likelyPools(id),
      signal: AbortSignal.any([signal, session.signal]),
      onProgress,
      onPage: (pool, page, isNewest) => {
        const ref = { connectionId: id, userPoolId: pool.userPoolId };
        this.#jobReader.apply(ref, pool, page, isNewest);
      },
    });
    if (summary.failure && isConnectionWide(summary.failure))
      this.#store.setConnectionFailure(id, summary.failure);
    return summary;
  }

  async #listPools(id: ConnectionId): Promise<PollOutcome> {
    let session: Session | undefined;
    if (this.#store.connection(id)?.phase === 'idle') this.#store.updateConnection(id, { phase: 'loading' });
    try {
      session = await this.#parts.sessions.use(id);
      const { gateway, signal } = session;
      // A pool that becomes known during the listing may have been created on a page already listed.
      const gone = new Set(this.#store.pools(id).map(({ ref }) => ref.userPoolId));
      let nextToken: string | undefined;
      do {
        const request = { maxResults: 60, ...(nextToken === undefined ? {} : { nextToken }) };
        const page = await gateway.listUserPools(request, signal);
        if (signal.aborted) return { kind: 'rest' };
        for (const pool of page.items) gone.delete(pool.userPoolId);
        this.#store.setConnectionFailure(id, undefined);
        this.#store.addPools(id, page.items);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      this.#store.removePools(id, gone);
      this.#store.updateConnection(id, { phase: 'ready' });
      return { kind: 'rest' };
    } catch (error) {
      if (isDefect(error)) this.#parts.onDefect(error);
      const failure = failureOf(error);
      // A newer session lists again; this session's end does not affect its result.
      if (session?.signal.aborted || failure.code === superseded) return { kind: 'rest' };
      this.#store.updateConnection(id, { phase: 'idle' });
      this.#store.setConnectionFailure(id, failure);
      return { kind: isPassing(failure) ? 'backOff' : 'rest' };
    }
  }

  /** Pools with a known active job, then pools whose jobs were read before. */
  #likelyPools(id: ConnectionId): readonly UserPool[] {
    const read = this.#store.pools(id).filter((view) => view.readAt !== undefined);
    const isBusy = (view: PoolView): boolean =>
      this.#store.jobs(view.ref).some(({ status }) => isActive(status));
    return [...read.filter(isBusy), ...read.filter((view) => !isBusy(view))].map((view) => view.pool);
  }
}
