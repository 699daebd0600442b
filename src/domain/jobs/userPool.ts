// A user pool as ListUserPools describes it, and how to point at one.
import type { ConnectionId } from '../connections/connection.ts';

export interface UserPool {
  readonly userPoolId: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly creationDate?: number;
  /** Milliseconds since the epoch. */
  readonly lastModifiedDate?: number;
}

/** Points at a pool through the connection that sees it. */
export interface PoolRef {
  readonly connectionId: ConnectionId;
  readonly userPoolId: string;
}

/** A string that is equal exactly for equal refs. */
export function poolKey(ref: PoolRef): string {
  return `${ref.connectionId} ${ref.userPoolId}`;
}
