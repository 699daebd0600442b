// The clock is a parameter, so that a test can simulate a day in a second.
import type { Disposable } from './disposable.ts';

export interface Clock {
  /** Milliseconds since the epoch. May jump either way (a laptop that slept, a corrected clock). */
  now(): number;
  /** Runs once after at least `delay` milliseconds, unless disposed before. */
  schedule(delay: number, run: () => void): Disposable;
  /** A number in [0, 1) for jitter. */
  random(): number;
}
