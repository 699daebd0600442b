// Opens a link: shows the user pool's row, or the job's row and panel. It changes nothing, and asks before it adds a connection.
import * as vscode from 'vscode';
import type { Profile } from '../../domain/connections/connection.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import type { Connections } from '../connections/connections.ts';
import type { JobPanels } from '../panel/jobPanels.ts';
import { views } from '../shell/ids.ts';
import { plain } from '../shell/escapeText.ts';
import type { Explorer } from '../tree/explorer.ts';
import { parseLink, type Link } from './link.ts';
import { linkWords } from './words.ts';

export interface LinkServices {
  readonly jobs: JobService;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly panels: JobPanels;
  readonly listProfiles: () => Promise<readonly Profile[]>;
  /** Resolves when the remembered connections are known. */
  readonly ready: () => Promise<void>;
  /** Where AWS files are read, as `placeOf` says it. */
  readonly place: string;
}

/** @throws FailureError if the AWS files cannot be read. */
export async function openLink(uri: vscode.Uri, services: LinkServices): Promise<void> {
  const link = parseLink(uri);
  if (typeof link === 'string') {
    void vscode.window.showWarningMessage(link);
  } else if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(linkWords.untrusted);
  } else {
    await services.ready();
    if (await isConnected(link, services)) await show(link, services);
  }
}

/** Whether the link's connection exists; if not, asks to add it. */
async function isConnected({ connection }: Link, services: LinkServices): Promise<boolean> {
  const { jobs, connections, listProfiles, place } = services;
  if (jobs.store.connection(connection.id)) return true;
  if (connection.kind === 'profile') {
    const profiles = await listProfiles();
    if (!profiles.some(({ name }) => name === connection.profile)) {
      void vscode.window.showWarningMessage(linkWords.noProfile(plain(connection.profile), place));
      return false;
    }
  }
  const name = connection.kind === 'profile' ? plain(connection.profile) : undefined;
  const choice = await vscode.window.showInformationMessage(
    linkWords.add(name, connection.region),
    { modal: true, detail: linkWords.addDetail },
    linkWords.addButton,
  );
  if (choice !== linkWords.addButton) return false;
  await connections.add(connection);
  return true;
}

/** Shows the panel at once, and the row as soon as the view has it. */
async function show({ pool, job }: Link, { jobs, explorer, panels }: LinkServices): Promise<void> {
  if (job) panels.open(job);
  await vscode.commands.executeCommand(`${views.explorer}.focus`);
  await explorer.reveal(pool.connectionId);
  if (!(await isListed(jobs, pool))) return;
  await explorer.view.reveal(explorer.nodes.pool(pool), { expand: true, select: true, focus: true });
}

/** Waits until the connection's user pools were read. @returns whether the pool is among them. */
async function isListed({ store }: JobService, pool: PoolRef): Promise<boolean> {
  const isOver = (): boolean => {
    const view = store.connection(pool.connectionId);
    return view === undefined || view.failure !== undefined || view.phase === 'ready' || !!store.pool(pool);
  };
  if (!isOver()) {
    await new Promise<void>((resolve) => {
      const listening = store.onChange(() => {
        if (!isOver()) return;
        listening.dispose();
        resolve();
      });
    });
  }
  return store.pool(pool) !== undefined;
}
