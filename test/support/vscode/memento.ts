// A `vscode.Memento` in memory.
import type { State } from '../../../src/ui/shell/sharedState.ts';

/** What is stored is JSON, as in VS Code. */
export class MemoryMemento implements State {
  readonly values = new Map<string, string>();

  get = <T>(key: string, absent?: T): T => {
    const text = this.values.get(key);
    return (text === undefined ? absent : JSON.parse(text)) as T;
  };

  update = (key: string, value: unknown): Promise<void> => {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  };
}
