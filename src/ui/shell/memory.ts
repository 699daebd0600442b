// State that outlives a window: the user's connections and the jobs they follow. None of it is secret.
import { join } from 'node:path';
import type { Connection, ConnectionId } from '../../domain/connections/connection.ts';
import type { Disposable } from '../../domain/base/disposable.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { FollowedJob, FollowMemory } from '../../domain/live/follower.ts';
import { RecordFolder, type RecordFolderOptions } from '../../files/state/recordFolder.ts';
import { ValueFolder } from '../../files/state/valueFolder.ts';
import { background, type ErrorLog } from './background.ts';
import type { State } from './sharedState.ts';

export class Memory implements FollowMemory {
  /** VS Code's global state, which follows the client to other (remote) machines. */
  readonly state: State;
  /** The state of this machine, for other features. */
  readonly machine: State;
  readonly #folder: string;
  readonly #connections: RecordFolder<Connection>;
  readonly #followed: RecordFolder<FollowedJob>;
  readonly #log: ErrorLog;

  /** @param folder storage of this machine: profiles, paths and followed jobs mean something else on another machine. */
  constructor(folder: string, state: State, log: ErrorLog) {
    this.#folder = folder;
    this.state = state;
    this.#log = log;
    this.machine = new ValueFolder(join(folder, 'values'), (text) => log.error(text));
    this.#connections = this.#records('connections', { isRecord: isConnection, keyOf: ({ id }) => id });
    this.#followed = this.#records('followedJobs', {
      isRecord: isFollowedJob,
      keyOf: ({ ref }) => jobKey(ref),
    });
  }

  #records<T>(name: string, options: Omit<RecordFolderOptions<T>, 'warn'>): RecordFolder<T> {
    return new RecordFolder(join(this.#folder, name), { ...options, warn: (text) => this.#log.error(text) });
  }

  /** Moves here what earlier versions kept in `globalState`. The first machine gets it, as the records do not name their machine. */
  async takeOver(): Promise<void> {
    try {
      await this.#takeOver('connections', this.#connections, isConnection);
      await this.#takeOver('followedJobs', this.#followed, isFollowedJob);
      const results = this.state.get<unknown>('results');
      if (results === undefined) return;
      if (this.machine.get('results') === undefined) await this.machine.update('results', results);
      await this.state.update('results', undefined);
    } catch (error) {
      // The next start tries again.
      this.#log.error(`The state of an earlier version could not be moved: ${String(error)}`);
    }
  }

  /** Undefined until the user's first connection was added or offered. */
  connections(): readonly Connection[] | undefined {
    return this.#connections.wasWritten ? this.#connections.all() : undefined;
  }

  async keepConnection(connection: Connection): Promise<void> {
    const isKept = this.#connections.all().some(({ id }) => id === connection.id);
    if (!isKept) await this.#connections.put(connection);
  }

  async forgetConnection(id: ConnectionId): Promise<void> {
    await this.#connections.mark();
    await this.#connections.delete(id);
  }

  /** Whether a window of this machine has removed the connection. */
  isForgotten(id: ConnectionId): boolean {
    return this.#connections.isDeleted(id);
  }

  /** Calls `listener` when any window of this machine adds or removes a connection. */
  watchConnections(listener: () => void): Disposable {
    return this.#connections.watch(listener);
  }

  load(): readonly FollowedJob[] {
    return this.#followed.all();
  }

  /** Jobs of the sandbox are not stored, because they end with their window. */
  remember(job: FollowedJob): void {
    if (!isSandbox(job)) background(this.#followed.put(job), this.#log);
  }

  forget(ref: JobRef): void {
    background(this.#followed.delete(jobKey(ref)), this.#log);
  }

  async #takeOver<T>(
    key: string,
    folder: RecordFolder<T>,
    isRecord: (value: unknown) => value is T,
  ): Promise<void> {
    const old = this.state.get<unknown>(key);
    if (!Array.isArray(old)) return;
    if (!folder.wasWritten) {
      await folder.mark();
      for (const record of old) {
        if (isRecord(record)) await folder.put(record);
        else this.#log.error(`A record of an earlier version under "${key}" cannot be read.`);
      }
    }
    await this.state.update(key, undefined);
  }
}

function isSandbox({ connection }: { readonly connection: Connection }): boolean {
  return connection.kind === 'sandbox';
}

function isConnection(value: unknown): value is Connection {
  const { kind, id, region, profile } = membersOf(value);
  if (typeof id !== 'string' || typeof region !== 'string') return false;
  return kind === 'environment' || (kind === 'profile' && typeof profile === 'string');
}

function isFollowedJob(value: unknown): value is FollowedJob {
  const { ref, connection, accountId, poolName, jobName, lastSeen } = membersOf(value);
  const { connectionId, userPoolId, jobId } = membersOf(ref);
  const texts = [connectionId, userPoolId, jobId, poolName, jobName, lastSeen, accountId ?? ''];
  return isConnection(connection) && texts.every((text) => typeof text === 'string');
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
