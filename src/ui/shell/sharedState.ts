// `globalState` as its users mean it: what was written last is what is read, and no write undoes another.
import type * as vscode from 'vscode';

/** The two of `vscode.Memento` that are used. */
export type State = Pick<vscode.Memento, 'get' | 'update'>;

/**
 * VS Code sends every stored state back to the window it came from, where it takes the place of all that was changed meanwhile: of two writes
 * in quick succession the later one could be lost. So there is one write at a time, which is over when its echo has come back,
 * and until then what it carries is read from here.
 */
export class SharedState implements State {
  readonly get: State['get'];
  readonly #state: State;
  readonly #unconfirmed = new Map<string, unknown>();
  #writing: Promise<void> | undefined;

  constructor(state: State) {
    this.#state = state;
    this.get = <T>(key: string, absent?: T) =>
      (this.#unconfirmed.get(key) as T | undefined) ?? this.#state.get<T>(key) ?? absent;
  }

  /** Resolves when it, and whatever was changed until then, is stored. */
  update(key: string, value: unknown): Promise<void> {
    this.#unconfirmed.set(key, value);
    return (this.#writing ??= this.#write());
  }

  async #write(): Promise<void> {
    try {
      while (this.#unconfirmed.size > 0) {
        const batch = [...this.#unconfirmed];
        await Promise.all(batch.map(([key, value]) => this.#state.update(key, value)));
        for (const [key, value] of batch)
          if (this.#unconfirmed.get(key) === value) this.#unconfirmed.delete(key);
      }
    } finally {
      this.#writing = undefined;
    }
  }
}
