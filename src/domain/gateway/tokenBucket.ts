// A token bucket: limits the calls per second in the long run, and allows a few at once after a pause.

export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;
  /** The current share of the full rate, in (0, 1]. */
  #pace = 1;

  /** Full at first. Allows at most `perSecond + capacity` calls in any second. `now` is in milliseconds. */
  constructor(perSecond: number, capacity: number, now: number) {
    this.#perSecond = perSecond;
    this.#capacity = capacity;
    this.#tokens = capacity;
    this.#filledAt = now;
  }

  /** Milliseconds until a token is available; 0 if one is. */
  wait(now: number): number {
    this.#fill(now);
    if (this.#tokens >= 1) return 0;
    return Math.ceil(((1 - this.#tokens) * 1000) / (this.#perSecond * this.#pace));
  }

  take(now: number): void {
    this.#fill(now);
    this.#tokens -= 1;
  }

  /** Changes the share of the full rate, in (0, 1]. */
  setPace(part: number, now: number): void {
    this.#fill(now);
    this.#pace = part;
  }

  /** Whether the bucket equals a new one, so that it can be dropped. */
  isFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= this.#capacity;
  }

  #fill(now: number): void {
    // A clock that was set back adds no tokens; time counts from its new value.
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#filledAt = now;
    this.#tokens = Math.min(this.#capacity, this.#tokens + seconds * this.#perSecond * this.#pace);
  }
}

/** Above this number, full buckets are removed. A bucket is full again after about a second. */
const bucketsBeforeSweep = 64;

/** Buckets by name. Only those in use are kept: a missing bucket is a full one. */
export class TokenBuckets {
  readonly #perSecond: number;
  readonly #capacity: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perSecond: number, capacity: number) {
    this.#perSecond = perSecond;
    this.#capacity = capacity;
  }

  /** The number of buckets kept. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Milliseconds until a token is available; 0 if one is. */
  wait(name: string, now: number): number {
    return this.#buckets.get(name)?.wait(now) ?? 0;
  }

  take(name: string, now: number): void {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      if (this.#buckets.size >= bucketsBeforeSweep) this.#sweep(now);
      bucket = new TokenBucket(this.#perSecond, this.#capacity, now);
      this.#buckets.set(name, bucket);
    }
    bucket.take(now);
  }

  #sweep(now: number): void {
    for (const [name, bucket] of this.#buckets) {
      if (bucket.isFull(now)) this.#buckets.delete(name);
    }
  }
}
