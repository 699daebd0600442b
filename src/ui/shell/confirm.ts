// The question before a job is changed: it names the job, the user pool, the account and the region.
import * as vscode from 'vscode';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { confirmTyping, isGuarded, placeOf } from './guard.ts';
import { plain } from './escapeText.ts';
import { shellWords as words } from './words.ts';

export interface Change {
  /** The text of the button, and the title of the following input box. */
  readonly title: string;
  /** `Stop import job “nightly”?` */
  readonly question: string;
  /** What the change means, and what cannot be undone. */
  readonly consequence: string;
  /** Whether the user must type the pool's name for every target, not only for guarded ones. */
  readonly isGrave?: boolean;
  /** Another button, for something else than this change. */
  readonly alternative?: string;
}

/** True when the user confirms and, for a guarded target, types the pool's name. */
export async function confirmChange(jobs: JobService, ref: JobRef, change: Change): Promise<boolean> {
  return (await askChange(jobs, ref, change)) === 'confirmed';
}

/** As `confirmChange`; the alternative needs no name. Undefined when the user cancels. */
export async function askChange(
  jobs: JobService,
  ref: JobRef,
  change: Change,
): Promise<'confirmed' | 'alternative' | undefined> {
  const poolName = jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
  const place = await placeOf(jobs, ref, poolName);
  if (!place) return undefined;
  const detail = [
    words.pool(plain(poolName), ref.userPoolId),
    place.accountId === undefined ? words.accountUnknown : words.account(place.accountId),
    words.region(place.region),
    words.profile(plain(place.profile)),
    '',
    change.consequence,
  ].join('\n');
  const answer = await vscode.window.showWarningMessage(
    change.question,
    { modal: true, detail },
    change.title,
    ...(change.alternative === undefined ? [] : [change.alternative]),
  );
  if (answer !== undefined && answer === change.alternative) return 'alternative';
  if (answer !== change.title) return undefined;
  const isSure =
    isGuarded(place) || change.isGrave === true
      ? await confirmTyping(poolName, change.title, isGuarded(place) ? undefined : words.grave)
      : true;
  return isSure ? 'confirmed' : undefined;
}
