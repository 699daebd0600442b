// Wraps `globalState` so that a write is visible at once and quick successive writes are not lost.
import type * as vscode from 'vscode';

/** The part of `vscode.Memento` that is used. */
export type State = Pick<vscode.Memento, 'get' | 'update'>;

/**
 * VS Code sends every stored state back to the window that wrote it, where it replaces all changes made meanwhile: of two quick writes
 * the later one could be lost. So only one write runs at a time, and ends when its echo has arrived. Until then, its values are read
 * from here.
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

  /** Resolves when this value, and those updated meanwhile, are stored. */
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
