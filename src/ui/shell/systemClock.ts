// The real clock.
import type { Clock } from '../../domain/base/clock.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (delay, run) => {
    const timer = setTimeout(run, delay);
    return { dispose: () => clearTimeout(timer) };
  },
  random: () => Math.random(),
};
