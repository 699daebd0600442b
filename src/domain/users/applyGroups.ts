// Applies what an import cannot carry: adds the users to their groups, and disables those who were disabled.
import { allItems } from '../gateway/page.ts';
import type { UserGateway } from '../gateway/userGateway.ts';
import type { RowOutcome } from '../rows/rowPass.ts';
import type { RowAction } from '../rows/rowRunner.ts';
import { kept } from './kept.ts';

/** A user of the job, with the groups and state to apply. */
export interface ApplyRow {
  /** Line in the CSV. */
  readonly line: number;
  /** The service's own username. */
  readonly username: string;
  readonly sub: string;
  readonly groups: readonly string[];
  readonly disable: boolean;
}

/** Reads the current state first, and applies only what is missing. */
export function applyAction(users: UserGateway, userPoolId: string): RowAction<ApplyRow> {
  return async (row, { begun, begin, signal }) => {
    const user = await users.getUser(userPoolId, row.username, signal);
    if (!user) return kept('gone');
    if (user.attributes['sub'] !== row.sub) return kept('recreated');
    const there = await groupsOf(users, userPoolId, row, signal);
    const missing = row.groups.filter((group) => !there.has(group));
    const mustDisable = row.disable && user.enabled;
    // Nothing is missing. If an earlier attempt had begun, it made the change.
    if (missing.length === 0 && !mustDisable) return begun === undefined ? kept('already') : done;
    await begin(row.sub);
    for (const group of missing) await users.addUserToGroup(userPoolId, user.username, group, signal);
    if (mustDisable) await users.disableUser(userPoolId, user.username, signal);
    return done;
  };
}

async function groupsOf(
  users: UserGateway,
  userPoolId: string,
  { username, groups }: ApplyRow,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (groups.length === 0) return new Set();
  return new Set(await allItems((nextToken) => users.groupsOfUser(userPoolId, username, nextToken, signal)));
}

const done: RowOutcome = { outcome: 'done' };
