// Beginning anew where credentials have failed, were renewed, or mean another account: all that rested for want of them goes on.
import type { ConnectionId } from './connection.ts';
import { isConnectionWide } from './failure.ts';
import type { Loader } from '../live/loader.ts';
import type { Poller } from '../live/poller.ts';
import { belongsTo } from '../live/pollKeys.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from '../live/store.ts';
import type { PoolRef } from '../jobs/userPool.ts';

export class FreshStarts {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #loader: Loader;
  readonly #poller: Poller;

  constructor(store: Store, sessions: Sessions, loader: Loader, poller: Poller) {
    this.#store = store;
    this.#sessions = sessions;
    this.#loader = loader;
    this.#poller = poller;
  }

  /**
   * The user asks again for what failed for want of credentials: so is asked for all else that rests for the same want.
   * @param except is being read already.
   */
  retry(ref: PoolRef, except?: string): void {
    const id = ref.connectionId;
    const failures = [this.#store.connection(id)?.failure, this.#store.pool(ref)?.failure];
    if (!failures.some((failure) => failure && isConnectionWide(failure))) return;
    this.begin(id);
    this.#poller.wake((key) => key !== except && belongsTo(key, id));
  }

  /** The user wants a connection that has failed, or was given up, to be tried once more. */
  begin(id: ConnectionId): void {
    if (this.#sessions.isOpen(id)) this.#renew(id);
    else this.#store.setConnectionFailure(id, undefined);
  }

  /** Credentials or files changed: connections in use resolve anew, and whatever rested tries again. */
  renew(ids: Iterable<ConnectionId>): void {
    for (const id of ids) {
      if (!this.#sessions.isOpen(id)) continue;
      this.#renew(id);
      this.#poller.wake((key) => belongsTo(key, id));
    }
  }

  /** The connection means another account now: what is on screen is read again, pools before their jobs. */
  async readAgain(id: ConnectionId): Promise<void> {
    this.#loader.startOver(id);
    await this.#poller.refreshWatched((key) => key === id);
    await this.#poller.refreshWatched((key) => key !== id && belongsTo(key, id));
  }

  #renew(id: ConnectionId): void {
    this.#sessions.renew(id);
    this.#loader.startOver(id);
  }
}
