// Commands about connections and the AWS files.
import * as vscode from 'vscode';
import { sandboxConnection, type ConnectionId } from '../../domain/connections/connection.ts';
import type { AwsPort } from '../../domain/gateway/gateway.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { ConnectionView } from '../../domain/jobs/views.ts';
import type { askConnection } from './addConnection.ts';
import type { copyIamPolicy } from './copyIamPolicy.ts';
import type { reportIssue } from '../report/reportIssue.ts';
import type { CommandHandlers } from '../shell/commandRegistry.ts';
import { background } from '../shell/background.ts';
import { inform } from '../shell/inform.ts';
import type { Connections } from './connections.ts';
import { connectionWords as words } from './connectionWords.ts';
import type { Explorer } from '../tree/explorer.ts';
import type { FailureHelp } from '../shell/failureHelp.ts';
import { commands, contextKeys, views, walkthrough } from '../shell/ids.ts';
import { connectionName, connectionPlace } from '../tree/rows.ts';
import type { Node } from '../tree/nodes.ts';
import type { Targets } from '../shell/targets.ts';
import { plain } from '../shell/escapeText.ts';

export interface ConnectionServices {
  readonly jobs: JobService;
  readonly aws: () => AwsPort;
  readonly askConnection: typeof askConnection;
  readonly copyIamPolicy: typeof copyIamPolicy;
  readonly reportIssue: typeof reportIssue;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly targets: Targets;
  readonly help: FailureHelp;
  readonly setContext: (key: (typeof contextKeys)['filtered'], value: boolean) => void;
  readonly log: vscode.LogOutputChannel;
  /** Where AWS files are read, as `placeOf` says it. */
  readonly place: string;
  /** `PUBLISHER.NAME`. */
  readonly extensionId: string;
}

export function connectionCommands(services: ConnectionServices) {
  const { jobs, connections, explorer, targets, help, log } = services;
  return {
    [commands.addConnection]: async () => {
      const connection = await services.askConnection(services.aws(), services.place);
      if (!connection) return;
      await connections.add(connection);
      await reveal(explorer, connection.id);
    },
    [commands.getStarted]: () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${services.extensionId}#${walkthrough}`,
      ),
    [commands.trySandbox]: async () => {
      await connections.add(sandboxConnection);
      await reveal(explorer, sandboxConnection.id);
    },
    [commands.removeConnection]: async (argument) => {
      const id = await chooseConnection(services, argument, remove);
      if (id !== undefined) await connections.remove(id);
    },
    [commands.cancelLoading]: async (argument) => {
      const id = await chooseConnection(services, argument, cancel);
      if (id !== undefined) jobs.cancelConnection(id);
    },
    // Not the same command as `refreshRow`: VS Code passes the focused row to the buttons above the tree too.
    [commands.refresh]: () => refresh(services, undefined),
    [commands.refreshRow]: (argument) => refresh(services, targets.row(argument)),
    [commands.resolveFailure]: async (argument) => {
      const row = targets.row(argument);
      const action = row?.kind === 'failure' ? explorer.failureOf(row.parent)?.action : undefined;
      const retry = () => background(refresh(services, row && explorer.getParent(row)), log);
      if (action) await help.act(action, retry);
    },
    [commands.openAwsConfig]: () => help.openConfig(),
    [commands.copyIamPolicy]: () => services.copyIamPolicy(log),
    [commands.filterPools]: () => filterPools(services),
    [commands.clearFilter]: () => setFilter(services, ''),
    [commands.showLog]: () => log.show(),
    [commands.reportIssue]: () => services.reportIssue(services),
  } satisfies Partial<CommandHandlers>;
}

const remove = {
  title: words.remove,
  isOffered: () => true,
  none: words.nothingToRemove,
};

const cancel = {
  title: words.cancelLoading,
  isOffered: ({ phase }: ConnectionView) => phase === 'loading',
  none: words.nothingLoading,
};

/** Refreshes a row, or everything that is open; the view shows progress. */
async function refresh({ jobs }: ConnectionServices, row: Node | undefined): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.explorer } }, async () => {
    if (row?.kind === 'job') await jobs.refreshJob(row.ref);
    else if (row?.kind === 'pool') await jobs.refreshPool(row.ref);
    else if (row?.kind === 'connection') await jobs.refreshConnection(row.connectionId);
    else await Promise.all(jobs.openConnections().map((id) => jobs.refreshConnection(id)));
  });
}

/** Filters while the user types; Escape restores the filter from before. */
async function filterPools(services: ConnectionServices): Promise<void> {
  const before = services.explorer.filter;
  const box = vscode.window.createInputBox();
  box.title = words.filter;
  box.placeholder = words.filterPlaceholder;
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

interface ConnectionQuestion {
  readonly title: string;
  readonly isOffered: (view: ConnectionView) => boolean;
  /** Says that no connection is offered. */
  readonly none: string;
}

/** The connection that a command was called on, or one that the user picks. */
async function chooseConnection(
  { jobs, targets, log }: ConnectionServices,
  argument: unknown,
  { title, isOffered, none }: ConnectionQuestion,
): Promise<ConnectionId | undefined> {
  const given = targets.connection(argument);
  if (given !== undefined) return given;
  const items = jobs.store
    .connections()
    .filter(isOffered)
    .map((view) => ({
      label: plain(connectionName(view)),
      description: plain(connectionPlace(view)),
      id: view.connection.id,
    }));
  if (items.length > 0)
    return (await vscode.window.showQuickPick(items, { title, placeHolder: words.selectConnection }))?.id;
  inform(none, log);
  return undefined;
}
