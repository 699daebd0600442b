// Which connections there are: remembered, added from the user's profiles, removed, and renewed when the AWS files change.
import type * as vscode from 'vscode';
import {
  environmentConnection,
  profileConnection,
  sandboxConnection,
  type Connection,
} from '../domain/connection.ts';
import { Owner, type Disposable } from '../domain/disposable.ts';
import type { AwsPort } from '../domain/gateway.ts';
import type { ImportJobs } from '../domain/importJobs.ts';
import type { Welcome } from './ids.ts';
import type { Memory } from './memory.ts';

export class Connections extends Owner {
  readonly #jobs: ImportJobs;
  readonly #memory: Memory;
  readonly #aws: () => AwsPort;
  readonly #log: vscode.LogOutputChannel;
  #watching: Disposable | undefined;

  constructor(jobs: ImportJobs, memory: Memory, aws: () => AwsPort, log: vscode.LogOutputChannel) {
    super();
    this.#jobs = jobs;
    this.#memory = memory;
    this.#aws = aws;
    this.#log = log;
  }

  override dispose(): void {
    this.#watching?.dispose();
    super.dispose();
  }

  /**
   * Called when the view is first looked at: shows what the user has added, or, on the first run, the default profile.
   * Files are read; nothing is resolved, run or called.
   * @returns what an empty view has to say.
   */
  async open(): Promise<Welcome> {
    const remembered = this.#memory.connections();
    for (const connection of remembered ?? []) this.#jobs.addConnection(connection);
    this.watchFiles();
    try {
      const profiles = await this.#aws().listProfiles();
      if (!remembered) await this.#offerDefault();
      const nothing = profiles.length === 0 && !this.#aws().environmentHasCredentials();
      return nothing ? 'noFiles' : 'noConnection';
    } catch (error) {
      this.#log.error(`AWS files could not be read: ${String(error)}`);
      return 'error';
    }
  }

  /** From now on connections recover by themselves when a login or the files change. */
  watchFiles(): void {
    this.#watching ??= this.#aws().watchFiles(() => {
      this.#log.info('AWS files or logins have changed: connections in use resolve their credentials anew.');
      this.#jobs.renew(this.#jobs.store.connections().map((view) => view.connection.id));
    });
  }

  async add(connection: Connection): Promise<void> {
    this.#jobs.addConnection(connection);
    await this.#save();
  }

  async remove(id: string): Promise<void> {
    this.#jobs.removeConnection(id);
    await this.#save();
  }

  async #offerDefault(): Promise<void> {
    const name = process.env['AWS_PROFILE'] ?? 'default';
    const profile = (await this.#aws().listProfiles()).find((candidate) => candidate.name === name);
    const region = this.#aws().environmentRegion() ?? profile?.region;
    if (profile && profile.kind !== 'none' && region) await this.add(profileConnection(profile.name, region));
    else if (!profile && region && this.#aws().environmentHasCredentials())
      await this.add(environmentConnection(region));
  }

  /** The sandbox is never kept: a new window starts without it. */
  async #save(): Promise<void> {
    const all = this.#jobs.store.connections().map((view) => view.connection);
    await this.#memory.saveConnections(all.filter((connection) => connection.id !== sandboxConnection.id));
  }
}
