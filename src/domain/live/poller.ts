// Polls keyed targets while something is interested in them, as rarely as possible. Knows nothing about AWS.
import { cadence, type Cadence } from './cadence.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type OnDefect } from '../base/emitter.ts';
import { PollTarget, type Interest, type PollOutcome } from './pollTarget.ts';

export type { Interest, PollOutcome } from './pollTarget.ts';

export interface PollerOptions {
  readonly clock: Clock;
  /**
   * Reads a target once. Always settles; rejects only when aborted. After an abort its answer is outdated, so it checks
   * `signal.aborted` before it stores anything. It may delay its calls as long as a rate limit requires.
   */
  readonly read: (key: string, signal: AbortSignal) => Promise<PollOutcome>;
  /** Receives a rejection that was no abort: a defect in `read`. The poller backs off and continues. */
  readonly onDefect: OnDefect;
  readonly cadence?: Partial<Cadence>;
}

/** Called when a reading that was asked for has ended. */
type Waiter = () => void;

interface Flight {
  readonly target: PollTarget;
  readonly controller: AbortController;
  readonly startedAt: number;
  readonly waiters: Waiter[];
  /** Something has changed since the reading began: its failure no longer counts. */
  outdated: boolean;
}

interface Entry {
  readonly target: PollTarget;
  /** Who asked for a reading that has not begun yet. */
  readonly waiters: Waiter[];
  timer: Disposable | undefined;
}

/** The number of unwatched targets remembered, so that looking away and back costs no call and keeps the back-off. */
const remembered = 200;

/**
 * One reading per key at a time. A key that nobody watches is read only by `refresh`; a watched key always has a next reading, unless
 * its target rests. To replace one interest by another, take the new one first.
 */
export class Poller implements Disposable {
  readonly #clock: Clock;
  readonly #options: PollerOptions;
  readonly #cadence: Cadence;
  readonly #entries = new Map<string, Entry>();
  /** Unwatched keys, the longest unwatched first. */
  readonly #unwatched = new Set<string>();
  /** Apart from the entries: an aborted reading is under way until it settles, even if its entry is gone. */
  readonly #flights = new Map<string, Flight>();
  readonly #watchChanges: Emitter<string>;
  #focused = true;
  #disposed = false;

