// A quick pick of the user pools of all connections, which fills while they are listed.
import * as vscode from 'vscode';
import { FailureError, type Failure } from '../../domain/failure.ts';
import type { ImportJobs } from '../../domain/importJobs.ts';
import { poolKey, type PoolRef } from '../../domain/userPool.ts';
import type { ConnectionView } from '../../domain/views.ts';
import { commands } from '../ids.ts';
import { connectionName, connectionPlace, shortReason } from '../rows.ts';
import { plain } from '../plain.ts';

type PoolItem = vscode.QuickPickItem & {
  readonly ref?: PoolRef;
  readonly failure?: Failure;
  readonly command?: string;
};

/**
 * Undefined when the user leaves, or goes to add a connection first.
 * @param first comes first, if it is there.
 * @throws FailureError when the user picks a connection that does not work, to be told why.
 */
export async function pickPool(
  jobs: ImportJobs,
  title: string,
  first: PoolRef | undefined,
): Promise<PoolRef | undefined> {
  const pick = vscode.window.createQuickPick<PoolItem>();
  pick.title = title;
  pick.placeholder = 'Select the user pool that the CSV is for';
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  const show = (): void => {
    const active = pick.activeItems[0];
    pick.items = poolItems(jobs, first);
    const same = pick.items.find(
      (item) => active?.ref && item.ref && poolKey(item.ref) === poolKey(active.ref),
    );
    if (same) pick.activeItems = [same];
    pick.busy = jobs.store.connections().some(({ phase, failure }) => phase !== 'ready' && !failure);
  };
  const connections = jobs.store.connections().map(({ connection }) => connection.id);
  const watching = connections.map((id) => jobs.watchConnection(id));
  const listening = jobs.store.onChange(({ kind }) => {
    if (kind === 'pools' || kind === 'connection' || kind === 'connections') show();
  });
  show();
  try {
    const picked = await new Promise<PoolItem | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const [selected] = pick.selectedItems;
        if (selected) resolve(selected);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
    if (picked?.failure) throw new FailureError(picked.failure);
    if (picked?.command !== undefined) await vscode.commands.executeCommand(picked.command);
    return picked?.ref;
  } finally {
    listening.dispose();
    for (const watch of watching) watch.dispose();
    pick.dispose();
  }
}

function poolItems(jobs: ImportJobs, first: PoolRef | undefined): PoolItem[] {
  const views = jobs.store.connections();
  if (views.length === 0) return noConnection;
  const last = first && jobs.store.pool(first) ? [poolItem(jobs, first)] : [];
  return [
    ...(last.length > 0 ? [separator('last used'), ...last] : []),
    ...views.flatMap((view) => [
      separator(`${connectionName(view)} · ${connectionPlace(view)}`),
      ...jobs.store
        .pools(view.connection.id)
        .filter(({ ref }) => !first || poolKey(ref) !== poolKey(first))
        .map(({ ref }) => poolItem(jobs, ref)),
      ...failureItems(view),
    ]),
  ];
}

function poolItem(jobs: ImportJobs, ref: PoolRef): PoolItem {
  const view = jobs.store.connection(ref.connectionId);
  return {
    label: plain(jobs.store.pool(ref)?.pool.name ?? ref.userPoolId),
    description: [ref.userPoolId, view && connectionName(view)].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon('organization'),
    ref,
  };
}

function failureItems({ failure }: ConnectionView): PoolItem[] {
  if (!failure) return [];
  const iconPath = new vscode.ThemeIcon('warning');
  return [{ label: failure.message, description: shortReason(failure), iconPath, alwaysShow: true, failure }];
}

function separator(label: string): PoolItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

const noConnection: PoolItem[] = [
  {
    label: 'Add Connection…',
    description: 'an AWS profile and a region',
    iconPath: new vscode.ThemeIcon('add'),
    command: commands.addConnection,
  },
  {
    label: 'Try the Sandbox',
    description: 'a small Cognito on your own machine',
    iconPath: new vscode.ThemeIcon('beaker'),
    command: commands.trySandbox,
  },
];
