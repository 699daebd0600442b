// The production guard: where the user said so, changing anything asks to type the user pool's name.
import * as vscode from 'vscode';
import type { ImportJobs } from '../domain/importJobs.ts';
import type { PoolRef } from '../domain/userPool.ts';
import { wildcardMatch } from '../domain/wildcard.ts';
import { settingsSection } from './ids.ts';
import { plain } from './plain.ts';
import { connectionName } from './rows.ts';

/** Where a change would happen, by every name it has. */
export interface Place {
  readonly poolName: string;
  readonly userPoolId: string;
  readonly profile: string;
  readonly region: string;
  /** Undefined where AWS would not tell. */
  readonly accountId: string | undefined;
}

/** Undefined when the connection has gone. */
export async function placeOf(
  jobs: ImportJobs,
  { connectionId, userPoolId }: PoolRef,
  poolName: string,
): Promise<Place | undefined> {
  const account = await jobs.accountOf(connectionId);
  const view = jobs.store.connection(connectionId);
  if (!view) return undefined;
  const { region } = view.connection;
  return { poolName, userPoolId, profile: connectionName(view), region, accountId: account?.accountId };
}

/** Whether one of the patterns of the setting `guardedTargets` names the profile, account or pool. */
export function isGuarded({ poolName, userPoolId, profile, accountId }: Place): boolean {
  const patterns = vscode.workspace
    .getConfiguration(settingsSection)
    .get<readonly string[]>('guardedTargets', []);
  const names = [poolName, userPoolId, profile, ...(accountId === undefined ? [] : [accountId])];
  return patterns.some(
    (pattern) =>
      names.some((name) => wildcardMatch(pattern, name)) ||
      // An account that is not known may be the guarded one.
      (accountId === undefined && isAccountPattern(pattern)),
  );
}

function isAccountPattern(pattern: string): boolean {
  return /^[\d*]*\d[\d*]*$/.test(pattern);
}

/** The question and what will do for an answer: the name, exactly. */
export function guardQuestion(poolName: string): {
  readonly prompt: string;
  readonly check: (text: string) => string | undefined;
} {
  return {
    prompt: `This target is guarded. Type the user pool's name to go on: ${plain(poolName)}`,
    check: (text) => (text === poolName ? undefined : `Type ${plain(poolName)} exactly, or press Escape.`),
  };
}

/** Asks for the name; true only when it was typed exactly. */
export async function confirmTyping(poolName: string, title: string): Promise<boolean> {
  const { prompt, check } = guardQuestion(poolName);
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: check,
  });
  return typed === poolName;
}
