// The emulator's time: a given clock, plus the time by which it was moved forward.

/** The clock that the emulator needs. It has no timers: states are computed from the time of each request. */
export interface EmulatorClock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: EmulatorClock = { now: () => Date.now() };

/** A clock that can be moved forward, so that jobs expire and imports finish without waiting. */
export class MovableClock implements EmulatorClock {
  readonly #base: EmulatorClock;
  #ahead = 0;
  #held: number | undefined;

  constructor(base: EmulatorClock) {
    this.#base = base;
  }

  now(): number {
    return this.#held ?? this.#base.now() + this.#ahead;
  }

  /** @param ms never negative, because what has happened cannot be undone. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('Time moves forward only.');
    this.#ahead += ms;
  }

  /** Runs something at another time, to give a sample its past. `time`: milliseconds since the epoch. */
  at<T>(time: number, run: () => T): T {
    const before = this.#held;
    this.#held = time;
    try {
      return run();
    } finally {
      this.#held = before;
    }
  }
}

/** A time in milliseconds since the epoch in ISO 8601, without fractions of a second. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}/, '');
}
