// Reports changed rows of the tree at moments when VS Code handles them correctly.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Owner } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';

/**
 * Reports the changes of one turn of the event loop together, and never right after rows were returned: when VS Code is told to refresh a
 * row whose children are still on their way to the window, the extension host forgets the children and the window goes on showing them.
 * Such rows are dead: they do not expand, and no command finds them.
 */
export class RowChanges<Row> extends Owner {
  readonly #roundTrip: () => PromiseLike<unknown>;
  readonly #rest: () => Promise<unknown>;
  /** Since the last report. */
  #rested: Promise<unknown> = Promise.resolve();
  readonly #changes = this.own(new Emitter<Row[] | undefined>());
  /** `undefined` among them is the whole tree. */
  readonly #due = new Set<Row | undefined>();
  #answers = 0;
  #telling: Promise<void> = Promise.resolve();

  readonly onChange = this.#changes.subscribe;

  /**
   * @param roundTrip resolves once the window has handled all that was sent to it before.
   * @param rest resolves once VS Code forwards a change at once: earlier ones it keeps, and forwards at a time of its choice.
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
      // The window closes or does not answer: a report at a bad moment is better than none.
    }
  }
}
