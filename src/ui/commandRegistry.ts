// The one place where commands are registered: each ends in the same funnel, so that every failure has words and a button.
import * as vscode from 'vscode';
import { Owner } from '../domain/disposable.ts';
import { failureOf } from '../domain/failure.ts';
import type { FailureHelp } from './failureHelp.ts';
import type { CommandId } from './ids.ts';
import type { Presence } from './presence.ts';

export class CommandRegistry extends Owner {
  readonly #help: FailureHelp;
  readonly #presence: Presence;

  constructor(help: FailureHelp, presence: Presence) {
    super();
    this.#help = help;
    this.#presence = presence;
  }

  /** A user asked for this, so its failure may interrupt them. The message is not awaited: nothing waits for a toast. */
  register(id: CommandId, run: (argument: unknown) => unknown): void {
    this.own(
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        this.#presence.acted();
        try {
          await run(argument);
        } catch (error) {
          this.#help.show(failureOf(error), error);
        }
      }),
    );
  }
}
