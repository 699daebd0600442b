// What is kept across windows: connections the user added, jobs they follow, imports they began. Nothing secret is among it.
import type { Connection, ConnectionId } from '../../domain/connections/connection.ts';
import type { FollowedJob, FollowMemory } from '../../domain/live/follower.ts';
import type { BatchMemory, ImportBatch } from '../../domain/imports/batch.ts';
import { isDone, type ImportRun, type RunMemory } from '../../domain/imports/run.ts';
import type { State } from './sharedState.ts';

const connectionsKey = 'connections';
const followedKey = 'followedJobs';
const runsKey = 'imports';
const batchesKey = 'importBatches';

export class Memory implements FollowMemory, RunMemory, BatchMemory {
  /** For what others keep. */
  readonly state: State;
  /** The sandbox is its window's own and ends with it, and so do imports into it: nobody else is to hear of them. */
  #sandboxRuns: readonly ImportRun[] = [];

  constructor(state: State) {
    this.state = state;
  }

  /** Whether an earlier window left work that this one has to see to: jobs to follow, imports to go on with. */
  get hasUnfinished(): boolean {
    return this.load().length > 0 || this.hasUnfinishedRuns || this.hasUnfinishedBatches;
  }

  get hasUnfinishedRuns(): boolean {
    return this.loadRuns().some((run) => !isDone(run));
  }

  get hasUnfinishedBatches(): boolean {
    return this.loadBatches().some(({ state }) => state !== 'over');
  }

  /** Undefined until the user's first connection was added or offered. */
  connections(): readonly Connection[] | undefined {
    return this.state.get<readonly Connection[]>(connectionsKey);
  }

  /** What is kept is read again first: another window may have added some, and this one may not have looked at any yet. */
  async keepConnection(connection: Connection): Promise<void> {
    const kept = this.connections() ?? [];
    const isKept = kept.some(({ id }) => id === connection.id);
    await this.state.update(connectionsKey, isKept ? kept : [...kept, connection]);
  }

  async forgetConnection(id: ConnectionId): Promise<void> {
    const kept = this.connections() ?? [];
    await this.state.update(
      connectionsKey,
      kept.filter((connection) => connection.id !== id),
    );
  }

  load(): readonly FollowedJob[] {
    return this.state.get<readonly FollowedJob[]>(followedKey, []);
  }

  /** Jobs of the sandbox end with their window. */
  save(jobs: readonly FollowedJob[]): void {
    void this.state.update(
      followedKey,
      jobs.filter((job) => !isSandbox(job)),
    );
  }

  loadRuns(): readonly ImportRun[] {
    return [...this.state.get<readonly ImportRun[]>(runsKey, []), ...this.#sandboxRuns];
  }

  saveRuns(runs: readonly ImportRun[]): void {
    this.#sandboxRuns = runs.filter(isSandbox);
    void this.state.update(
      runsKey,
      runs.filter((run) => !isSandbox(run)),
    );
  }

  loadBatches(): readonly ImportBatch[] {
    return this.state.get<readonly ImportBatch[]>(batchesKey, []);
  }

  saveBatches(batches: readonly ImportBatch[]): void {
    void this.state.update(batchesKey, batches);
  }
}

function isSandbox({ connection }: { readonly connection: Connection }): boolean {
  return connection.kind === 'sandbox';
}
