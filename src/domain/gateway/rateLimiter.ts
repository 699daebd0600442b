// Keeps one connection's calls below the account's quotas, which production shares: decides which call is next, and when.
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { FailureError, failureOf } from '../connections/failure.ts';
import {
  backgroundShare,
  categoryOf,
  categoryQuota,
  peakShare,
  perPoolQuota,
  perPoolShare,
  priorities,
  rowsPerSecond,
  type Category,
  type Operation,
  type Priority,
} from './quotas.ts';
import { TokenBucket, TokenBuckets } from './tokenBucket.ts';

/** A throttled call halves the rate of its category, down to at least this share; the rate then recovers gradually. */
const slowest = 0.1;
const recoveryPerSecond = 0.02;
/** Calls throttled within this time count as one. Milliseconds. */
const oneSign = 1_000;

export interface LimitedCall {
  /** Operations without a Cognito request quota (STS, S3, IAM, CloudWatch Logs) are not limited. */
  readonly operation: string;
  readonly userPoolId?: string;
  readonly priority: Priority;
}

/** Decides when a call is made. */
export interface CallLimiter {
  /** Rejects with what `send` rejects with, or as 'cancelled' when aborted before the call is made. */
  run<T>(call: LimitedCall, signal: AbortSignal, send: () => Promise<T>): Promise<T>;
}

export class RateLimiter implements CallLimiter, Disposable {
  readonly #lanes: Readonly<Record<Category, Lane>>;
  #disposed = false;

  constructor(clock: Clock) {
    const pools = new TokenBuckets(perPoolShare * perPoolQuota, (1 - perPoolShare) * perPoolQuota);
    const lane = (category: Category): Lane => new Lane(categoryQuota[category], pools, clock);
    const all = Object.keys(categoryQuota) as Category[];
    this.#lanes = Object.fromEntries(all.map((category) => [category, lane(category)])) as Record<
      Category,
      Lane
    >;
  }

