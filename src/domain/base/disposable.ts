// Lifetimes: what can be disposed, and a base class that disposes what it owns, in reverse order.

/** Anything that holds a resource until it is disposed. The same shape as VS Code's own. */
export interface Disposable {
  dispose(): void;
}

/** Disposes what it owns; what is added after that is disposed at once. */
export abstract class Owner implements Disposable {
  readonly #owned: Disposable[] = [];
  #disposed = false;

  protected get isDisposed(): boolean {
    return this.#disposed;
  }

  protected own<T extends Disposable>(value: T): T {
    if (this.#disposed) {
      value.dispose();
    } else {
      this.#owned.push(value);
    }
    return value;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const owned of this.#owned.splice(0).reverse()) owned.dispose();
  }
}
