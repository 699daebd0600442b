// What happens when the app is there: followed jobs and unfinished imports are taken up at once, the profiles when the view is looked
// at, all of it only where the workspace is trusted.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { Connections } from '../connections/connections.ts';
import type { Explorer } from '../tree/explorer.ts';
import { contextKeys, type Welcome } from './ids.ts';
import type { BatchImports } from '../imports/batchProgress.ts';
import type { Imports } from '../imports/importProgress.ts';
import type { Memory } from './memory.ts';

export interface StartupParts {
  /** Whether AWS profiles may be used: `vscode.workspace` says so. */
  readonly trust: Pick<typeof vscode.workspace, 'isTrusted' | 'onDidGrantWorkspaceTrust'>;
  readonly jobs: JobService;
  readonly memory: Memory;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly imports: Imports;
  readonly batchImports: BatchImports;
  readonly setContext: (key: (typeof contextKeys)['welcome'], value: Welcome) => void;
  /** The user looks at the view, or asked for something: now it may be called and read. */
  readonly onOpened: () => void;
}

export class Startup extends Owner {
  readonly #parts: StartupParts;
  #opening: Promise<void> | undefined;
  /** Somebody shows what the remembered connections have, since before the workspace was trusted perhaps. */
  #isAwaited = false;

  constructor(parts: StartupParts) {
    super();
    this.#parts = parts;
  }

  begin(): void {
    const { jobs, explorer, trust } = this.#parts;
    this.#setWelcome(trust.isTrusted ? 'loading' : 'untrusted');
    this.own(trust.onDidGrantWorkspaceTrust(() => this.#trusted()));
    this.own(explorer.view.onDidChangeVisibility(({ visible }) => visible && void this.opened()));
    this.own(vscode.window.onDidChangeWindowState(({ focused }) => jobs.setFocused(focused)));
    jobs.setFocused(vscode.window.state.focused);
    if (trust.isTrusted) this.#trusted();
  }

  /** Makes the remembered connections known: what a revived panel needs. Calls nothing. */
  known(): void {
    this.#isAwaited = true;
    if (this.#parts.trust.isTrusted) this.#parts.connections.addRemembered();
  }

  /** Makes known what the view shows: the remembered connections, on the first run the default profile's. Reads files, calls nothing. */
  opened(): Promise<void> {
    if (!this.#parts.trust.isTrusted) return Promise.resolve();
    if (this.#opening) return this.#opening;
    this.#opening = this.#parts.connections
      .open((welcome) => this.#setWelcome(welcome))
      .catch((error: unknown) => {
        // Every command waits for this: what kept it from being done may pass.
        this.#opening = undefined;
        throw error;
      });
    this.#parts.onOpened();
    return this.#opening;
  }

  #trusted(): void {
    const { jobs, memory, connections, explorer, imports, batchImports } = this.#parts;
    this.#setWelcome('loading');
    if (this.#isAwaited) connections.addRemembered();
    if (memory.load().length > 0) {
      connections.watchFiles();
      jobs.follower.resume();
    }
    if (memory.hasUnfinishedRuns) {
      connections.addRemembered();
      void imports.offerUnfinished();
    }
    if (memory.hasUnfinishedBatches) {
      connections.addRemembered();
      void batchImports.offerUnfinished();
    }
    if (explorer.view.visible) void this.opened();
  }

  #setWelcome(welcome: Welcome): void {
    this.#parts.setContext(contextKeys.welcome, welcome);
  }
}