  /**
   * Resolves when the call may be made, and counts it as made. Calls of one priority are made in order, but a call whose
   * pool has reached its limit is overtaken. Rejects with a FailureError of kind 'cancelled' when aborted or disposed.
   */
  acquire(
    operation: Operation,
    userPoolId: string | undefined,
    signal: AbortSignal,
    priority: Priority,
  ): Promise<void> {
    if (this.#disposed || signal.aborted) return Promise.reject(cancelled());
    const category = categoryOf[operation];
    const lane = this.#lanes[category];
    const isAboutPool = userPoolId !== undefined && category.startsWith('UserPool');
    const pool = isAboutPool ? `${operation} ${userPoolId}` : undefined;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        lane.leave(waiter, priority);
        reject(cancelled());
      };
      const done = (end: () => void) => (): void => {
        signal.removeEventListener('abort', onAbort);
        end();
      };
      const waiter: Waiter = { pool, go: done(resolve), giveUp: done(() => reject(cancelled())) };
      signal.addEventListener('abort', onAbort, { once: true });
      lane.enter(waiter, priority);
    });
  }

  /** Makes the call when the quota allows it. A call that the service throttles nevertheless slows its category down. */
  async run<T>(
    { operation, userPoolId, priority }: LimitedCall,
    signal: AbortSignal,
    send: () => Promise<T>,
  ): Promise<T> {
    if (!isLimited(operation)) return send();
    await this.acquire(operation, userPoolId, signal, priority);
    try {
      return await send();
    } catch (error) {
      if (failureOf(error).kind === 'throttled') this.slowDown(operation);
      throw error;
    }
  }

  /** The service throttled a call, so others use the quota. Slows the operation's category down for a while. */
  slowDown(operation: Operation): void {
    this.#lanes[categoryOf[operation]].slowDown();
  }

  dispose(): void {
    this.#disposed = true;
    for (const lane of Object.values(this.#lanes)) lane.dispose();
  }
}

function isLimited(operation: string): operation is Operation {
  return Object.hasOwn(categoryOf, operation);
}

interface Waiter {
  /** The name of the bucket for its operation and pool, if it has a pool. */
  readonly pool: string | undefined;
  readonly go: () => void;
  readonly giveUp: () => void;
}

/** One category: its budget, and its waiting calls. */
class Lane implements Disposable {
  readonly #clock: Clock;
  readonly #all: TokenBucket;
  readonly #background: TokenBucket;
  readonly #rows: TokenBucket;
  readonly #pools: TokenBuckets;
  readonly #waiting: Readonly<Record<Priority, Set<Waiter>>> = {
    user: new Set(),
    background: new Set(),
    rows: new Set(),
    scan: new Set(),
  };
  #timer: Disposable | undefined;
  /** The current share of the full rate, at a given time. */
  #pace = 1;
  #pacedAt: number;
  #slowedAt: number | undefined;

  constructor(quota: number, pools: TokenBuckets, clock: Clock) {
    const now = clock.now();
    const burst = (1 - peakShare) * quota;
    this.#clock = clock;
    this.#pools = pools;
    this.#all = new TokenBucket(peakShare * quota, burst, now);
    this.#background = new TokenBucket(backgroundShare * quota, burst, now);
    this.#rows = new TokenBucket(rowsPerSecond(quota), 1, now);
    this.#pacedAt = now;
  }

  enter(waiter: Waiter, priority: Priority): void {
    this.#waiting[priority].add(waiter);
    this.#serve();
  }

  leave(waiter: Waiter, priority: Priority): void {
    this.#waiting[priority].delete(waiter);
    this.#serve();
  }

  slowDown(): void {
    const now = this.#clock.now();
    this.#recover(now);
    if (this.#slowedAt !== undefined && Math.abs(now - this.#slowedAt) < oneSign) return;
    this.#slowedAt = now;
    this.#setPace(Math.max(slowest, this.#pace / 2), now);
    this.#serve();
  }

  dispose(): void {
    this.#timer?.dispose();
    for (const priority of priorities) {
      for (const waiter of this.#waiting[priority]) waiter.giveUp();
      this.#waiting[priority].clear();
    }
  }

  /** Releases the calls that may be made, by priority, and schedules the next release. */
  #serve(): void {
    this.#timer?.dispose();
    const now = this.#clock.now();
    this.#recover(now);
    let next = Infinity;
    for (const priority of priorities) {
      for (const waiter of this.#waiting[priority]) {
        const wait = this.#wait(priority, now);
        if (wait > 0) {
          next = Math.min(next, wait);
          break; // the calls behind it must wait too
        }
        const poolWait = waiter.pool === undefined ? 0 : this.#pools.wait(waiter.pool, now);
        if (poolWait > 0) next = Math.min(next, poolWait);
        else this.#letGo(waiter, priority, now);
      }
    }
    if (next < Infinity) this.#timer = this.#clock.schedule(next, () => this.#serve());
  }

  #wait(priority: Priority, now: number): number {
    const wait = this.#all.wait(now);
    const own = this.#ownShare(priority);
    return own ? Math.max(wait, own.wait(now)) : wait;
  }

  #ownShare(priority: Priority): TokenBucket | undefined {
    if (priority === 'background') return this.#background;
    return priority === 'rows' ? this.#rows : undefined;
  }

  #letGo(waiter: Waiter, priority: Priority, now: number): void {
    this.#waiting[priority].delete(waiter);
    this.#all.take(now);
    this.#ownShare(priority)?.take(now);
    if (waiter.pool !== undefined) this.#pools.take(waiter.pool, now);
    waiter.go();
  }

  #recover(now: number): void {
    const seconds = Math.max(0, now - this.#pacedAt) / 1000;
    this.#setPace(Math.min(1, this.#pace + seconds * recoveryPerSecond), now);
  }

  #setPace(pace: number, now: number): void {
    this.#pace = pace;
    this.#pacedAt = now;
    this.#all.setPace(pace, now);
    this.#background.setPace(pace, now);
    this.#rows.setPace(pace, now);
  }
}

function cancelled(): FailureError {
  return new FailureError({ kind: 'cancelled', message: 'The call was cancelled before it was made.' });
}
