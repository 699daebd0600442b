// Runs all commands through one function, so that every failure is shown with a message and a button.
import { failureOf } from '../../domain/connections/failure.ts';
import type { FailureHelp } from './failureHelp.ts';
import type { CommandId } from './ids.ts';
import type { Presence } from './presence.ts';

/** @param argument comes from menus, keys and other extensions: it may be anything. */
export type CommandHandler = (argument: unknown) => unknown;

/** A handler for each command: if one is missing, the code does not compile. */
export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;

export class CommandRegistry {
  readonly #handlers: CommandHandlers;
  readonly #help: FailureHelp;
  readonly #presence: Presence;
  readonly #prepare: () => Promise<void>;

  /** @param prepare loads what the view shows, because a command from the palette may run before the view was opened. */
  constructor(
    handlers: CommandHandlers,
    help: FailureHelp,
    presence: Presence,
    prepare: () => Promise<void>,
  ) {
    this.#handlers = handlers;
    this.#help = help;
    this.#presence = presence;
    this.#prepare = prepare;
  }

  /** Runs a command. Its failure may interrupt the user, who asked for it. The message is not awaited. */
  async run(id: CommandId, argument: unknown): Promise<void> {
    this.#presence.acted();
    try {
      await this.#prepare();
      await this.#handlers[id](argument);
    } catch (error) {
      this.#help.show(failureOf(error), error);
    }
  }
}
