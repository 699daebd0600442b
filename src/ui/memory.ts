// What is kept across windows: the connections the user added, and the jobs they follow. Nothing secret is among it.
import type * as vscode from 'vscode';
import type { Connection } from '../domain/connection.ts';
import type { FollowedJob, FollowMemory } from '../domain/follower.ts';

const connectionsKey = 'connections';
const followedKey = 'followedJobs';

export class Memory implements FollowMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Undefined until the user's first connection was added or offered. */
  connections(): readonly Connection[] | undefined {
    return this.#state.get<readonly Connection[]>(connectionsKey);
  }

  async saveConnections(connections: readonly Connection[]): Promise<void> {
    await this.#state.update(connectionsKey, connections);
  }

  load(): readonly FollowedJob[] {
    return this.#state.get<readonly FollowedJob[]>(followedKey, []);
  }

  save(jobs: readonly FollowedJob[]): void {
    void this.#state.update(followedKey, jobs);
  }
}
