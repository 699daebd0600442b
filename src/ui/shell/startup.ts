// The start of the extension: resumes followed jobs and offers unfinished imports at once, and reads profiles when the view is opened.
// It does nothing before the workspace is trusted.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { Connections } from '../connections/connections.ts';
import type { Explorer } from '../tree/explorer.ts';
import { background, type ErrorLog } from './background.ts';
import { contextKeys, type Welcome } from './ids.ts';
import type { Memory } from './memory.ts';

export interface StartupParts {
  /** Whether AWS profiles may be used: `vscode.workspace`. */
  readonly trust: Pick<typeof vscode.workspace, 'isTrusted' | 'onDidGrantWorkspaceTrust'>;
  readonly jobs: JobService;
  readonly memory: Memory;
  readonly connections: Connections;
  readonly explorer: Explorer;
  /** Begins to offer unfinished imports. */
  readonly openImports: () => void;
  readonly setContext: (key: (typeof contextKeys)['welcome'], value: Welcome) => void;
  /** Called when the user opens the view or runs a command: from now on files may be read and AWS may be called. */
  readonly onOpened: () => void;
  readonly log: ErrorLog;
}

export class Startup extends Owner {
  readonly #parts: StartupParts;
  #opening: Promise<void> | undefined;
  /** Whether a panel needs the connections of earlier windows; it may have asked before the workspace was trusted. */
  #isAwaited = false;

  constructor(parts: StartupParts) {
    super();
    this.#parts = parts;
  }

  begin(): void {
    const { jobs, explorer, trust } = this.#parts;
    this.#setWelcome(trust.isTrusted ? 'loading' : 'untrusted');
    this.own(trust.onDidGrantWorkspaceTrust(() => this.#trusted()));
    this.own(explorer.view.onDidChangeVisibility(({ visible }) => visible && this.#open()));
    this.own(vscode.window.onDidChangeWindowState(({ focused }) => jobs.setFocused(focused)));
    jobs.setFocused(vscode.window.state.focused);
    if (trust.isTrusted) this.#trusted();
  }

  /** Adds the connections of earlier windows, which a revived panel needs. Calls no API. */
  ensureConnectionsLoaded(): void {
    this.#isAwaited = true;
    if (this.#parts.trust.isTrusted) this.#parts.connections.addRemembered();
  }

  /** Loads the connections of earlier windows, or on the first run the default profile's. Reads files, calls no API. */
  ensureViewLoaded(): Promise<void> {
    if (!this.#parts.trust.isTrusted) return Promise.resolve();
    if (this.#opening) return this.#opening;
    this.#opening = this.#parts.connections
      .open((welcome) => this.#setWelcome(welcome))
      .catch((error: unknown) => {
        // Every command waits for this; after a failure the next one tries again.
        this.#opening = undefined;
        throw error;
      });
    this.#parts.onOpened();
    return this.#opening;
  }

  #open(): void {
    background(this.ensureViewLoaded(), this.#parts.log);
  }

  #trusted(): void {
    const { jobs, memory, connections, explorer, openImports } = this.#parts;
    this.#setWelcome('loading');
    if (this.#isAwaited) connections.addRemembered();
    if (memory.load().length > 0) {
      connections.watchFiles();
      jobs.follower.resume();
    }
    openImports();
    if (explorer.view.visible) this.#open();
  }

  #setWelcome(welcome: Welcome): void {
    this.#parts.setContext(contextKeys.welcome, welcome);
  }
}
