// Asks how to continue with an import that stopped: resume or discard it, or first do the one thing that helps.
import * as vscode from 'vscode';
import type { Failure } from '../../domain/connections/failure.ts';
import { actionTitle, sentence, type FailureHelp } from '../shell/failureHelp.ts';
import { plain } from '../shell/escapeText.ts';
import { words } from './importWords.ts';

/**
 * Resolves with `words.resume`, `words.discard`, one of the `more` buttons, or undefined if the user closes the message.
 * @param subject what has stopped.
 */
export async function askToContinue(
  subject: string,
  failure: Failure,
  help: FailureHelp,
  more: readonly string[] = [],
): Promise<string | undefined> {
  const { action } = failure;
  const resume = action?.type === 'retry' && action.withNewJob ? actionTitle(action) : words.resume;
  const helping = action && action.type !== 'retry' ? actionTitle(action) : undefined;
  const buttons = [...more, ...(helping === undefined ? [] : [helping]), resume, words.discard];
  const ask =
    failure.kind === 'cancelled' ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
  const message = plain(`${subject}: ${sentence(failure)}`);
  for (;;) {
    const answer = await ask(message, ...buttons);
    if (answer === undefined || answer !== helping || !action)
      return answer === resume ? words.resume : answer;
    await help.act(action);
    // After that, the import can still be resumed.
  }
}
