// One polled key: its interests, the outcome of its last reading, and when the next one is due. No timers, no calls.
import { backOffOf, intervalOf, type Cadence, type Pace } from './cadence.ts';

/** When the next reading is due, by the outcome of the last one. */
export type PollOutcome =
  | { readonly kind: 'ok'; readonly pace: Pace }
  /** Throttled or offline: retried, later each time. */
  | { readonly kind: 'backOff' }
  /** Expired, denied, misconfigured or gone: not read until something changes or the user asks. */
  | { readonly kind: 'rest' };

/** 'seen': on screen. 'followed': not on screen, but its end will be announced. */
export type Interest = 'seen' | 'followed';

/** All times are milliseconds since the epoch and may jump either way. */
export class PollTarget {
  readonly key: string;
  readonly #cadence: Cadence;
  readonly #interests: Record<Interest, number> = { seen: 0, followed: 0 };
  /** 'due': read immediately (never read yet, shown again, or woken). */
  #state: 'due' | PollOutcome['kind'] = 'due';
  #pace: Pace = 'quiet';
  /** The time of the last outcome. Intervals to the next reading start here. */
  #since = 0;
  /** A factor on every interval until the next outcome. */
  #stretch = 1;
  #backOff = 0;
  #failures = 0;
  #urgentSince: number | undefined;
  #hurriedAt: number | undefined;

  constructor(key: string, cadence: Cadence) {
    this.key = key;
    this.#cadence = cadence;
  }

  get isWatched(): boolean {
    return this.#interests.seen + this.#interests.followed > 0;
  }

  /** Whether the last reading has succeeded and the next one is a regular one. */
  get isUpToDate(): boolean {
    return this.isWatched && this.#state === 'ok';
  }

  /** The first watcher wants a current reading, unless the last one is still fresh. */
  watched(interest: Interest, now: number): void {
    const first = !this.isWatched;
    this.#interests[interest]++;
    const isFresh = isWithin(now, this.#since, this.#cadence.urgent);
    if (first && this.#state === 'ok' && !isFresh) this.#state = 'due';
  }

  released(interest: Interest): void {
    this.#interests[interest]--;
  }

  /** The service has just answered the user's own action: that counts as a reading, and the next ones are urgent for a while. */
  hurried(now: number): void {
    const again = isWithin(now, this.#hurriedAt, this.#cadence.hurried);
    this.#hurriedAt = now;
    this.#failures = 0;
    if (this.#state === 'due' || (this.#state === 'ok' && again)) return; // the next reading is near: do not postpone it
    this.#state = 'ok';
    this.#since = now;
    this.#stretch = 1;
  }

  /** Something has changed: earlier failures do not count any more. */
  woken(): void {
    this.#failures = 0;
    if (this.#state !== 'ok') this.#state = 'due';
  }

  /** A reading that began at `startedAt` has ended. `random` returns numbers in [0, 1). */
  landed(outcome: PollOutcome, startedAt: number, now: number, random: () => number): void {
    this.#state = outcome.kind;
    this.#failures = outcome.kind === 'backOff' ? this.#failures + 1 : 0;
    this.#since = now;
    if (outcome.kind === 'backOff') this.#backOff = backOffOf(this.#failures, random(), this.#cadence);
    if (outcome.kind !== 'ok') return;
    // Measured from start to start, so that slow answers do not make readings rarer, but never without a pause.
    this.#since = now - clamp(now - startedAt, 0, this.#cadence.urgent / 2);
    this.#stretch = 1 + random() * this.#cadence.stretch;
    if (outcome.pace !== 'urgent') this.#urgentSince = undefined;
    else this.#urgentSince ??= now;
    this.#pace = outcome.pace;
  }

  /** Milliseconds to the next reading, 0 for at once; undefined where none is planned. */
  wait(now: number, focused: boolean): number | undefined {
    if (!this.isWatched) return undefined;
    switch (this.#state) {
      case 'due':
        return 0;
      case 'rest':
        return undefined;
      case 'backOff':
        return this.#left(this.#backOff, now);
      case 'ok':
        return this.#left(this.#interval(now, focused) * this.#stretch, now);
    }
  }

  #left(delay: number, now: number): number {
    // If the clock was set back, the age is unknown. Restarting the wait each time could postpone the reading for ever.
    return now < this.#since ? 0 : Math.max(0, this.#since + delay - now);
  }

  #interval(now: number, focused: boolean): number {
    const { hurried, urgentUnattended } = this.#cadence;
    const circumstances = {
      attended: focused && this.#interests.seen > 0,
      hurried: isWithin(now, this.#hurriedAt, hurried),
      newlyUrgent: isWithin(now, this.#urgentSince, urgentUnattended),
    };
    return intervalOf(this.#pace, circumstances, this.#cadence);
  }
}

function isWithin(now: number, since: number | undefined, span: number): boolean {
  return since !== undefined && now >= since && now - since < span;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
