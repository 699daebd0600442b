// A user pool as ListUserPools describes it, and references to one.
import type { ConnectionId } from '../connections/connection.ts';

export interface UserPool {
  readonly userPoolId: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly creationDate?: number;
  /** Milliseconds since the epoch. */
  readonly lastModifiedDate?: number;
}

/** A pool, seen through a connection. */
export interface PoolRef {
  readonly connectionId: ConnectionId;
  readonly userPoolId: string;
}

/** A string that is equal exactly for equal refs. */
export function poolKey(ref: PoolRef): string {
  return `${ref.connectionId} ${ref.userPoolId}`;
}

/** By name, then by id. */
export function comparePools(a: UserPool, b: UserPool): number {
  return compare(a.name, b.name) || compare(a.userPoolId, b.userPoolId);
}

/** Independent of the machine's locale: first without letter case, then by code unit. */
function compare(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
