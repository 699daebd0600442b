// Lists the users of a pool and their group memberships page by page. Each page is stored before the next is requested.
import type { Clock } from '../base/clock.ts';
import { FailureError, failureOf } from '../connections/failure.ts';
import { allItems } from '../gateway/page.ts';
import { categoryQuota, rowsPerSecond } from '../gateway/quotas.ts';
import type { PoolUser, UserGateway } from '../gateway/userGateway.ts';
import { allGroups } from './groups.ts';
import { steadily } from './steadily.ts';
import { usersPerPage } from './survey.ts';

/** A group membership: the sub of a user and the name of a group. */
export type Membership = readonly [sub: string, group: string];

/**
 * How groups are found. `byGroup`: ListUsersInGroup for each group. `byUser`: AdminListGroupsForUser for each user.
 */
export type GroupWay = 'byGroup' | 'byUser';

/** The position of the membership listing: in the groups, ordered by name, or in the stored pages of users. */
export type GroupPlace =
  | { readonly way: 'byGroup'; readonly group: string; readonly nextToken?: string }
  | { readonly way: 'byUser'; readonly pages: number };

/** The listing so far, on disk. Added data is on disk when the promise resolves. Every rejection is a FailureError. */
export interface PoolDraft {
  readonly users: {
    readonly count: number;
    readonly pages: number;
    readonly nextToken: string | undefined;
    readonly isWhole: boolean;
  };
  /** Undefined before the first page. */
  readonly groups: GroupPlace | undefined;
  readonly hasGroups: boolean;
  addUsers(users: readonly PoolUser[], nextToken: string | undefined): Promise<void>;
  addMembers(members: readonly Membership[], place: GroupPlace): Promise<void>;
  /** Marks the memberships as complete. */
  endGroups(): Promise<void>;
  /** The stored pages of users, streamed: never all of them in memory. */
  pages(): AsyncIterable<readonly PoolUser[]>;
  /** Deletes everything stored. */
  clear(): Promise<void>;
}

/** Progress: users listed; then groups or users requested, of all. */
export type ExportProgress =
  | { readonly phase: 'users'; readonly done: number }
  | { readonly phase: GroupWay; readonly done: number; readonly total: number };

export interface ExportOptions {
  /** From a gateway with the priority 'rows'. */
  readonly users: UserGateway;
  readonly userPoolId: string;
  readonly draft: PoolDraft;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
  /** The service no longer accepts the token of an earlier listing: the listing begins again. */
  readonly onStartAgain: () => void;
}

/** Estimated seconds at a pace that leaves more than half of the quota to others, if each user is in one group. */
export function groupSeconds(way: GroupWay, users: number, groups: number): number {
  return way === 'byUser'
    ? users / rowsPerSecond(categoryQuota.UserResourceRead)
    : (groups + users / usersPerPage) / rowsPerSecond(categoryQuota.UserList);
}

/** Chooses `byGroup`, unless the pool has so many groups that requesting each user is faster. */
export function cheaperGroupWay(users: number, groups: number): GroupWay {
  return groupSeconds('byGroup', users, groups) <= groupSeconds('byUser', users, groups)
    ? 'byGroup'
    : 'byUser';
}

/** Continues where the draft stopped; resolves when it is complete. @throws FailureError; 'cancelled' once the signal is aborted. */
export async function listPool(options: ExportOptions): Promise<void> {
  const { draft } = options;
  if (!draft.users.isWhole) await listUsers(options);
  if (!draft.hasGroups) await listMembers(options);
}

async function listUsers(options: ExportOptions): Promise<void> {
  const { users, userPoolId, draft, signal, onProgress, onStartAgain } = options;
  let isFirst = true;
  onProgress({ phase: 'users', done: draft.users.count });
  while (!draft.users.isWhole) {
    const { nextToken } = draft.users;
    try {
      const page = await ask(options, () => users.listUsers(userPoolId, nextToken, signal));
      await draft.addUsers(page.items, page.nextToken);
    } catch (error) {
      // The lifetime of a token is not documented. Only a token of an earlier run can be too old.
      if (!isFirst || nextToken === undefined || !isTokenRefused(error)) throw error;
      onStartAgain();
      await draft.clear();
    }
    isFirst = false;
    onProgress({ phase: 'users', done: draft.users.count });
  }
}

async function listMembers(options: ExportOptions): Promise<void> {
  const { users, userPoolId, draft, clock, signal } = options;
  const found = await steadily(clock, signal, () => allGroups(users, userPoolId, signal));
  const groups = found.map(({ name }) => name).sort();
  const way = draft.groups?.way ?? cheaperGroupWay(draft.users.count, groups.length);
  if (groups.length > 0) await (way === 'byGroup' ? byGroup(options, groups) : byUser(options));
  await draft.endGroups();
}

async function byGroup(options: ExportOptions, groups: readonly string[]): Promise<void> {
  const { draft, onProgress } = options;
  const begun = draft.groups?.way === 'byGroup' ? draft.groups : undefined;
  for (const [index, group] of groups.entries()) {
    onProgress({ phase: 'byGroup', done: index, total: groups.length });
    if (begun && group < begun.group) continue;
    if (begun?.group !== group) {
      await listGroup(options, group, undefined);
    } else if (begun.nextToken !== undefined) {
      try {
        await listGroup(options, group, begun.nextToken);
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        // The group is listed again from the start; duplicate memberships are merged later.
        await listGroup(options, group, undefined);
      }
    }
  }
}

async function listGroup(options: ExportOptions, group: string, from: string | undefined): Promise<void> {
  const { users, userPoolId, draft, signal } = options;
  let nextToken = from;
  do {
    const token = nextToken;
    const page = await ask(options, () => users.usersInGroup(userPoolId, group, token, signal));
    nextToken = page.nextToken;
    const members = page.items.map((user) => [user.attributes['sub'] ?? '', group] as const);
    await draft.addMembers(members, {
      way: 'byGroup',
      group,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
  } while (nextToken !== undefined);
}

/** Parallel calls, enough to keep the pace when answers are slow. */
const callsAtOnce = 12;

async function byUser(options: ExportOptions): Promise<void> {
  const { draft, onProgress } = options;
  const begun = draft.groups?.way === 'byUser' ? draft.groups.pages : 0;
  let [pages, done] = [0, 0];
  for await (const page of draft.pages()) {
    pages++;
    if (pages > begun) {
      const members: Membership[] = [];
      for (let at = 0; at < page.length; at += callsAtOnce) {
        const some = page.slice(at, at + callsAtOnce);
        const found = await Promise.all(some.map((user) => groupsOf(options, user)));
        members.push(...found.flat());
      }
      await draft.addMembers(members, { way: 'byUser', pages });
    }
    done += page.length;
    onProgress({ phase: 'byUser', done, total: draft.users.count });
  }
}

async function groupsOf(options: ExportOptions, user: PoolUser): Promise<readonly Membership[]> {
  const { users, userPoolId, signal } = options;
  const sub = user.attributes['sub'] ?? '';
  const groups = await allItems((nextToken) =>
    ask(options, () => users.groupsOfUser(userPoolId, user.username, nextToken, signal)),
  );
  return groups.map((group) => [sub, group]);
}

function ask<T>({ clock, signal }: ExportOptions, call: () => Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(new FailureError({ kind: 'cancelled', message: 'Paused.' }));
  return steadily(clock, signal, call);
}

/** Seen at the service: "Paging marker … is invalid for request …". No other parameter of these calls can be invalid. */
function isTokenRefused(error: unknown): boolean {
  return failureOf(error).code === 'InvalidParameterException';
}
