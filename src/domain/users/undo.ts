// Undoes an import: finds the users that a job created and nobody has changed since, and deletes exactly those.
import type { UserPoolDescription } from '../gateway/importGateway.ts';
import { eachPage } from '../gateway/page.ts';
import type { PoolUser, UserGateway } from '../gateway/userGateway.ts';
import type { RowAction } from '../rows/rowRunner.ts';
import type { RowOutcome } from '../rows/rowPass.ts';
import { wasCreatedIn, type ImportRun } from './importRun.ts';
import { kept, type KeptReason } from './kept.ts';

/** A user that the job created, as it was when the plan was made. */
export interface UndoRow {
  /** Line in the CSV. */
  readonly line: number;
  /** The service's own username. */
  readonly username: string;
  readonly sub: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/**
 * How long after the creation of a user the service itself may set the modification date, in milliseconds. Not documented. A later date
 * counts as a change by somebody, so a slower service keeps users instead of losing them.
 */
const ownModification = 2_000;

/** The statuses of imported users: RESET_REQUIRED, or CONFIRMED with a password hash (Developer Guide). */
function isAsImported(status: string, { hasHashes }: ImportRun): boolean {
  return status === 'RESET_REQUIRED' || (hasHashes && status === 'CONFIRMED');
}

/** Why a user must stay; undefined if this job created the user and the service shows no later change or sign-in. */
export function whyKept(user: PoolUser | undefined, run: ImportRun): KeptReason | undefined {
  if (!user) return 'gone';
  if (!wasCreatedIn(run, user)) return 'otherTime';
  if (!isAsImported(user.status, run)) return 'signedIn';
  if (!user.enabled || user.modified - user.created > ownModification) return 'changed';
  return undefined;
}

/** The calls that an undo needs. */
export type UndoCalls = Pick<UserGateway, 'getUser' | 'authEvents' | 'deleteUser'>;

/** Whether the pool records sign-ins: threat protection, in audit-only or full-function mode (API reference, UserPoolAddOnsType). */
export function recordsSignIns({ UserPoolAddOns: addOns }: UserPoolDescription): boolean {
  return ['AUDIT', 'ENFORCED'].includes(addOns?.AdvancedSecurityMode ?? '');
}

/**
 * Reads the user again right before deleting it, and deletes it only if it is still the user in the plan.
 * @param hasHistory whether the pool records sign-ins.
 */
export function undoAction(
  users: UndoCalls,
  userPoolId: string,
  run: ImportRun,
  hasHistory: boolean,
): RowAction<UndoRow> {
  return async (row, { begun, begin, signal }) => {
    // Read before the user: the user, read last, shows any other change, so only a sign-in at this very moment can be missed.
    const isActive = hasHistory && (await hasSignedIn(users, userPoolId, row, signal));
    const user = await users.getUser(userPoolId, row.username, signal);
    if (!user) return begun === row.sub ? deleted : kept('gone');
    if (user.username !== row.username || user.attributes['sub'] !== row.sub || user.created !== row.created)
      return begun === row.sub ? deleted : kept('recreated');
    const reason = whyKept(user, run) ?? (isActive ? 'signedIn' : undefined);
    if (reason) return kept(reason);
    await begin(row.sub);
    // Deleted by sub: a user created again under the same name since then has another sub (API reference, AdminDeleteUser: Username).
    if (await users.deleteUser(userPoolId, row.sub, signal)) return deleted;
    // If the user is gone by now, the goal is reached.
    const left = await users.getUser(userPoolId, row.username, signal);
    if (left?.attributes['sub'] !== row.sub) return deleted;
    // For a service that does not find users by their subs.
    const since = whyKept(left, run);
    if (since) return kept(since);
    await users.deleteUser(userPoolId, row.username, signal);
    return deleted;
  };
}

/** Events before its creation belong to an earlier user of that name. Failed attempts may come from anybody. */
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
