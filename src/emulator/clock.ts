// The emulator's time: a clock that is handed in, plus however far someone has moved it forward.

/** All the emulator asks of time. Nothing in it runs on a timer: states follow from the time at which they are looked at. */
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

  /** @param ms how far; never back, since what has happened cannot be taken back. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('Time moves forward only.');
    this.#ahead += ms;
  }

  /** Runs something as if it were another time: how a sample gets its past. `time`: milliseconds since the epoch. */
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
