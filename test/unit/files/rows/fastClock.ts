// A window's clock whose timers run a hundred times as fast.
import type { Clock } from '../../../../src/domain/base/clock.ts';

/** Timers do not run once `window` is not alive. */
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
