// Asks how to continue an import that stopped: resume it, discard it, or first run the action that fixes the failure.
import * as vscode from 'vscode';
import type { Failure } from '../../domain/connections/failure.ts';
import { actionTitle, sentence, type FailureHelp } from '../shell/failureHelp.ts';
import { plain } from '../shell/escapeText.ts';
import { words } from './importWords.ts';

/**
 * Resolves with `words.resume`, `words.discard`, one of the `more` buttons, or undefined if the user closes the message.
 * @param subject the import that stopped.
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
    // Asks again, because the import is still stopped.
  }
}
