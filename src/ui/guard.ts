// The production guard: where the user said so, changing anything asks to type the user pool's name.
import * as vscode from 'vscode';
import { wildcardMatch } from '../domain/wildcard.ts';
import { settingsSection } from './ids.ts';
import { plain } from './plain.ts';

/** Where a change would happen, by every name it has. */
export interface Place {
  readonly poolName: string;
  readonly userPoolId: string;
  readonly profile: string;
  readonly accountId: string;
}

/** Whether one of the patterns of the setting `guardedTargets` names the profile, account or pool. */
export function isGuarded(place: Place): boolean {
  const patterns = vscode.workspace
    .getConfiguration(settingsSection)
    .get<readonly string[]>('guardedTargets', []);
  return patterns.some((pattern) =>
    [place.poolName, place.userPoolId, place.profile, place.accountId].some((name) =>
      wildcardMatch(pattern, name),
    ),
  );
}

/** Asks for the name; true only when it was typed exactly. */
export async function confirmTyping(poolName: string, title: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: `This target is guarded. Type the user pool's name to go on: ${plain(poolName)}`,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === poolName ? undefined : `Type ${plain(poolName)} exactly, or press Escape.`,
  });
  return typed === poolName;
}
