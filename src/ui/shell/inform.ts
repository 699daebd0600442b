// Shows the user a sentence that needs no answer.
import * as vscode from 'vscode';
import { background, type ErrorLog } from './background.ts';

/** Does not wait until the message is closed. */
export function inform(text: string, log: ErrorLog): void {
  background(vscode.window.showInformationMessage(text), log);
}
