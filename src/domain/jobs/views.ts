// What views show, and the changes they are notified of.
import type { Account, Connection, ConnectionId } from '../connections/connection.ts';
import type { Failure } from '../connections/failure.ts';
import type { ImportJob, JobRef } from './job.ts';
import type { PoolRef, UserPool } from './userPool.ts';

/** Never read, being read for the first time, or known (with a failure too if it is no longer up to date). */
export type LoadPhase = 'idle' | 'loading' | 'ready';

export interface ConnectionView {
  readonly connection: Connection;
  readonly account?: Account;
  readonly phase: LoadPhase;
  /** Why the last attempt failed. Rows that were known stay. */
  readonly failure?: Failure;
}

export interface PoolView {
  readonly ref: PoolRef;
  readonly pool: UserPool;
  readonly phase: LoadPhase;
  readonly failure?: Failure;
  /** Whether the service has older jobs than those listed. */
  readonly hasMore: boolean;
  /** When the pool's jobs were last read, in milliseconds since the epoch, by the service's clock. */
  readonly readAt?: number;
}

export type StoreChange =
  /** Connections were added or removed. */
  | { readonly kind: 'connections' }
  /** The connection's own row: account, phase or failure. */
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  /** Pools of a connection were added, removed or renamed. */
  | { readonly kind: 'pools'; readonly id: ConnectionId }
  /** The pool's own row: phase or failure. */
  | { readonly kind: 'pool'; readonly ref: PoolRef }
  /** The pool's list of jobs: its members or their order. */
  | { readonly kind: 'jobs'; readonly ref: PoolRef }
  /** One job has changed. `before` is absent where the job was not known yet. */
  | { readonly kind: 'job'; readonly ref: JobRef; readonly before?: ImportJob; readonly after: ImportJob }
  /** The state shown with one job has changed, not the job itself: a stop in progress, or why it could not be read. */
  | { readonly kind: 'overlay'; readonly ref: JobRef };
