// Undoing an import: which users a job made that nobody has touched since, and deleting exactly those.
import type { UserPoolDescription } from '../gateway/importGateway.ts';
import { eachPage } from '../gateway/page.ts';
import type { PoolUser, UserGateway } from '../gateway/userGateway.ts';
import type { RowAction } from '../rows/rowRunner.ts';
import type { RowOutcome } from '../rows/rowPass.ts';
import { wasCreatedIn, type ImportRun } from './importRun.ts';
import type { KeptReason } from './kept.ts';

/** A user that the job made, as it was when the plan was made. */
export interface UndoRow {
  /** Of the CSV. */
  readonly line: number;
  /** The service's own. */
  readonly username: string;
  readonly sub: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/**
 * How much later than its creation the service itself may note a modification, in milliseconds. Not documented; whatever is later counts
 * as somebody's change, so that a service which is slower keeps users instead of losing them.
 */
const ownModification = 2_000;

/** What imported users become: RESET_REQUIRED, or CONFIRMED with a password hash (Developer Guide). */
function isAsImported(status: string, { hasHashes }: ImportRun): boolean {
  return status === 'RESET_REQUIRED' || (hasHashes && status === 'CONFIRMED');
}

/** Why a user must stay; undefined where this job made the user and nobody has touched it since, as far as the service tells. */
export function whyKept(user: PoolUser | undefined, run: ImportRun): KeptReason | undefined {
  if (!user) return 'gone';
  if (!wasCreatedIn(run, user)) return 'otherTime';
  if (!isAsImported(user.status, run)) return 'signedIn';
  if (!user.enabled || user.modified - user.created > ownModification) return 'changed';
  return undefined;
}

/** What an undo calls. */
export type UndoCalls = Pick<UserGateway, 'getUser' | 'authEvents' | 'deleteUser'>;

/** Whether the pool records sign-ins: threat protection, in audit-only or full-function mode (API reference, UserPoolAddOnsType). */
export function recordsSignIns({ UserPoolAddOns: addOns }: UserPoolDescription): boolean {
  return ['AUDIT', 'ENFORCED'].includes(addOns?.AdvancedSecurityMode ?? '');
}

/**
 * Reads the user again right before it is deleted, and deletes only who is still the one in the plan.
 * @param hasHistory whether the pool records sign-ins.
 */
export function undoAction(
  users: UndoCalls,
  userPoolId: string,
  run: ImportRun,
  hasHistory: boolean,
): RowAction<UndoRow> {
  return async (row, { begun, begin, signal }) => {
    // Read before the user is, so that what is looked at last tells of everything but a sign-in of this very moment.
    const isActive = hasHistory && (await hasSignedIn(users, userPoolId, row, signal));
    const user = await users.getUser(userPoolId, row.username, signal);
    if (!user) return begun === row.sub ? deleted : kept('gone');
    if (user.username !== row.username || user.attributes['sub'] !== row.sub || user.created !== row.created)
      return begun === row.sub ? deleted : kept('recreated');
    const reason = whyKept(user, run) ?? (isActive ? 'signedIn' : undefined);
    if (reason) return kept(reason);
    await begin(row.sub);
    // By its sub, which a user who was created anew since that look does not have (API reference, AdminDeleteUser: Username).
    if (await users.deleteUser(userPoolId, row.sub, signal)) return deleted;
    // That it is gone by now is what was wanted.
    const left = await users.getUser(userPoolId, row.username, signal);
    if (left?.attributes['sub'] !== row.sub) return deleted;
    // A service that does not find users by their subs.
    const since = whyKept(left, run);
    if (since) return kept(since);
    await users.deleteUser(userPoolId, row.username, signal);
    return deleted;
  };
}

/** Events of before its creation are of another user of that name. Attempts that failed are anybody's. */
async function hasSignedIn(
  users: UndoCalls,
  userPoolId: string,
  { username, created }: UndoRow,
  signal: AbortSignal,
): Promise<boolean> {
  const pages = eachPage((nextToken) => users.authEvents(userPoolId, username, nextToken, signal));
  for await (const events of pages)
    if (events.some(({ at, response }) => at >= created && response !== 'Fail')) return true;
  return false;
}

const deleted: RowOutcome = { outcome: 'done' };

function kept(reason: KeptReason): RowOutcome {
  return { outcome: 'kept', reason };
}
