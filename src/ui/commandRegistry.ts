// The one place that knows what each command does: all end in the same funnel, so that every failure has words and a button.
import { failureOf } from '../domain/failure.ts';
import type { FailureHelp } from './failureHelp.ts';
import type { CommandId } from './ids.ts';
import type { Presence } from './presence.ts';

export class CommandRegistry {
  readonly #help: FailureHelp;
  readonly #presence: Presence;
  readonly #runs = new Map<CommandId, (argument: unknown) => unknown>();

  constructor(help: FailureHelp, presence: Presence) {
    this.#help = help;
    this.#presence = presence;
  }

  register(id: CommandId, run: (argument: unknown) => unknown): void {
    this.#runs.set(id, run);
  }

  /** A user asked for this, so its failure may interrupt them. The message is not awaited: nothing waits for a toast. */
  async run(id: CommandId, argument: unknown): Promise<void> {
    this.#presence.acted();
    try {
      await this.#runs.get(id)?.(argument);
    } catch (error) {
      this.#help.show(failureOf(error), error);
    }
  }
}
