// A clock for real calls whose pauses take no time: a scheduled task runs at once, and the emulator's clock advances by its delay.
import type { Clock } from '../../../src/domain/base/clock.ts';
import type { Control } from '../../../src/emulator/control.ts';

export function hurriedClock(control: Control): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    schedule: (delay, run) => {
      const timer = setImmediate(() => {
        ahead += delay;
        control.advance(delay);
        run();
      });
      return { dispose: () => clearImmediate(timer) };
    },
    random: () => 0.5,
  };
}
