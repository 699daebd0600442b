// A Clock that moves only when a test says so: a day passes in a second, and two runs are alike to the millisecond.
import type { Clock } from '../../src/domain/base/clock.ts';
import type { Disposable } from '../../src/domain/base/disposable.ts';

interface Timer {
  /** On the steady scale, which only ever goes forward. */
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #steady = 0;
  readonly #start: number;
  #wall: number;
  #order = 0;
  #seed: number;

  constructor(options: { readonly now?: number; readonly seed?: number } = {}) {
    this.#start = options.now ?? Date.UTC(2026, 0, 1);
    this.#wall = this.#start;
    this.#seed = options.seed ?? 1;
  }

  now(): number {
    return this.#wall;
  }

  /** Milliseconds since the start that nobody can correct: what limits and intervals are measured on. */
  steady(): number {
    return this.#steady;
  }

  /** What a clock that nobody corrects shows, in milliseconds since the epoch. */
  trueTime(): number {
    return this.#start + this.#steady;
  }

  schedule(delay: number, run: () => void): Disposable {
    // Real timers have no fractions and no zero either.
    const timer = { due: this.#steady + Math.max(1, Math.ceil(delay)), order: this.#order++, run };
    this.#timers.add(timer);
    return { dispose: () => this.#timers.delete(timer) };
  }

  /** Mulberry32: small, seeded, good enough for jitter. */
  random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), this.#seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Timers that have yet to run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass: every timer runs when it is due, and what it set going settles before the next one runs. */
  async advance(ms: number): Promise<void> {
    await settled();
    const end = this.#steady + ms;
    for (let timer = this.#first(end); timer; timer = this.#first(end)) {
      // A timer that a jump made late runs now, not in the past.
      this.#move(Math.max(0, timer.due - this.#steady));
      this.#timers.delete(timer);
      timer.run();
      await settled();
    }
    this.#move(Math.max(0, end - this.#steady));
  }

  /** The machine slept: `ms` are gone at once, and what was due meanwhile runs late, each timer once. */
  async jump(ms: number): Promise<void> {
    await settled();
    this.#move(ms);
    await this.advance(0);
  }

  /** The wall clock was set forward or (negative) back. No time has passed, so no timer comes due. */
  correct(ms: number): void {
    this.#wall += ms;
  }

  #move(ms: number): void {
    this.#steady += ms;
    this.#wall += ms;
  }

  #first(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due > until) continue;
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  }
}

/** Resolves when every promise chain that can go on without time passing has done so: the microtask queue is empty. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
