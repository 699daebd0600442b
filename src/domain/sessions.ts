// One session per connection: its gateway, its account, and a generation that makes answers of the past worthless.
import type { Clock } from './clock.ts';
import type { Account, Connection, ConnectionId } from './connection.ts';
import { Owner } from './disposable.ts';
import { FailureError, failureOf } from './failure.ts';
import type { CognitoGateway } from './gateway.ts';
import { LimitedGateway } from './limitedGateway.ts';
import { RateLimiter } from './rateLimiter.ts';
import type { Store } from './store.ts';

/** Builds a gateway: loading the SDK and starting the sandbox happen here, so it takes its time and may fail. */
export type Connect = (connection: Connection) => Promise<CognitoGateway>;

/** What a caller works with. Once `signal` is aborted, whatever still arrives belongs to the past and is dropped. */
export interface Session {
  readonly gateway: LimitedGateway;
  readonly signal: AbortSignal;
}

interface Generation {
  readonly stop: AbortController;
  readonly gateway: Promise<LimitedGateway>;
  /** Settles, never rejects, once the account is known or cannot be told. */
  readonly identified: Promise<void>;
  /** Whether answers must wait until the account is known to be the one whose rows are on screen. */
  readonly guarded: boolean;
}

export class Sessions extends Owner {
  readonly #store: Store;
  readonly #connect: Connect;
  readonly #clock: Clock;
  readonly #generations = new Map<ConnectionId, Generation>();

  constructor(store: Store, connect: Connect, clock: Clock) {
    super();
    this.#clock = clock;
    this.#store = store;
    this.#connect = connect;
  }

  /** Whether anything has been asked through the connection since it was added or ended. */
  isOpen(id: ConnectionId): boolean {
    return this.#generations.has(id);
  }

  /**
   * The session to call through, opened by the first use.
   * @throws FailureError when the connection is gone or its gateway cannot be built.
   */
  async use(id: ConnectionId): Promise<Session> {
    const view = this.#store.connection(id);
    if (!view) throw gone();
    const generation = this.#generations.get(id) ?? this.#begin(view.connection, view.account);
    const gateway = await generation.gateway;
    if (generation.guarded) await generation.identified;
    if (generation.stop.signal.aborted) throw gone();
    return { gateway, signal: generation.stop.signal };
  }

  /** Resolves once the account is known, or cannot be: for confirmations that name it. */
  async identified(id: ConnectionId): Promise<Account | undefined> {
    await this.#generations.get(id)?.identified;
    return this.#store.connection(id)?.account;
  }

  /** Credentials or files changed: everything under way is dropped, and the next use resolves them anew. */
  renew(id: ConnectionId): void {
    const view = this.#store.connection(id);
    if (!view || !this.#generations.has(id)) return;
    this.end(id);
    this.#begin(view.connection, view.account);
  }

  end(id: ConnectionId): void {
    const generation = this.#generations.get(id);
    if (!generation) return;
    this.#generations.delete(id);
    generation.stop.abort();
    void generation.gateway.then(
      (gateway) => gateway.dispose(),
      () => undefined, // its failure has been told to whoever used it
    );
  }

  override dispose(): void {
    for (const id of [...this.#generations.keys()]) this.end(id);
    super.dispose();
  }

  #begin(connection: Connection, previous: Account | undefined): Generation {
    const stop = new AbortController();
    const gateway = this.#limited(connection);
    const identified = this.#identify(connection.id, gateway, previous, stop.signal);
    const generation = { stop, gateway, identified, guarded: previous !== undefined };
    this.#generations.set(connection.id, generation);
    gateway.catch(() => {
      // What kept it from being built may pass: the next use tries anew.
      if (this.#generations.get(connection.id) === generation) this.end(connection.id);
    });
    return generation;
  }

  /** Each generation starts with a fresh budget: another account's quota is another one. */
  async #limited(connection: Connection): Promise<LimitedGateway> {
    return new LimitedGateway(await this.#connect(connection), new RateLimiter(this.#clock));
  }

  async #identify(
    id: ConnectionId,
    gateway: Promise<CognitoGateway>,
    previous: Account | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const account = await (await gateway).getCallerIdentity(signal);
      if (signal.aborted) return;
      if (previous && previous.accountId !== account.accountId) this.#store.forgetContent(id);
      this.#store.updateConnection(id, { account });
    } catch (error) {
      // STS alone may be out of reach (a network policy): the listing decides whether the connection works.
      const failure = failureOf(error);
      const concernsAll =
        failure.kind === 'expired' || failure.kind === 'misconfigured' || failure.kind === 'cancelled';
      if (!signal.aborted && concernsAll) this.#store.setConnectionFailure(id, failure);
    }
  }
}

/** The code of the failure that callers meet when their connection was removed or renewed under them: nothing to tell anybody. */
export const superseded = 'Superseded';

function gone(): FailureError {
  return new FailureError({
    kind: 'cancelled',
    code: superseded,
    message: 'The connection has changed meanwhile.',
  });
}
