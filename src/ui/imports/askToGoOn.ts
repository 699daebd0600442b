// What is asked where an import has stopped: to go on or to give it up, and before that the one thing that helps.
import * as vscode from 'vscode';
import type { Failure } from '../../domain/connections/failure.ts';
import { actionTitle, sentence, type FailureHelp } from '../shell/failureHelp.ts';
import { plain } from '../shell/escapeText.ts';

export const resume = 'Resume';
export const discard = 'Discard';

/**
 * Resolves with `resume`, `discard`, one of the `more` buttons, or undefined when the user answers nothing.
 * @param subject what has stopped.
 */
export async function askToGoOn(
  subject: string,
  failure: Failure,
  help: FailureHelp,
  more: readonly string[] = [],
): Promise<string | undefined> {
  const { action } = failure;
  const goOn = action?.type === 'retry' && action.withNewJob ? actionTitle(action) : resume;
  const helping = action && action.type !== 'retry' ? actionTitle(action) : undefined;
  const buttons = [...more, ...(helping === undefined ? [] : [helping]), goOn, discard];
  const ask =
    failure.kind === 'cancelled' ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
  const message = plain(`${subject}: ${sentence(failure)}`);
  for (;;) {
    const answer = await ask(message, ...buttons);
    if (answer === undefined || answer !== helping || !action) return answer === goOn ? resume : answer;
    await help.act(action);
    // With that done, the import is still to be gone on with.
  }
}
