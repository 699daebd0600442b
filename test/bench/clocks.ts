// Real clocks for the bench: the clock of production, or a faster one.
import type { Clock } from '../../src/domain/base/clock.ts';

/** @param speed how many times as fast as real time. */
export function realClock(speed = 1): Clock {
  const start = Date.now();
  return {
    now: () => (speed === 1 ? Date.now() : start + (Date.now() - start) * speed),
    schedule: (delay, run) => {
      const timer = setTimeout(run, delay / speed);
      return { dispose: () => clearTimeout(timer) };
    },
    random: () => Math.random(),
  };
}
