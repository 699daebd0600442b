// Reads what somebody is looking at, again and again, as seldom as will do. Knows keys and paces, nothing of AWS.
import type { Clock } from './clock.ts';
import type { Disposable } from './disposable.ts';
import { cadence, type Cadence, type Pace } from './cadence.ts';

/** What a reading says about the next one. */
export type PollOutcome =
  | { readonly kind: 'ok'; readonly pace: Pace }
  /** Throttled or offline: try again, later each time. */
  | { readonly kind: 'backOff' }
  /** Expired, denied, misconfigured or gone: nothing until `wake`, `refresh` or `hurry`. */
  | { readonly kind: 'rest' };

/** 'seen' is on screen; 'followed' is told about when it is over, though nothing of it is on screen. */
export type Interest = 'seen' | 'followed';

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

interface Target {
  readonly key: string;
  readonly interests: Record<Interest, number>;
  /** Where it stands: never read or wanted at once, or what its last reading said. */
  state: 'due' | PollOutcome['kind'];
  pace: Pace;
  /** The moment the last outcome stands for, and what is waited from there: a factor on the interval, or a back-off in ms. */
  since: number;
  stretch: number;
  backOff: number;
  failures: number;
  urgentSince: number | undefined;
  hurriedAt: number | undefined;
  /** Something changed while a reading was on its way: if it failed, it failed in the old world. */
  woken: boolean;
  /** Who asked for a reading that has yet to begin. */
  asking: (() => void)[];
  timer: Disposable | undefined;
}

interface Flight {
  readonly target: Target;
  readonly controller: AbortController;
  readonly startedAt: number;
  asking: (() => void)[];
}

/** How many targets nobody watches are remembered, so that looking away and back costs no call and no back-off is skipped. */
const remembered = 200;

/**
 * Polls keyed targets while someone is interested. One reading per key at a time; none without interest but a `refresh`; with
 * interest always a next one, unless the target rests. To exchange one interest for another, take the new one first.
 */
export class Poller implements Disposable {
  readonly #clock: Clock;
  readonly #options: PollerOptions;
  readonly #cadence: Cadence;
  readonly #targets = new Map<string, Target>();
  /** Keys of targets without interest, oldest first. */
  readonly #unwatched = new Set<string>();
  /** By key and not by target: a reading that was given up is still on its way until it settles. */
  readonly #flights = new Map<string, Flight>();
  #focused = true;
  #disposed = false;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#cadence = { ...cadence, ...options.cadence };
  }

  /** Interest in a key until disposed. The first one reads at once, unless a reading is so fresh that nobody needs a newer one. */
  watch(key: string, interest: Interest): Disposable {
    if (this.#disposed) return { dispose: () => undefined };
    const target = this.#target(key);
    const first = !isWatched(target);
    target.interests[interest]++;
    this.#unwatched.delete(key);
    if (first && target.state === 'ok' && !this.#isWithin(target.since, this.#cadence.urgent)) {
      target.state = 'due';
    }
    this.#plan(target);
    let held = true;
    return {
      dispose: () => {
        if (held) this.#release(target, interest);
        held = false;
      },
    };
  }

  /** Whether the window has the focus; until told otherwise it has. */
  setFocused(focused: boolean): void {
    if (focused === this.#focused) return;
    this.#focused = focused;
    for (const target of [...this.#targets.values()]) this.#plan(target);
  }

  /**
   * The user has just acted on this key and the service has answered: what was being read is older than that answer and is given
   * up, and the next readings come at the urgent pace for a while.
   */
  hurry(key: string): void {
    if (this.#disposed) return;
    const target = this.#target(key);
    target.hurriedAt = this.#clock.now();
    target.failures = 0;
    if (target.state !== 'due') {
      target.state = 'ok';
      target.since = target.hurriedAt;
      target.stretch = 1;
    }
    const flight = this.#flights.get(key);
    if (flight?.target === target) {
      target.asking.unshift(...flight.asking.splice(0));
      flight.controller.abort();
    }
    this.#plan(target);
  }

  /** Reads now, whatever the interest or the state, and resolves when a reading that began after this call is over. */
  refresh(key: string): Promise<void> {
    if (this.#disposed) return Promise.resolve();
    const target = this.#target(key);
    return new Promise((resolve) => {
      target.asking.push(resolve);
      this.#plan(target);
    });
  }

  /** Something changed (files, a login, the network): what rests or backs off is read at once. */
  wake(matches: (key: string) => boolean): void {
    for (const target of [...this.#targets.values()]) {
      if (!matches(target.key)) continue;
      target.woken = this.#flights.has(target.key);
      if (target.state === 'backOff' || target.state === 'rest') target.state = 'due';
      target.failures = 0;
      this.#plan(target);
    }
  }

  /** The connection is gone: its interests, readings and memories go with it. */
  drop(matches: (key: string) => boolean): void {
    for (const target of [...this.#targets.values()]) {
      if (!matches(target.key)) continue;
      this.#forget(target);
      const flight = this.#flights.get(target.key);
      flight?.controller.abort();
      for (const asked of [...(flight?.asking.splice(0) ?? []), ...target.asking.splice(0)]) asked();
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.drop(() => true);
  }

  #target(key: string): Target {
    const known = this.#targets.get(key);
    if (known) return known;
    const target: Target = {
      key,
      interests: { seen: 0, followed: 0 },
      state: 'due',
      pace: 'quiet',
      since: 0,
      stretch: 1,
      backOff: 0,
      failures: 0,
      urgentSince: undefined,
      hurriedAt: undefined,
      woken: false,
      asking: [],
      timer: undefined,
    };
    this.#targets.set(key, target);
    this.#unwatched.add(key);
    return target;
  }
}
