// Decides which owners are gone, by this process's own checks alone: never compares clocks of two processes, and ignores the time of
// a suspend.
import type { Clock } from '../../domain/base/clock.ts';

export class Silence {
  readonly #clock: Clock;
  readonly #looksNeeded: number;
  readonly #tolerance: number;
  readonly #seen = new Map<string, { readonly sign: string; readonly looks: number }>();

  /**
   * @param looksNeeded checks without a change until an owner counts as gone.
   * @param tolerance if a check is later than this, the process counts as suspended meanwhile. Milliseconds.
   */
  constructor(clock: Clock, looksNeeded: number, tolerance: number) {
    this.#clock = clock;
    this.#looksNeeded = looksNeeded;
    this.#tolerance = tolerance;
  }

  /**
   * To be called first when a timer starts the next check. After a suspend, or a step of the clock, every owner gets the full time again:
   * its own timers may be late as well.
   * @param planned when the check was due, and how long before that it was planned.
   */
  startLook(planned: { readonly at: number; readonly delay: number }): void {
    const late = this.#clock.now() - planned.at;
    if (late > this.#tolerance || late < -planned.delay) this.#seen.clear();
  }

  /**
   * @param sign unchanged while there is no sign of life.
   * @param isLook whether this is one of the regular checks that count.
   */
  see(subject: string, sign: string, isLook: boolean): void {
    const before = this.#seen.get(subject);
    if (before?.sign !== sign) this.#seen.set(subject, { sign, looks: 0 });
    else if (isLook) this.#seen.set(subject, { sign, looks: before.looks + 1 });
  }

  isSilent(subject: string): boolean {
    return (this.#seen.get(subject)?.looks ?? 0) >= this.#looksNeeded;
  }

  forget(subject: string): void {
    this.#seen.delete(subject);
  }
}
