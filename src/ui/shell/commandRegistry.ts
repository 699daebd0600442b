// The one place that knows what each command does: all end in the same funnel, so that every failure has words and a button.
import { failureOf } from '../../domain/connections/failure.ts';
import type { FailureHelp } from './failureHelp.ts';
import type { CommandId } from './ids.ts';
import type { Presence } from './presence.ts';

export class CommandRegistry {
  readonly #help: FailureHelp;
  readonly #presence: Presence;
  readonly #known: () => Promise<void>;
  readonly #runs = new Map<CommandId, (argument: unknown) => unknown>();

  /** @param known makes known what the view would show: a command from the palette may come before anybody has looked at it. */
  constructor(help: FailureHelp, presence: Presence, known: () => Promise<void>) {
    this.#help = help;
    this.#presence = presence;
    this.#known = known;
  }

  register(id: CommandId, run: (argument: unknown) => unknown): void {
    this.#runs.set(id, run);
  }

  /** A user asked for this, so its failure may interrupt them. The message is not awaited: nothing waits for a toast. */
  async run(id: CommandId, argument: unknown): Promise<void> {
    this.#presence.acted();
    try {
      await this.#known();
      await this.#runs.get(id)?.(argument);
    } catch (error) {
      this.#help.show(failureOf(error), error);
    }
  }
}
