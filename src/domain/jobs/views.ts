// What views are given to show, and how they hear of changes.
import type { Account, Connection, ConnectionId } from '../connections/connection.ts';
import type { Failure } from '../connections/failure.ts';
import type { ImportJob, JobRef } from './job.ts';
import type { PoolRef, UserPool } from './userPool.ts';

/** Never asked, being asked for the first time, or known (perhaps not any more up to date: then there is a failure too). */
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
  /** When the pool's jobs were last read, in milliseconds since the epoch. */
  readonly readAt?: number;
}

export type StoreChange =
  /** Connections came or went. */
  | { readonly kind: 'connections' }
  /** The connection's own row: account, phase or failure. */
  | { readonly kind: 'connection'; readonly id: ConnectionId }
  /** Pools came, went or were renamed under a connection. */
  | { readonly kind: 'pools'; readonly id: ConnectionId }
  /** The pool's own row: phase or failure. */
  | { readonly kind: 'pool'; readonly ref: PoolRef }
  /** Jobs came or went in a pool's list. */
  | { readonly kind: 'jobs'; readonly ref: PoolRef }
  /** One job reads differently. `before` is absent where the job was not known yet. */
  | { readonly kind: 'job'; readonly ref: JobRef; readonly before?: ImportJob; readonly after: ImportJob }
  /** The overlay of one job came or went: the job itself is as it was. */
  | { readonly kind: 'overlay'; readonly ref: JobRef };
