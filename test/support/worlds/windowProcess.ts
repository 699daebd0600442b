// The process of a window, which can be suspended, resumed or killed between any two of its steps.
import type { Clock } from '../../../src/domain/base/clock.ts';
import type { VirtualClock } from '../virtualClock.ts';

export class WindowProcess {
  readonly clock: Clock;
  #state: 'running' | 'suspended' | 'killed' = 'running';
  #resumed: (() => void)[] = [];
  #awaitsLeft = Infinity;

  constructor(clock: VirtualClock) {
    this.clock = {
      now: () => clock.now(),
      random: () => clock.random(),
      schedule: (delay, run) => {
        let isDisposed = false;
        // A timer that comes due during a suspend fires afterwards.
        const timer = clock.schedule(delay, () => void this.runs().then(() => !isDisposed && run()));
        return {
          dispose: () => {
            isDisposed = true;
            timer.dispose();
          },
        };
      },
    };
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  get isAlive(): boolean {
    return this.#state !== 'killed';
  }

  /** Resolves when the process can go on; never, once it is killed. */
  async runs(): Promise<void> {
    await Promise.resolve();
    if (this.#awaitsLeft-- === 0) this.kill();
    while (this.#state === 'suspended') await new Promise<void>((resolve) => this.#resumed.push(resolve));
    if (this.#state === 'killed') await new Promise<never>(() => undefined);
  }

  suspend(): void {
    if (this.#state === 'running') this.#state = 'suspended';
  }

  resume(): void {
    if (this.#state === 'suspended') this.#state = 'running';
    for (const resume of this.#resumed.splice(0)) resume();
  }

  /** Kills it at one of its awaits, 0 being the next. */
  killAt(index: number): void {
    this.#awaitsLeft = index;
  }

  kill(): void {
    this.#state = 'killed';
  }
}
