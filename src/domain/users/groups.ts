// The groups of a user pool.
import { allItems } from '../gateway/page.ts';
import type { PoolGroup, UserGateway } from '../gateway/userGateway.ts';

/** Every group of a pool. @throws FailureError */
export function allGroups(
  users: Pick<UserGateway, 'listGroups'>,
  userPoolId: string,
  signal: AbortSignal,
): Promise<readonly PoolGroup[]> {
  return allItems((nextToken) => users.listGroups(userPoolId, nextToken, signal));
}

/** The names of every group of a pool. @throws FailureError */
export async function listGroups(
  users: Pick<UserGateway, 'listGroups'>,
  userPoolId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  return new Set((await allGroups(users, userPoolId, signal)).map(({ name }) => name));
}
