// A clock of one window, on which time passes a hundred times as fast.
import type { Clock } from '../../../../src/domain/base/clock.ts';

/** Timers of a window that has been killed never run. */
export function fastClock(window = { isAlive: true }): Clock {
  return {
    now: () => Date.now(),
    random: () => 0.5,
    schedule: (delay, run) => {
      const timer = setTimeout(() => window.isAlive && run(), delay / 100);
      return { dispose: () => clearTimeout(timer) };
    },
  };
}
