// A poller with simulated readings: a test sets how long they take and how they end, and every call is checked.
import assert from 'node:assert/strict';
import type { Disposable } from '../../../src/domain/base/disposable.ts';
import { Poller, type Interest, type PollOutcome } from '../../../src/domain/live/poller.ts';
import { VirtualClock } from '../virtualClock.ts';

export interface Reading {
  readonly outcome: PollOutcome;
  /** Milliseconds from the call to the answer; 0 answers in the same turn. */
  readonly takes: number;
  /** Goes on for its whole time although it was aborted, as a slow socket may. */
  readonly deaf?: boolean;
}

export interface Call {
  readonly key: string;
  /** On the steady scale. */
  readonly at: number;
  readonly aborted: () => boolean;
  /** The order of events, to tell what came before what. */
  readonly tick: number;
  endTick?: number;
  outcome?: PollOutcome;
}

export const active: PollOutcome = { kind: 'ok', pace: 'active' };
export const quiet: PollOutcome = { kind: 'ok', pace: 'quiet' };
export const urgent: PollOutcome = { kind: 'ok', pace: 'urgent' };
export const backOff: PollOutcome = { kind: 'backOff' };
export const rest: PollOutcome = { kind: 'rest' };

export class PollWorld {
  readonly clock: VirtualClock;
  readonly poller: Poller;
  readonly calls: Call[] = [];
  readonly defects: unknown[] = [];
  /** What the next reading of a key is like. */
  next: (key: string) => Reading = () => ({ outcome: quiet, takes: 0 });
  /** Replaces `next` by something that is not even an answer. */
  broken: (() => Promise<PollOutcome>) | undefined;
  readonly #inFlight = new Set<string>();
  readonly #watched = new Map<string, Set<Disposable>>();
  readonly #refreshing = new Map<string, number>();
  #tick = 0;

  constructor(seed = 1) {
    this.clock = new VirtualClock({ seed });
    this.poller = new Poller({
      clock: this.clock,
      read: (key, signal) => this.#read(key, signal),
      onDefect: (error) => {
        // A promise broken is the test's end, not one more failure to back off from.
        if (error instanceof assert.AssertionError) throw error;
        this.defects.push(error);
      },
    });
  }

  watch(key: string, interest: Interest): Disposable {
    // Known as wanted before it is watched, for the first reading begins at once.
    const mine: Disposable = {
      dispose: () => {
        this.#watched.get(key)?.delete(mine);
        watch.dispose();
      },
    };
    this.#watched.set(key, (this.#watched.get(key) ?? new Set()).add(mine));
    const watch = this.poller.watch(key, interest);
    return mine;
  }

  drop(key: string): void {
    this.#watched.delete(key);
    this.poller.drop((other) => other === key);
  }

  async refresh(key: string): Promise<void> {
    this.#refreshing.set(key, (this.#refreshing.get(key) ?? 0) + 1);
    await this.poller.refresh(key);
    this.#refreshing.set(key, (this.#refreshing.get(key) ?? 0) - 1);
  }

  /** Counts events: a call with a higher tick began later. */
  tick(): number {
    return this.#tick++;
  }

  interest(key: string): number {
    return this.#watched.get(key)?.size ?? 0;
  }

  inFlight(key: string): boolean {
    return this.#inFlight.has(key);
  }

  /** When the key was called, relative to `from`, on the steady scale. */
  times(key: string, from = 0): number[] {
    return this.calls.filter((call) => call.key === key && call.at >= from).map((call) => call.at - from);
  }

  async #read(key: string, signal: AbortSignal): Promise<PollOutcome> {
    assert.ok(!this.#inFlight.has(key), `two readings of ${key} in flight`);
    const wanted = this.interest(key) > 0 || (this.#refreshing.get(key) ?? 0) > 0;
    assert.ok(wanted, `a reading of ${key} that nobody wants`);
    const call: Call = { key, at: this.clock.steady(), aborted: () => signal.aborted, tick: this.tick() };
    this.calls.push(call);
    this.#inFlight.add(key);
    try {
      if (this.broken) return await this.broken();
      const { outcome, takes, deaf } = this.next(key);
      if (takes > 0) await this.#pass(takes, deaf ? undefined : signal);
      call.outcome = outcome;
      return outcome;
    } finally {
      call.endTick = this.tick();
      this.#inFlight.delete(key);
    }
  }

  #pass(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = this.clock.schedule(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      const abort = (): void => {
        timer.dispose();
        reject(new DOMException('The operation was aborted.', 'AbortError'));
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
