// A chat that calls the extension's tools, in a window: its extension lies in `agent`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import type { ToolName } from '../../../../src/ui/agents/toolNames.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { eventually } from '../eventually.ts';
import type { Workbench } from '../workbench.ts';

/** For `useUi`. */
export const agentExtension = join(import.meta.dirname, 'agent');

/** What a tool gave: JSON as text, or why it did not. */
export interface Outcome {
  readonly text?: string;
  readonly error?: string;
}

export class Agent {
  readonly #window: Workbench;
  readonly #folder = temporaryFolder('agent');
  #calls = 0;

  constructor(window: Workbench) {
    this.#window = window;
    after(() => this.#folder.remove());
  }

  /** Calls a tool. The second promise is of its outcome, which may wait for what the user answers. */
  async begin(name: ToolName, input: object): Promise<{ readonly outcome: () => Promise<Outcome> }> {
    const answer = join(this.#folder.path, `${++this.#calls}.json`);
    const { quickInput } = this.#window;
    await this.#window.runCommand('Test Agent: Call Tool');
    await quickInput.title('Call Tool');
    await quickInput.type(JSON.stringify({ name, input, answer }));
    await quickInput.accept();
    const outcome = () =>
      eventually(
        `an outcome of ${name}`,
        () => Promise.resolve(existsSync(answer) ? readFileSync(answer, 'utf8') : ''),
        (text) => text.endsWith('}'),
      ).then((text) => JSON.parse(text) as Outcome);
    return { outcome };
  }

  /** Calls a tool that asks nothing. */
  async call(name: ToolName, input: object): Promise<Outcome> {
    return (await this.begin(name, input)).outcome();
  }
}
