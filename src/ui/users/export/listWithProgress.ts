// Lists the users and groups of a pool with a progress that can be cancelled.
import * as vscode from 'vscode';
import { listPool, type ExportProgress } from '../../../domain/users/exportPool.ts';
import type { HeldExport } from '../../../files/exports/exportFolder.ts';
import { cancelled } from '../../../files/runTask.ts';
import { plain } from '../../shell/escapeText.ts';
import { inform } from '../../shell/inform.ts';
import type { UserServices } from '../userServices.ts';
import type { Source } from './exportUsers.ts';
import { exportWords as words } from './exportWords.ts';

/** The part of the progress bar for listing users; the rest is for listing groups. */
const usersShare = 0.7;

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function listWithProgress(
  { jobs, clock, log }: UserServices,
  { draft, lease }: HeldExport,
  { pool, poolName, estimatedUsers }: Source,
): Promise<void> {
  const locale = vscode.env.language;
  const gateway = await jobs.gateway(pool.connectionId);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: plain(words.running(poolName)),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
    let reported = 0;
    const onProgress = (now: ExportProgress): void => {
      // If the listing begins again, the bar stays where it is.
      const share = Math.max(reported, shareOf(now, estimatedUsers));
      const message =
        now.phase === 'users'
          ? words.listed(now.done, estimatedUsers, locale)
          : words.groups(now, draft.users.count, locale);
      progress.report({ increment: 100 * (share - reported), message });
      reported = share;
    };
    try {
      await listPool({
        users: gateway.withPriority('rows').users,
        userPoolId: pool.userPoolId,
        draft,
        clock,
        signal: AbortSignal.any([stop.signal, lease.lost]),
        onProgress,
        onStartAgain: () => inform(plain(words.tokenRefused(poolName)), log),
      });
    } finally {
      cancelling.dispose();
    }
  });
}

/** The estimate may be outdated, as the service counts the users of a pool only now and then. */
function shareOf(progress: ExportProgress, estimate: number | undefined): number {
  if (progress.phase === 'users')
    return usersShare * Math.min(0.99, progress.done / Math.max(1, estimate ?? progress.done * 2));
  return usersShare + (1 - usersShare) * (progress.done / Math.max(1, progress.total));
}
