// What an import cannot carry: adding its users to groups, and disabling those who were.
import { allItems } from '../gateway/page.ts';
import type { UserGateway } from '../gateway/userGateway.ts';
import type { RowOutcome } from '../rows/rowPass.ts';
import type { RowAction } from '../rows/rowRunner.ts';
import type { KeptReason } from './kept.ts';

/** A user of the job, and what is to be so. */
export interface ApplyRow {
  /** Of the CSV. */
  readonly line: number;
  /** The service's own. */
  readonly username: string;
  readonly sub: string;
  readonly groups: readonly string[];
  readonly disable: boolean;
}

/** Looks first at what is so already, and does the rest. */
export function applyAction(users: UserGateway, userPoolId: string): RowAction<ApplyRow> {
  return async (row, { begun, begin, signal }) => {
    const user = await users.getUser(userPoolId, row.username, signal);
    if (!user) return kept('gone');
    if (user.attributes['sub'] !== row.sub) return kept('recreated');
    const there = await groupsOf(users, userPoolId, row, signal);
    const missing = row.groups.filter((group) => !there.has(group));
    const mustDisable = row.disable && user.enabled;
    // What was begun was had, or is had now.
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

function kept(reason: KeptReason): RowOutcome {
  return { outcome: 'kept', reason };
}
