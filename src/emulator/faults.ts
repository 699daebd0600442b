// Faults that can be added while the emulator runs, for an operation, an access key, a pool, or every call.

export const faultKinds = [
  /** TooManyRequestsException "Rate exceeded" (or the service's own spelling of it). */
  'throttle',
  /** HTTP 500 with the service's own internal error. */
  'serverError',
  /** Answers as usual, `delayMs` later. */
  'latency',
  /** The connection is reset without an answer. */
  'reset',
  /** The connection is reset once `afterBytes` of the request's body have arrived, as in the middle of an upload. */
  'cut',
  /** Stops reading once `afterBytes` of the request's body have arrived; the connection stays open. */
  'stall',
  /** The request arrives without its `x-amz-` headers, as through a proxy that removes unknown headers. */
  'strip',
  /** Never answers; the connection stays open. */
  'hang',
  /** ExpiredTokenException. */
  'expiredToken',
  /** UnrecognizedClientException: a key the service does not know. */
  'invalidToken',
  /** AccessDeniedException in IAM's words. */
  'denied',
  /** OperationNotEnabledException: the Region has only a replica of the user pool. */
  'replicaRegion',
  /** InvalidSignatureException "Signature expired …": the caller's clock is wrong. */
  'clockSkew',
  /** HTTP 200 with JSON that ends in the middle. */
  'malformed',
  /** HTTP 200 with a web page, as captive portals and proxies answer. */
  'html',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The calls that a fault applies to: all given members must match. */
export interface Fault {
  readonly kind: FaultKind;
  /** e.g. `ListUserImportJobs`, `GetCallerIdentity`, `GetLogEvents`, `PutObject` (the upload). */
  readonly operation?: string;
  readonly accessKeyId?: string;
  readonly userPoolId?: string;
  /** The number of calls that it applies to; absent: all. */
  readonly times?: number;
  /** Milliseconds, for `latency`. */
  readonly delayMs?: number;
  /** For `cut` and `stall`. */
  readonly afterBytes?: number;
}

/** The call that faults are matched against. */
export interface FaultTarget {
  readonly operation: string;
  readonly accessKeyId?: string | undefined;
  readonly userPoolId?: string | undefined;
}

/** Ends a request before its whole body has arrived. */
export interface Breach {
  readonly kind: 'cut' | 'stall';
  readonly afterBytes: number;
}

interface Entry {
  readonly fault: Fault;
  left: number;
}

/** The active faults. The first match decides, but latencies are added to any other fault. */
export class Faults {
  #entries: Entry[] = [];

  get active(): readonly Fault[] {
    return this.#entries.map((entry) => entry.fault);
  }

  /** Adds a fault and returns a function that removes it. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#entries.push(entry);
    return () => this.#drop(entry);
  }

  clear(): void {
    this.#entries = [];
  }

  /** The faults of this call: milliseconds to wait, then the kind of failure, if any. Counts down `times`. */
  take(target: FaultTarget): {
    readonly delayMs: number;
    readonly kind?: Exclude<FaultKind, 'latency' | Breach['kind']>;
  } {
    let delayMs = 0;
    for (const entry of [...this.#entries]) {
      const { kind } = entry.fault;
      if (isBreach(kind) || !matches(entry.fault, target)) continue;
      this.#count(entry);
      if (kind !== 'latency') return { delayMs, kind };
      delayMs += entry.fault.delayMs ?? 0;
    }
    return { delayMs };
  }

  /** The fault that ends this request in the middle, if any. Counts down `times`. */
  takeBreach(target: FaultTarget): Breach | undefined {
    for (const entry of this.#entries) {
      const { kind, afterBytes = 0 } = entry.fault;
      if (!isBreach(kind) || !matches(entry.fault, target)) continue;
      this.#count(entry);
      return { kind, afterBytes };
    }
    return undefined;
  }

  #count(entry: Entry): void {
    if (--entry.left <= 0) this.#drop(entry);
  }

  #drop(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }
}

function isBreach(kind: FaultKind): kind is Breach['kind'] {
  return kind === 'cut' || kind === 'stall';
}

function matches(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.operation === undefined || fault.operation === target.operation) &&
    (fault.accessKeyId === undefined || fault.accessKeyId === target.accessKeyId) &&
    (fault.userPoolId === undefined || fault.userPoolId === target.userPoolId)
  );
}