  /** A key became watched or unwatched. */
  readonly onWatchChange: Emitter<string>['subscribe'];

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#cadence = { ...cadence, ...options.cadence };
    this.#watchChanges = new Emitter(options.onDefect);
    this.onWatchChange = this.#watchChanges.subscribe;
  }

  /** Watches a key until disposed. The first one reads at once, unless the last reading is still fresh or the target rests. */
  watch(key: string, interest: Interest): Disposable {
    if (this.#disposed) return { dispose: () => undefined };
    const entry = this.#entry(key);
    const isFirst = !entry.target.isWatched;
    entry.target.watched(interest, this.#clock.now());
    this.#unwatched.delete(key);
    this.#plan(entry);
    if (isFirst) this.#watchChanges.emit(key);
    let held = true;
    return {
      dispose: () => {
        if (held) this.#release(entry, interest);
        held = false;
      },
    };
  }

  isWatched(key: string): boolean {
    return this.#entries.get(key)?.target.isWatched ?? false;
  }

  /** Whether the key is watched and its last reading has succeeded, with none due before the next regular one. */
  isUpToDate(key: string): boolean {
    return this.#entries.get(key)?.target.isUpToDate ?? false;
  }

  /** Whether the window has the focus. It has, unless set otherwise. */
  setFocused(focused: boolean): void {
    if (focused === this.#focused) return;
    this.#focused = focused;
    for (const entry of [...this.#entries.values()]) this.#plan(entry);
  }

  /**
   * The service has just answered the user's own action on this key: a reading under way is older than that answer and is aborted, and
   * the next ones come at the urgent pace for a while.
   */
  hurry(key: string): void {
    if (this.#disposed) return;
    const entry = this.#entry(key);
    entry.target.hurried(this.#clock.now());
    const flight = this.#flights.get(key);
    if (flight) {
      entry.waiters.unshift(...flight.waiters.splice(0));
      flight.controller.abort();
    }
    this.#plan(entry);
  }

  /** Reads now, whatever the interest or the state; resolves when a reading that began after this call has ended. */
  refresh(key: string): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    const entry = this.#entry(key);
    return new Promise((resolve) => {
      entry.waiters.push(resolve);
      this.#plan(entry);
    });
  }

  /** Reads all watched keys that match now; resolves when those readings have ended. */
  async refreshWatched(matches: (key: string) => boolean): Promise<void> {
    const watched = [...this.#entries].filter(([key, { target }]) => target.isWatched && matches(key));
    await Promise.all(watched.map(([key]) => this.refresh(key)));
  }

  /** Something has changed (files, a login, the network): targets that rest or back off are read at once. */
  wake(matches: (key: string) => boolean): void {
    for (const [key, entry] of [...this.#entries]) {
      if (!matches(key)) continue;
      const flight = this.#flights.get(key);
      if (flight) flight.outdated = true;
      entry.target.woken();
      this.#plan(entry);
    }
  }

  /** Forgets keys with their interests and aborts their readings: their connection was removed. */
  drop(matches: (key: string) => boolean): void {
    for (const [key, entry] of [...this.#entries]) {
      if (!matches(key)) continue;
      this.#forget(entry);
      const flight = this.#flights.get(key);
      flight?.controller.abort();
      for (const done of [...(flight?.waiters.splice(0) ?? []), ...entry.waiters.splice(0)]) done();
      if (entry.target.isWatched) this.#watchChanges.emit(key);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#watchChanges.dispose();
    this.drop(() => true);
  }

  #entry(key: string): Entry {
    const known = this.#entries.get(key);
    if (known) return known;
    const entry: Entry = { target: new PollTarget(key, this.#cadence), waiters: [], timer: undefined };
    this.#entries.set(key, entry);
    this.#setAside(key);
    return entry;
  }

  #release(entry: Entry, interest: Interest): void {
    const { target } = entry;
    if (this.#entries.get(target.key) !== entry) return;
    target.released(interest);
    this.#plan(entry);
    if (target.isWatched) return;
    const flight = this.#flights.get(target.key);
    if (flight?.waiters.length === 0) flight.controller.abort();
    this.#setAside(target.key);
    this.#watchChanges.emit(target.key);
  }

  /** Remembers an unwatched key for a while, and drops the longest unwatched one. */
  #setAside(key: string): void {
    this.#unwatched.add(key);
    for (const oldest of this.#unwatched) {
      if (this.#unwatched.size <= remembered) return;
      const entry = this.#entries.get(oldest);
      if (entry && oldest !== key && !this.#flights.has(oldest)) this.#forget(entry);
    }
  }

  #forget(entry: Entry): void {
    entry.timer?.dispose();
    this.#entries.delete(entry.target.key);
    this.#unwatched.delete(entry.target.key);
  }

  /** Schedules the next reading, or begins it if it is due. Does nothing while a reading is under way: the next one is scheduled when that ends. */
  #plan(entry: Entry): void {
    entry.timer?.dispose();
    const { key } = entry.target;
    if (this.#entries.get(key) !== entry || this.#flights.has(key)) return;
    const wait = entry.waiters.length > 0 ? 0 : entry.target.wait(this.#clock.now(), this.#focused);
    if (wait === undefined) return;
    if (wait <= 0) {
      void this.#read(entry); // never rejects
    } else {
      entry.timer = this.#clock.schedule(wait, () => void this.#read(entry));
    }
  }

  async #read({ target, waiters }: Entry): Promise<void> {
    const controller = new AbortController();
    const startedAt = this.#clock.now();
    const flight: Flight = { target, controller, startedAt, waiters: waiters.splice(0), outdated: false };
    this.#flights.set(target.key, flight);
    let outcome: PollOutcome = { kind: 'backOff' };
    try {
      outcome = await this.#options.read(target.key, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#options.onDefect(error);
    }
    this.#flights.delete(target.key);
    if (!controller.signal.aborted) {
      target.landed(outcome, startedAt, this.#clock.now(), () => this.#clock.random());
      if (flight.outdated) target.woken();
    }
    for (const done of flight.waiters) done();
    const entry = this.#entries.get(target.key);
    if (entry) this.#plan(entry);
  }
}
