// Says which rows of the tree have changed, at moments when VS Code can take it in.
import { Owner } from '../domain/disposable.ts';
import { Emitter } from '../domain/emitter.ts';

/**
 * Changes of one turn of the event loop are told together, and never on the heels of rows just handed over: VS Code, told to
 * refresh a row while it still takes in that row's children, forgets the children on one side and goes on showing them on the
 * other. They are dead from then on: they do not expand, and no command finds them.
 */
export class RowChanges<Row> extends Owner {
  readonly #roundTrip: () => PromiseLike<unknown>;
  readonly #told = this.own(new Emitter<Row[] | undefined>());
  /** `undefined` among them is the whole tree. */
  readonly #due = new Set<Row | undefined>();
  #answers = 0;

  readonly onChange = this.#told.subscribe;

  /** @param roundTrip resolves once the window has handled all that was sent to it before. */
  constructor(roundTrip: () => PromiseLike<unknown>) {
    super();
    this.#roundTrip = roundTrip;
  }

  /** The row is to be drawn anew with what is below it; `undefined` for the whole tree. */
  add(row: Row | undefined): void {
    if (this.#due.size === 0) setImmediate(() => void this.#tell());
    this.#due.add(row);
  }

  /** To be called when rows are handed over. */
  answered(): void {
    this.#answers++;
  }

  async #tell(): Promise<void> {
    let before: number;
    do {
      before = this.#answers;
      await this.#settle();
    } while (before !== this.#answers);
    const due = [...this.#due];
    this.#due.clear();
    if (this.isDisposed) return;
    this.#told.emit(due.includes(undefined) ? undefined : due.filter((row) => row !== undefined));
  }

  async #settle(): Promise<void> {
    try {
      await this.#roundTrip();
    } catch {
      // The window closes, or cannot say: better told at a bad moment than never.
    }
  }
}
