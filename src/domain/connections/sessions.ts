// One session per connection: its gateway, its account, and a generation number; answers from an earlier generation are dropped.
import type { Clock } from '../base/clock.ts';
import type { Account, Connection, ConnectionId } from './connection.ts';
import { Owner } from '../base/disposable.ts';
import { FailureError, failureOf, isPassing } from './failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import { RateLimiter, type CallLimiter } from '../gateway/rateLimiter.ts';
import type { Store } from '../live/store.ts';

/**
 * Builds a gateway whose calls go through the limiter. Loading the SDK and starting the sandbox happen here, so it takes time and may
 * fail.
 */
export type Connect = (connection: Connection, limiter: CallLimiter) => Promise<CognitoGateway>;

/** What a caller works with. Once `signal` is aborted, answers that still arrive are outdated and must be dropped. */
export interface Session {
  readonly gateway: CognitoGateway;
  readonly signal: AbortSignal;
}

interface Generation {
  /** Replaced when the account turns out to have changed: calls under way at that time are outdated. */
  stop: AbortController;
  readonly gateway: Promise<CognitoGateway>;
  /** Each generation starts with a fresh budget: another account has a quota of its own. */
  readonly limiter: RateLimiter;
  /** Whether answers must wait until the account is identified, because rows of the account before it are on screen. */
  readonly guarded: boolean;
  /** Whether answers were used before the account was identified. */
  passed: boolean;
  /** Resolves when the account is identified or cannot be for now; never rejects. */
  identified: Promise<void>;
  /** 'unknown': asking again would not help. A number: when the request failed for a reason that may pass. */
  identity: 'asking' | 'known' | 'unknown' | number;
}

/** How long after a failed identification the account is requested again. Milliseconds. */
const identifyAgainAfter = 30_000;

export class Sessions extends Owner {
  readonly #store: Store;
  readonly #connect: Connect;
  readonly #clock: Clock;
  readonly #onSwitched: (id: ConnectionId) => void;
  readonly #generations = new Map<ConnectionId, Generation>();
  /** The account that each connection was last identified in: the store has that account's content. */
  readonly #confirmed = new Map<ConnectionId, string>();

  /** @param onSwitched is called when the account turns out to have changed after data was stored; everything must be reloaded. */
  constructor(store: Store, connect: Connect, clock: Clock, onSwitched: (id: ConnectionId) => void) {
    super();
    this.#clock = clock;
    this.#store = store;
    this.#connect = connect;
    this.#onSwitched = onSwitched;
  }

  /** Whether the connection was used since it was added or ended. */
  isOpen(id: ConnectionId): boolean {
    return this.#generations.has(id);
  }

  /**
   * Opens the session at the first use.
   * @throws FailureError when the connection is gone or its gateway cannot be built.
   */
  async use(id: ConnectionId): Promise<Session> {
    const view = this.#store.connection(id);
    if (!view) throw gone();
    const generation = this.#generations.get(id) ?? this.#begin(view.connection);
    const gateway = await generation.gateway;
    if (generation.guarded && !generation.passed) await generation.identified;
    if (generation.stop.signal.aborted) throw gone();
    if (generation.identity !== 'known') generation.passed = true;
    this.#identifyInTime(id, generation);
    return { gateway, signal: generation.stop.signal };
  }

  /** Resolves when the account is identified, or cannot be for now: for confirmations that name it. */
  async identified(id: ConnectionId): Promise<Account | undefined> {
    const generation = this.#generations.get(id);
    if (generation) {
      this.#identifyInTime(id, generation);
      await generation.identified;
      const now = this.#generations.get(id);
      if (now && now !== generation) return this.identified(id);
    }
    return this.#store.connection(id)?.account;
  }

  /** The user refreshes: an account that is not known is requested at once. */
  identifyAgain(id: ConnectionId): void {
    const generation = this.#generations.get(id);
    const isUnknown = generation?.identity === 'unknown' || typeof generation?.identity === 'number';
    if (generation && isUnknown) this.#ask(id, generation);
  }

  /** Credentials or files have changed: calls under way are cancelled, and the next use resolves the credentials again. */
  renew(id: ConnectionId): void {
    const view = this.#store.connection(id);
    if (!view || !this.#generations.has(id)) return;
    this.#end(id);
    this.#begin(view.connection);
  }

  /** Cancels the calls under way. The account of the next use is not known. */
  end(id: ConnectionId): void {
    this.#end(id);
    this.#store.forgetAccount(id);
  }

  /** The connection is removed. */
  forget(id: ConnectionId): void {
    this.#end(id);
    this.#confirmed.delete(id);
  }

  override dispose(): void {
    for (const id of [...this.#generations.keys()]) this.#end(id);
    super.dispose();
  }

  #end(id: ConnectionId): void {
    const generation = this.#generations.get(id);
    if (!generation) return;
    this.#generations.delete(id);
    generation.stop.abort();
    generation.limiter.dispose();
    void generation.gateway.then(
      (gateway) => gateway.dispose(),
      () => undefined, // its callers have received the failure
    );
  }

  #begin(connection: Connection): Generation {
    const { id } = connection;
    const limiter = new RateLimiter(this.#clock);
    const generation: Generation = {
      stop: new AbortController(),
      gateway: this.#connect(connection, limiter),
      limiter,
      guarded: this.#confirmed.has(id),
      passed: false,
      identified: Promise.resolve(),
      identity: 'asking',
    };
    this.#ask(id, generation);
    this.#generations.set(id, generation);
    generation.gateway.catch(() => {
      // The reason may pass: the next use tries again.
      if (this.#generations.get(id) === generation) this.end(id);
    });
    return generation;
  }

  /** Requests the account again if the last request failed long enough ago. */
  #identifyInTime(id: ConnectionId, generation: Generation): void {
    if (typeof generation.identity !== 'number') return;
    const age = this.#clock.now() - generation.identity;
    if (age < 0 || age >= identifyAgainAfter) this.#ask(id, generation);
  }

  #ask(id: ConnectionId, generation: Generation): void {
    generation.identity = 'asking';
    generation.identified = this.#identify(id, generation);
  }

  async #identify(id: ConnectionId, generation: Generation): Promise<void> {
    const { signal } = generation.stop;
    try {
      const account = await (await generation.gateway).getCallerIdentity(signal);
      if (!signal.aborted) this.#identifiedAs(id, generation, account);
    } catch (error) {
      if (signal.aborted) return;
      // STS alone may be unreachable (a network policy): the listing decides whether the connection works.
      const failure = failureOf(error);
      generation.identity = isPassing(failure) ? this.#clock.now() : 'unknown';
      this.#store.forgetAccount(id);
      const concernsAll =
        failure.kind === 'expired' || failure.kind === 'misconfigured' || failure.kind === 'cancelled';
      if (concernsAll) this.#store.setConnectionFailure(id, failure);
    }
  }

  #identifiedAs(id: ConnectionId, generation: Generation, account: Account): void {
    const before = this.#confirmed.get(id);
    const isOther = before !== undefined && before !== account.accountId;
    generation.identity = 'known';
    this.#confirmed.set(id, account.accountId);
    if (isOther) {
      generation.stop.abort();
      generation.stop = new AbortController();
      this.#store.forgetContent(id);
    }
    this.#store.updateConnection(id, { account });
    if (isOther && generation.passed) this.#onSwitched(id);
  }
}

/** The failure code of calls whose connection was removed or renewed; such failures are not shown. */
export const superseded = 'Superseded';

function gone(): FailureError {
  return new FailureError({
    kind: 'cancelled',
    code: superseded,
    message: 'The connection has changed.',
  });
}
