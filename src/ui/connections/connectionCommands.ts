// Commands about connections and the AWS files.
import * as vscode from 'vscode';
import { sandboxConnection } from '../../domain/connections/connection.ts';
import type { AwsPort } from '../../domain/gateway/gateway.ts';
import { minimalIamPolicy, type PolicyScope } from '../../domain/connections/iamPolicy.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { askConnection } from './addConnection.ts';
import type { CommandRegistry } from '../shell/commandRegistry.ts';
import type { Connections } from './connections.ts';
import type { Explorer } from '../tree/explorer.ts';
import type { FailureHelp } from '../shell/failureHelp.ts';
import { commands, contextKeys, views } from '../shell/ids.ts';
import { connectionName, connectionPlace } from '../tree/rows.ts';
import type { Node } from '../tree/nodes.ts';
import type { Targets } from '../shell/targets.ts';
import { plain } from '../shell/escapeText.ts';

export interface ConnectionServices {
  readonly jobs: JobService;
  readonly aws: () => AwsPort;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly targets: Targets;
  readonly help: FailureHelp;
  readonly setContext: (key: (typeof contextKeys)['filtered'], value: boolean) => void;
  readonly log: vscode.LogOutputChannel;
}

export function registerConnectionCommands(registry: CommandRegistry, services: ConnectionServices): void {
  const { jobs, connections, explorer, targets, help } = services;
  registry.register(commands.addConnection, async () => {
    const connection = await askConnection(services.aws());
    if (!connection) return;
    await connections.add(connection);
    await reveal(explorer, connection.id);
  });
  registry.register(commands.trySandbox, async () => {
    await connections.add(sandboxConnection);
    await reveal(explorer, sandboxConnection.id);
  });
  registry.register(commands.removeConnection, async (argument) => {
    const id = targets.connection(argument) ?? (await pickConnection(jobs));
    if (id !== undefined) await connections.remove(id);
  });
  registry.register(commands.cancelLoading, (argument) => {
    const id = targets.connection(argument);
    if (id !== undefined) jobs.cancelConnection(id);
  });
  // A command of its own: VS Code hands the focused row to the buttons above the tree as well.
  registry.register(commands.refresh, () => refresh(services, undefined));
  registry.register(commands.refreshRow, (argument) => refresh(services, targets.row(argument)));
  registry.register(commands.resolveFailure, async (argument) => {
    const row = targets.row(argument);
    const action = row?.kind === 'failure' ? explorer.failureOf(row.parent)?.action : undefined;
    if (row && action) await help.act(action, () => void refresh(services, explorer.getParent(row)));
  });
  registry.register(commands.openAwsConfig, () => help.openConfig());
  registry.register(commands.copyIamPolicy, copyIamPolicy);
  registry.register(commands.filterPools, () => filterPools(services));
  registry.register(commands.clearFilter, () => setFilter(services, ''));
  registry.register(commands.showLog, () => services.log.show());
}

async function copyIamPolicy(): Promise<void> {
  const scopes: (vscode.QuickPickItem & { readonly scope: PolicyScope })[] = [
    { label: 'Import Too', detail: 'create, upload, start, watch and stop import jobs', scope: 'import' },
    {
      label: 'Import Too, with Log Roles',
      detail: 'also find the roles that write the logs, and create one',
      scope: 'roles',
    },
    { label: 'Watch and Stop Only', detail: 'see import jobs and their logs, and stop jobs', scope: 'watch' },
  ];
  const title = 'Copy Minimal IAM Policy';
  const picked = await vscode.window.showQuickPick(scopes, { title, placeHolder: 'What is it to allow?' });
  if (!picked) return;
  await vscode.env.clipboard.writeText(minimalIamPolicy(picked.scope));
  void vscode.window.showInformationMessage(
    'The IAM policy with exactly what this extension calls is on the clipboard.',
  );
}

/** Reads again what a row stands for, or everything that is open; the view shows that it does. */
async function refresh({ jobs }: ConnectionServices, row: Node | undefined): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.explorer } }, async () => {
    if (row?.kind === 'job') await jobs.refreshJob(row.ref);
    else if (row?.kind === 'pool') await jobs.refreshPool(row.ref);
    else if (row?.kind === 'connection') await jobs.refreshConnection(row.connectionId);
    else await Promise.all(jobs.openConnections().map((id) => jobs.refreshConnection(id)));
  });
}

/** Filters while the user types; Escape takes back what was there before. */
async function filterPools(services: ConnectionServices): Promise<void> {
  const before = services.explorer.filter;
  const box = vscode.window.createInputBox();
  box.title = 'Filter User Pools';
  box.placeholder = 'Part of a name or ID; empty shows all';
  box.value = before;
  const accepted = await new Promise<boolean>((resolve) => {
    box.onDidChangeValue((value) => setFilter(services, value.trim()));
    box.onDidAccept(() => resolve(true));
    box.onDidHide(() => resolve(false));
    box.show();
  });
  box.dispose();
  if (!accepted) setFilter(services, before);
}

function setFilter({ explorer, setContext }: ConnectionServices, text: string): void {
  explorer.setFilter(text);
  setContext(contextKeys.filtered, text !== '');
}

async function reveal(explorer: Explorer, connectionId: string): Promise<void> {
  await vscode.commands.executeCommand(`${views.explorer}.focus`);
  await explorer.reveal(connectionId);
}

async function pickConnection(jobs: JobService): Promise<string | undefined> {
  const items = jobs.store.connections().map((view) => ({
    label: plain(connectionName(view)),
    description: plain(connectionPlace(view)),
    id: view.connection.id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Remove Connection',
    placeHolder: 'Select a connection',
  });
  return picked?.id;
}
