// Reports changed rows of the tree at moments when VS Code handles them correctly.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Owner } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';

/**
 * Reports the changes of one turn of the event loop together, and never right after rows were returned: if a row is refreshed while its
 * children are still on their way to the window, the extension host forgets the children, but the window still shows them. Such rows are
 * dead: they do not expand, and no command finds them.
 */
export class RowChanges<Row> extends Owner {
  readonly #roundTrip: () => PromiseLike<unknown>;
  readonly #rest: () => Promise<unknown>;
  /** Resolves when VS Code has rested since the last report. */
  #rested: Promise<unknown> = Promise.resolve();
  readonly #changes = this.own(new Emitter<Row[] | undefined>());
  /** The rows to report; `undefined` stands for the whole tree. */
  readonly #due = new Set<Row | undefined>();
  #answers = 0;
  #telling: Promise<void> = Promise.resolve();

  readonly onChange = this.#changes.subscribe;

  /**
   * @param roundTrip resolves once the window has handled all that was sent to it before.
   * @param rest resolves once VS Code forwards the next change at once; an earlier change it would delay.
   */
  constructor(roundTrip: () => PromiseLike<unknown>, rest: () => Promise<unknown>) {
    super();
    this.#roundTrip = roundTrip;
    this.#rest = rest;
  }

  /** Redraws the row with its children; `undefined` redraws the whole tree. */
  add(row: Row | undefined): void {
    if (this.#due.size === 0) this.#telling = nextTurn().then(() => this.#tell());
    this.#due.add(row);
  }

  /** Resolves once everything so far was reported: until then VS Code does not know new rows. */
  told(): Promise<void> {
    return this.#telling;
  }

  /** Call this when rows are returned to VS Code. */
  answered(): void {
    this.#answers++;
  }

  async #tell(): Promise<void> {
    await this.#rested;
    let before: number;
    do {
      before = this.#answers;
      await this.#settle();
    } while (before !== this.#answers);
    const due = [...this.#due];
    this.#due.clear();
    if (this.isDisposed) return;
    this.#changes.emit(due.includes(undefined) ? undefined : due.filter((row) => row !== undefined));
    this.#rested = this.#rest();
  }

  async #settle(): Promise<void> {
    try {
      await this.#roundTrip();
    } catch {
      // The window is closing or does not answer: a badly timed report is better than none.
    }
  }
}
