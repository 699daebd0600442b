// Asks for the code of an MFA device. It is kept in memory only, by the SDK, for as long as the role's session lasts.
import * as vscode from 'vscode';

/** @returns undefined when the user declines. */
export async function askMfaCode(device: string, profile: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: `MFA code for ${profile}`,
    prompt: `Enter the code that ${device} shows`,
    placeHolder: '123456',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^\d{6,}$/.test(value.trim()) ? undefined : 'The code is at least six digits.',
  });
}
