// Follows the passes about one subject in all windows: their progress, and whether a window is running them.
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { RowOutcome } from '../../domain/rows/rowPass.ts';
import { silentLooks } from '../imports/importWatch.ts';
import { latestOwner, ownerBeat } from '../imports/lease.ts';
import { Silence } from '../imports/silence.ts';
import type { PassHead } from './passHead.ts';
import { Passes, type PassesOptions } from './passes.ts';
import { OutcomeCounts } from './rowFiles.ts';

export interface WatchedPass {
  readonly head: PassHead;
  /** Rows by their outcome so far. */
  readonly counts: Readonly<Record<RowOutcome['outcome'], number>>;
  /** Whether a window is running it, as far as known: a killed window is noticed after a few checks. */
  readonly isDriven: boolean;
}

/** Milliseconds between two checks of an unfinished pass. */
const lookTime = 2_000;
/** If no pass is unfinished, file events report changes; this is how often the folder is read in case they do not. */
const slowLookTime = 30_000;

export class PassesAbout extends Owner {
  readonly #options: PassesOptions;
  readonly #passes: Passes;
  readonly #subject: string;
  readonly #onChange: () => void;
  readonly #warn: (message: string) => void;
  readonly #counts = new Map<string, OutcomeCounts>();
  readonly #silence: Silence;
  #known: readonly WatchedPass[] = [];
  #looking: Promise<void> | undefined;
  #isAsked = false;
  #timer: Disposable | undefined;

  /** @param onChange is called when anything about them has changed; the first time, when they are known. */
  constructor(
    options: PassesOptions,
    subject: string,
    { onChange, warn }: { readonly onChange: () => void; readonly warn: (message: string) => void },
  ) {
    super();
    this.#options = options;
    this.#passes = new Passes(options);
    this.#subject = subject;
    this.#onChange = onChange;
    this.#warn = warn;
    this.#silence = new Silence(options.clock, silentLooks, lookTime);
    this.own({ dispose: () => this.#timer?.dispose() });
    void this.#begin(); // never rejects
  }

  /** Oldest first; empty before the first check. */
  get known(): readonly WatchedPass[] {
    return this.#known;
  }

  async #begin(): Promise<void> {
    const { disk, folder } = this.#options;
    // Only an existing folder can be watched; if it cannot be created, the regular checks are enough.
    await disk.makeFolder(folder).catch(() => undefined);
    if (this.isDisposed) return;
    this.own(disk.watch(folder, () => this.#look(false)));
    this.#look(false);
  }

  /** Runs one check at a time; a change during a check starts another one. */
  #look(isRegular: boolean): void {
    if (this.isDisposed) return;
    if (this.#looking) {
      this.#isAsked = true;
      return;
    }
    this.#timer?.dispose();
    this.#isAsked = false;
    this.#looking = this.#read(isRegular).then(() => {
      this.#looking = undefined;
      if (this.isDisposed) return;
      if (this.#isAsked) this.#look(false);
      else this.#plan(this.#options.clock);
    });
  }

  #plan(clock: Clock): void {
    const delay = this.#known.every(({ head }) => head.isFinished) ? slowLookTime : lookTime;
    const planned = { at: clock.now() + delay, delay };
    this.#timer = clock.schedule(delay, () => {
      this.#silence.startLook(planned);
      this.#look(true);
    });
  }

  /** Never rejects. */
  async #read(isRegular: boolean): Promise<void> {
    try {
      const known: WatchedPass[] = [];
      for (const head of await this.#passes.about(this.#subject))
        known.push(await this.#standOf(head, isRegular));
      const isSame = JSON.stringify(known) === JSON.stringify(this.#known);
      this.#known = known;
      if (!isSame && !this.isDisposed) this.#onChange();
    } catch (error) {
      this.#warn(`What was done to the users of a job could not be read: ${String(error)}`);
    }
  }

  async #standOf(head: PassHead, isRegular: boolean): Promise<WatchedPass> {
    const { disk } = this.#options;
    const before = this.#known.find((pass) => pass.head.id === head.id);
    // A finished pass is never written again.
    if (before?.head.isFinished === true) return before;
    const folder = this.#passes.folderOf(head.id);
    const reader = this.#counts.get(head.id) ?? new OutcomeCounts(folder);
    this.#counts.set(head.id, reader);
    const counts = await reader.read();
    if (head.isFinished) return { head, counts, isDriven: false };
    const owner = latestOwner(await disk.list(folder));
    const beat = await ownerBeat(disk, folder, owner);
    this.#silence.see(head.id, JSON.stringify([owner.number, beat, counts]), isRegular);
    return { head, counts, isDriven: !owner.isReleased && !this.#silence.isSilent(head.id) };
  }
}
