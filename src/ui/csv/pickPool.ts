// A quick pick of the user pools of all connections, which fills while they are listed.
import * as vscode from 'vscode';
import type { ConnectionId } from '../../domain/connections/connection.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { poolKey, type PoolRef } from '../../domain/jobs/userPool.ts';
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { showItems, takeFrom } from '../shell/growingPick.ts';
import type { RememberedPool } from './poolMemory.ts';
import { noConnection } from '../connections/noConnection.ts';
import { connectionName, connectionPlace, shortReason } from '../tree/rows.ts';
import { plain } from '../shell/escapeText.ts';

type PoolItem = vscode.QuickPickItem & {
  readonly ref?: PoolRef;
  /** The failed connection that this item reports. */
  readonly failed?: ConnectionId;
  readonly command?: string;
  readonly place?: number;
};

/**
 * Undefined when the user cancels. Without a connection, the user can add one first.
 * @param first is shown first, at once; it is marked if it turns out to be gone.
 * @throws FailureError of the connection when the user picks a failed one.
 */
export async function pickPool(
  jobs: JobService,
  title: string,
  first: RememberedPool | undefined,
  placeHolder = 'Select the user pool that the CSV is for',
): Promise<PoolRef | undefined> {
  const pick = vscode.window.createQuickPick<PoolItem>();
  pick.title = title;
  pick.placeholder = placeHolder;
  pick.matchOnDescription = true;
  // Like the steps after it: on a busy machine, a widget that was just closed may return the focus late.
  pick.ignoreFocusOut = true;
  pick.keepScrollPosition = true;
  pick.busy = true;
  const show = (): void => showItems(pick, poolItems(jobs, first, pick.items), keyOf);
  show();
  const listening = jobs.store.onChange(({ kind }) => {
    if (kind === 'pools' || kind === 'connection' || kind === 'connections') show();
  });
  void listPools(jobs).then(() => {
    pick.busy = false;
    show();
  });
  try {
    const picked = await takeFrom(pick);
    const failure = picked?.failed && jobs.store.connection(picked.failed)?.failure;
    if (failure) throw new FailureError(failure);
    if (!picked || picked.ref) return picked?.ref;
    if (picked.command !== undefined) await vscode.commands.executeCommand(picked.command);
  } finally {
    listening.dispose();
    pick.dispose();
  }
  return jobs.store.connections().length > 0 ? pickPool(jobs, title, first, placeHolder) : undefined;
}

/** Refreshes all connections, as pools come and go; a failed connection is skipped until the user picks it. Never rejects. */
async function listPools(jobs: JobService): Promise<void> {
  const working = jobs.store.connections().filter(({ failure }) => !failure);
  await Promise.all(working.map(({ connection }) => jobs.refreshConnection(connection.id)));
}

/** Whether the pool is missing from its connection, whose pools are all known. */
function isGone({ store }: JobService, ref: PoolRef): boolean {
  return store.connection(ref.connectionId)?.phase === 'ready' && !store.pool(ref);
}

/** The items to show: those already `listed` keep their places, new ones follow under the name of their connection. */
function poolItems(
  jobs: JobService,
  first: RememberedPool | undefined,
  listed: readonly PoolItem[],
): PoolItem[] {
  const views = jobs.store.connections();
  if (views.length === 0) return noConnection();
  const items = listed.map((item) => (item.ref ? poolItem(jobs, item.ref, item.label) : item));
  if (items.length === 0 && first && jobs.store.connection(first.connectionId))
    items.push(separator('last used', 0), poolItem(jobs, first, first.name));
  const known = new Set(items.map(keyOf));
  for (const view of views) {
    const pools = jobs.store.pools(view.connection.id).map(({ ref, pool }) => poolItem(jobs, ref, pool.name));
    const found = [...pools, ...failureItems(view)].filter((item) => !known.has(keyOf(item)));
    if (found.length === 0) continue;
    const heading = `${connectionName(view)} · ${connectionPlace(view)}`;
    if (items.findLast(isSeparator)?.label !== heading) items.push(separator(heading, items.length));
    items.push(...found);
  }
  return items;
}

function poolItem(jobs: JobService, ref: PoolRef, name: string): PoolItem {
  const view = jobs.store.connection(ref.connectionId);
  const place = [ref.userPoolId, view && connectionName(view)];
  if (isGone(jobs, ref)) place.push('not found');
  return {
    label: plain(name),
    description: place.filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon('organization'),
    ref,
  };
}

/** An item for a failed connection; picking it shows the reason. */
function failureItems({ connection, failure }: ConnectionView): PoolItem[] {
  if (!failure) return [];
  const iconPath = new vscode.ThemeIcon('warning');
  return [
    {
      label: failure.message,
      description: shortReason(failure),
      iconPath,
      alwaysShow: true,
      failed: connection.id,
    },
  ];
}

/** @param place in the list, for a unique key: a connection may have two separators. */
function separator(label: string, place: number): PoolItem {
  return { label, kind: vscode.QuickPickItemKind.Separator, place };
}

function isSeparator({ kind }: PoolItem): boolean {
  return kind === vscode.QuickPickItemKind.Separator;
}

function keyOf(item: PoolItem): string {
  if (item.ref) return poolKey(item.ref);
  return item.failed ?? item.command ?? `separator ${item.place ?? 0}`;
}
