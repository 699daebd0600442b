// The production guard: for the targets that the setting names, the user types the user pool's name before anything changes.
import * as vscode from 'vscode';
import { isPoolGuarded, type PoolNames } from '../../domain/connections/guardedTargets.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import { settings, settingsSection } from './ids.ts';
import { plain } from './escapeText.ts';
import { shellWords as words } from './words.ts';
import { connectionName } from '../tree/rows.ts';

export interface Place extends PoolNames {
  readonly region: string;
}

/** The place of a user pool. Undefined if its connection was removed. */
export async function placeOf(
  jobs: JobService,
  { connectionId, userPoolId }: PoolRef,
  poolName: string,
): Promise<Place | undefined> {
  const account = await jobs.accountOf(connectionId);
  const view = jobs.store.connection(connectionId);
  if (!view) return undefined;
  const { region } = view.connection;
  return { poolName, userPoolId, profile: connectionName(view), region, accountId: account?.accountId };
}

/** Whether the setting `guardedTargets` names the profile, account or pool. */
export function isGuarded(place: Place): boolean {
  return isPoolGuarded(
    vscode.workspace.getConfiguration(settingsSection).get<unknown>(settings.guardedTargets),
    place,
  );
}

/** The prompt, and the check that the answer is exactly the name. */
export function guardQuestion(
  poolName: string,
  reason = words.guarded,
): {
  readonly prompt: string;
  readonly check: (text: string) => string | undefined;
} {
  return {
    prompt: words.typeName(reason, plain(poolName)),
    check: (text) => (text === poolName ? undefined : words.wrongName(plain(poolName))),
  };
}

/** Asks for the name; true only when it was typed exactly. */
export async function confirmTyping(poolName: string, title: string, reason?: string): Promise<boolean> {
  const { prompt, check } = guardQuestion(poolName, reason);
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: check,
  });
  return typed === poolName;
}
