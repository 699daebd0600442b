// Undoing an import: which users a job made that nobody has touched since, and deleting exactly those.
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

/** Reads the user again right before it is deleted, and deletes only who is still the one in the plan. */
export function undoAction(users: UserGateway, userPoolId: string, run: ImportRun): RowAction<UndoRow> {
  return async (row, { begun, begin, signal }) => {
    const user = await users.getUser(userPoolId, row.username, signal);
    if (!user) return begun === row.sub ? deleted : kept('gone');
    if (user.username !== row.username || user.attributes['sub'] !== row.sub || user.created !== row.created)
      return begun === row.sub ? deleted : kept('recreated');
    const reason = whyKept(user, run);
    if (reason) return kept(reason);
    await begin(row.sub);
    // That it is gone by now is what was wanted.
    await users.deleteUser(userPoolId, user.username, signal);
    return deleted;
  };
}

const deleted: RowOutcome = { outcome: 'done' };

function kept(reason: KeptReason): RowOutcome {
  return { outcome: 'kept', reason };
}
