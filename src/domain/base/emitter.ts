// A minimal event emitter, so that the domain does not need the one of its host.
import type { Disposable } from './disposable.ts';

/** Receives an exception of our own code that no caller can handle: a defect to log, not a failure to show. */
export type OnDefect = (error: unknown) => void;

/** Calls its listeners in the order they subscribed. If one throws, the others are still called. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onDefect: OnDefect;

  /** @param onDefect receives what a listener throws; without it, the host reports an unhandled rejection. */
  constructor(onDefect: OnDefect = unhandled) {
    this.#onDefect = onDefect;
  }

  readonly subscribe = (listener: (value: T) => void): Disposable => {
    const entry = (value: T): void => listener(value);
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      // An earlier listener may have unsubscribed this one.
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(value);
      } catch (error) {
        this.#onDefect(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** Leaves a defect to the host, which reports it as an unhandled rejection. */
export function unhandled(error: unknown): void {
  void Promise.reject(error instanceof Error ? error : new Error(String(error)));
}
