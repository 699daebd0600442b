// Reads what somebody is looking at, again and again, as seldom as will do. Knows keys and paces, nothing of AWS.
import { cadence, type Cadence } from './cadence.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { PollTarget, type Interest, type PollOutcome } from './pollTarget.ts';

export type { Interest, PollOutcome } from './pollTarget.ts';

export interface PollerOptions {
  readonly clock: Clock;
  /**
   * One reading. Settles always, and rejects only when aborted; after an abort nobody wants its answer any more, so it checks
   * `signal.aborted` before it writes anything down. It may hold a call back (a rate limit) as long as it must.
   */
  readonly read: (key: string, signal: AbortSignal) => Promise<PollOutcome>;
  /** Told of a rejection that was no abort: a defect in `read`. The poller backs off and goes on. */
  readonly onDefect?: (error: unknown) => void;
  readonly cadence?: Partial<Cadence>;
}

/** Somebody waiting for a reading to be over. */
type Asked = () => void;

interface Flight {
  readonly target: PollTarget;
  readonly controller: AbortController;
  readonly startedAt: number;
  readonly asking: Asked[];
  /** Something changed since it began: if it fails, it failed in the old world. */
  outdated: boolean;
}

interface Entry {
  readonly target: PollTarget;
  /** Who asked for a reading that has yet to begin. */
  readonly asking: Asked[];
  timer: Disposable | undefined;
}

/** How many targets nobody watches are remembered, so that looking away and back costs no call and skips no back-off. */
const remembered = 200;

/**
 * Polls keyed targets while someone is interested. One reading per key at a time; none without interest but a `refresh`; with
 * interest always a next one, unless the target rests. To exchange one interest for another, take the new one first.
 */
export class Poller implements Disposable {
  readonly #clock: Clock;
  readonly #options: PollerOptions;
  readonly #cadence: Cadence;
  readonly #entries = new Map<string, Entry>();
  /** Keys nobody watches, the longest unwatched first. */
  readonly #unwatched = new Set<string>();
  /** Apart from the entries: a reading that was given up is on its way until it settles, whatever became of its entry. */
  readonly #flights = new Map<string, Flight>();
  #focused = true;
  #disposed = false;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#cadence = { ...cadence, ...options.cadence };
  }

  /** Interest in a key until disposed. The first one reads at once, unless the last reading is still fresh or the target rests. */
  watch(key: string, interest: Interest): Disposable {
    if (this.#disposed) return { dispose: () => undefined };
    const entry = this.#entry(key);
    entry.target.watched(interest, this.#clock.now());
    this.#unwatched.delete(key);
    this.#plan(entry);
    let held = true;
    return {
      dispose: () => {
        if (held) this.#release(entry, interest);
        held = false;
      },
    };
  }

  /** Whether the window has the focus; until told otherwise it has. */
  setFocused(focused: boolean): void {
    if (focused === this.#focused) return;
    this.#focused = focused;
    for (const entry of [...this.#entries.values()]) this.#plan(entry);
  }

  /**
   * The user has just acted on this key and the service has answered: what was being read is older than that answer and is given
   * up, and the next readings come at the urgent pace for a while.
   */
  hurry(key: string): void {
    if (this.#disposed) return;
    const entry = this.#entry(key);
    entry.target.hurried(this.#clock.now());
    const flight = this.#flights.get(key);
    if (flight) {
      entry.asking.unshift(...flight.asking.splice(0));
      flight.controller.abort();
    }
    this.#plan(entry);
  }

  /** Reads now, whatever the interest or the state, and resolves when a reading that began after this call is over. */
  refresh(key: string): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    const entry = this.#entry(key);
    return new Promise((resolve) => {
      entry.asking.push(resolve);
      this.#plan(entry);
    });
  }

  /** Reads now whatever of it somebody watches, and resolves when those readings are over. */
  async refreshWatched(matches: (key: string) => boolean): Promise<void> {
    const watched = [...this.#entries].filter(([key, { target }]) => target.isWatched && matches(key));
    await Promise.all(watched.map(([key]) => this.refresh(key)));
  }

  /** Something changed (files, a login, the network): what rests or backs off is read at once. */
  wake(matches: (key: string) => boolean): void {
    for (const [key, entry] of [...this.#entries]) {
      if (!matches(key)) continue;
      const flight = this.#flights.get(key);
      if (flight) flight.outdated = true;
      entry.target.woken();
      this.#plan(entry);
    }
  }

  /** The connection is gone: its interests, readings and memories go with it. */
  drop(matches: (key: string) => boolean): void {
    for (const [key, entry] of [...this.#entries]) {
      if (!matches(key)) continue;
      this.#forget(entry);
      const flight = this.#flights.get(key);
      flight?.controller.abort();
      for (const asked of [...(flight?.asking.splice(0) ?? []), ...entry.asking.splice(0)]) asked();
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.drop(() => true);
  }

  #entry(key: string): Entry {
    const known = this.#entries.get(key);
    if (known) return known;
    const entry: Entry = { target: new PollTarget(key, this.#cadence), asking: [], timer: undefined };
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
    if (flight?.asking.length === 0) flight.controller.abort();
    this.#setAside(target.key);
  }

  /** Nobody watches it: it is remembered for a while, and what was so before everything else is forgotten. */
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

  /** Sets when the next reading is, or begins it if that is now. While one is on its way nothing: its landing plans again. */
  #plan(entry: Entry): void {
    entry.timer?.dispose();
    const { key } = entry.target;
    if (this.#entries.get(key) !== entry || this.#flights.has(key)) return;
    const wait = entry.asking.length > 0 ? 0 : entry.target.wait(this.#clock.now(), this.#focused);
    if (wait === undefined) return;
    if (wait <= 0) {
      void this.#read(entry); // never rejects
    } else {
      entry.timer = this.#clock.schedule(wait, () => void this.#read(entry));
    }
  }

  async #read({ target, asking }: Entry): Promise<void> {
    const controller = new AbortController();
    const startedAt = this.#clock.now();
    const flight: Flight = { target, controller, startedAt, asking: asking.splice(0), outdated: false };
    this.#flights.set(target.key, flight);
    let outcome: PollOutcome = { kind: 'backOff' };
    try {
      outcome = await this.#options.read(target.key, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#options.onDefect?.(error);
    }
    this.#flights.delete(target.key);
    if (!controller.signal.aborted) {
      target.landed(outcome, startedAt, this.#clock.now(), () => this.#clock.random());
      if (flight.outdated) target.woken();
    }
    for (const asked of flight.asking) asked();
    const entry = this.#entries.get(target.key);
    if (entry) this.#plan(entry);
  }
}
