// The connections: loaded from storage, added, removed, and renewed when the AWS files change.
import type * as vscode from 'vscode';
import {
  environmentConnection,
  profileConnection,
  sandboxConnection,
  type Connection,
  type ConnectionId,
} from '../../domain/connections/connection.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import type { AwsPort } from '../../domain/gateway/gateway.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { background } from '../shell/background.ts';
import type { Welcome } from '../shell/ids.ts';
import type { Memory } from '../shell/memory.ts';

export class Connections extends Owner {
  readonly #jobs: JobService;
  readonly #memory: Memory;
  readonly #aws: () => AwsPort;
  readonly #log: vscode.LogOutputChannel;
  #watching: Disposable | undefined;
  #tell: ((welcome: Welcome) => void) | undefined;
  /** Connections that were stored when last read. */
  #remembered: readonly Connection[] = [];
  #isSharing = false;

  constructor(jobs: JobService, memory: Memory, aws: () => AwsPort, log: vscode.LogOutputChannel) {
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
   * Called when the view is first shown: adds the user's connections or, on the first run, the default profile.
   * Reads files only: resolves no credentials, runs no process, calls no API.
   * @param tell receives the welcome of an empty view, now and whenever the files change.
   */
  async open(tell: (welcome: Welcome) => void): Promise<void> {
    const remembered = this.#memory.connections();
    this.addRemembered();
    this.#tell = tell;
    tell(await this.#welcome());
    if (!remembered) await this.#offerDefault();
  }

  /** Adds the user's stored connections, and from now on those added in other windows. Calls nothing. */
  addRemembered(): void {
    this.#readRemembered();
    if (!this.#isSharing) this.own(this.#memory.watchConnections(() => this.#readRemembered()));
    this.#isSharing = true;
    this.watchFiles();
  }

  /** From now on connections recover by themselves when a login or the files change. */
  watchFiles(): void {
    this.#watching ??= this.#aws().watchFiles((what) => {
      const { store } = this.#jobs;
      const views = store.connections();
      // The SDK renews tokens every few minutes, which matters only to connections that wait for a login.
      const waits = ({ connection, failure }: ConnectionView): boolean =>
        failure !== undefined || store.pools(connection.id).some((pool) => pool.failure);
      const concerned = what === 'settings' ? views : views.filter(waits);
      this.#log.info(
        `AWS ${what} have changed on disk: ${concerned.length} connections resolve their credentials again.`,
      );
      this.#jobs.renew(concerned.map(({ connection }) => connection.id));
      if (what === 'settings')
        background(
          this.#welcome().then((welcome) => this.#tell?.(welcome)),
          this.#log,
        );
    });
  }

  async add(connection: Connection): Promise<void> {
    this.#jobs.addConnection(connection);
    // The sandbox is never stored: a new window starts without it, and still gets the default profile.
    if (connection.kind !== 'sandbox') await this.#memory.keepConnection(connection);
  }

  async remove(id: ConnectionId): Promise<void> {
    this.#jobs.removeConnection(id);
    if (id !== sandboxConnection.id) await this.#memory.forgetConnection(id);
  }

  #readRemembered(): void {
    for (const { id } of this.#remembered) if (this.#memory.isForgotten(id)) this.#jobs.removeConnection(id);
    this.#remembered = this.#memory.connections() ?? [];
    for (const connection of this.#remembered) this.#jobs.addConnection(connection);
  }

  async #welcome(): Promise<Welcome> {
    try {
      const profiles = await this.#aws().listProfiles();
      return profiles.length === 0 && !this.#aws().environmentHasCredentials() ? 'noFiles' : 'noConnection';
    } catch (error) {
      this.#log.error(`AWS files could not be read: ${String(error)}`);
      return 'error';
    }
  }

  /** The profile that the CLI would use, if it has credentials and a region. */
  async #offerDefault(): Promise<void> {
    const aws = this.#aws();
    const name = process.env['AWS_PROFILE'] ?? 'default';
    const profiles = await aws.listProfiles().catch(() => []); // the welcome shows it already
    const profile = profiles.find((candidate) => candidate.name === name);
    const region = aws.environmentRegion() ?? profile?.region;
    if (region === undefined) return;
    if (profile && profile.kind !== 'none') await this.add(profileConnection(profile.name, region));
    else if (!profile && aws.environmentHasCredentials()) await this.add(environmentConnection(region));
  }
}
