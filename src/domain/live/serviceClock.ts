// The time by the service's clock: the dates of jobs come from it, and a computer's own clock may be minutes off.
import type { Clock } from '../base/clock.ts';
import type { ConnectionId } from '../connections/connection.ts';

/** Differences up to this are noise: the service reports its time in whole seconds, and an answer takes a while. Milliseconds. */
const tolerance = 2_000;

export class ServiceClock {
  readonly #clock: Clock;
  readonly #offsets = new Map<ConnectionId, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since the epoch, by the clock of the connection's service; by our own before its first answer. */
  now(id: ConnectionId): number {
    return this.#clock.now() + (this.#offsets.get(id) ?? 0);
  }

  /** @param offset milliseconds that the service's clock is ahead of ours, as of the last answer. */
  answered(id: ConnectionId, offset: number | undefined): void {
    if (offset === undefined) return;
    const known = this.#offsets.get(id) ?? 0;
    if (Math.abs(offset - known) > tolerance) this.#offsets.set(id, offset);
  }
}
