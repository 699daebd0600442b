// The groups of a user pool.
import type { PoolGroup, UserGateway } from '../gateway/userGateway.ts';

/** Every group of a pool. @throws FailureError */
export async function allGroups(
  users: Pick<UserGateway, 'listGroups'>,
  userPoolId: string,
  signal: AbortSignal,
): Promise<readonly PoolGroup[]> {
  const found: PoolGroup[] = [];
  let nextToken: string | undefined;
  do {
    const page = await users.listGroups(userPoolId, nextToken, signal);
    found.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Their names. @throws FailureError */
export async function listGroups(
  users: Pick<UserGateway, 'listGroups'>,
  userPoolId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  return new Set((await allGroups(users, userPoolId, signal)).map(({ name }) => name));
}
