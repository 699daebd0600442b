// A pass over rows in memory, shared by all windows that are still open.
import { FailureError } from '../../../src/domain/connections/failure.ts';
import type { RowLease, RowOutcome, RowPass } from '../../../src/domain/rows/rowPass.ts';

/** What is on disk. */
export interface StoredPass<R> {
  readonly list: readonly R[];
  readonly outcomes: RowOutcome[];
  begun: string | undefined;
}

export function storedPass<R>(list: readonly R[]): StoredPass<R> {
  return { list, outcomes: [], begun: undefined };
}

/** One window, which can be killed at any moment. */
export class RowWindow implements RowLease {
  readonly #killed = new AbortController();
  readonly lost = new AbortController().signal;

  get isAlive(): boolean {
    return !this.#killed.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#killed.signal;
  }

  kill(): void {
    this.#killed.abort();
  }

  check(): Promise<void> {
    return this.isAlive ? Promise.resolve() : Promise.reject(killed());
  }

  /** @param point is passed before and after everything that is written. */
  open<R>(stored: StoredPass<R>, point: () => void = () => undefined): RowPass<R> {
    const write = async (change: () => void): Promise<void> => {
      await Promise.resolve();
      point();
      await this.check();
      change();
      point();
      await this.check();
    };
    return {
      total: stored.list.length,
      get finished() {
        return stored.outcomes.length;
      },
      get begun() {
        return stored.begun;
      },
      async *rows() {
        for (const row of stored.list.slice(stored.outcomes.length)) yield await Promise.resolve(row);
      },
      begin: (note) => write(() => (stored.begun = note)),
      end: (outcome) =>
        write(() => {
          stored.outcomes.push(outcome);
          stored.begun = undefined;
        }),
    };
  }
}

function killed(): FailureError {
  return new FailureError({ kind: 'cancelled', message: 'The window is gone.' });
}
