// Asks for the code of an MFA device. It is kept in memory only, by the SDK, for as long as the role's session lasts.
import * as vscode from 'vscode';
import { plain } from '../shell/escapeText.ts';
import { connectionWords as words } from './connectionWords.ts';
import type { Presence } from '../shell/presence.ts';

/** @returns undefined when the user declines, or has not just used the extension: reading in the background never opens a box. */
export async function askMfaCode(
  presence: Presence,
  device: string,
  profile: string,
): Promise<string | undefined> {
  if (!presence.recent) return undefined;
  return vscode.window.showInputBox({
    title: words.mfaTitle(profile),
    prompt: words.mfaPrompt(plain(device)),
    placeHolder: '123456',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (/^\d{6,}$/.test(value.trim()) ? undefined : words.mfaTooShort),
  });
}
