// A quick pick of the user pools of all connections, which fills while they are listed.
import * as vscode from 'vscode';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { poolKey, type PoolRef } from '../../domain/jobs/userPool.ts';
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { whenHeard } from '../shell/contextKeys.ts';
import { liveItems, takeFrom } from '../shell/liveItems.ts';
import type { RememberedPool } from './poolMemory.ts';
import { noConnection } from '../connections/noConnection.ts';
import { connectionName, connectionPlace, shortReason } from '../tree/rows.ts';
import { plain } from '../shell/escapeText.ts';

type PoolItem = vscode.QuickPickItem & {
  readonly ref?: PoolRef;
  readonly failure?: Failure;
  readonly command?: string;
};

/**
 * Undefined when the user leaves. Where there is no connection the user can make one first.
 * @param first comes first, at once, unless it is seen to be gone.
 * @throws FailureError when the user picks a connection that does not work, to be told why.
 */
export async function pickPool(
  jobs: JobService,
  title: string,
  first: RememberedPool | undefined,
): Promise<PoolRef | undefined> {
  const pick = vscode.window.createQuickPick<PoolItem>();
  pick.title = title;
  pick.placeholder = 'Select the user pool that the CSV is for';
  pick.matchOnDescription = true;
  // As the steps after it: on a busy machine what was closed just before hands the focus back late.
  pick.ignoreFocusOut = true;
  pick.keepScrollPosition = true;
  const { store } = jobs;
  const state = { isListed: false };
  const isSame = (one: PoolItem, other: PoolItem): boolean =>
    one.ref !== undefined && other.ref !== undefined && poolKey(one.ref) === poolKey(other.ref);
  const remembered = (): RememberedPool | undefined =>
    first && !(state.isListed && isGone(jobs, first)) ? first : undefined;
  pick.busy = true;
  const live = liveItems(pick, () => poolItems(jobs, remembered()), isSame, whenHeard);
  const listening = store.onChange(({ kind }) => {
    if (kind === 'pools' || kind === 'connection' || kind === 'connections') live.show();
  });
  void listPools(jobs).then(() => {
    state.isListed = true;
    pick.busy = false;
    live.show();
  });
  try {
    const picked = await takeFrom(pick, live);
    if (picked?.failure) throw new FailureError(picked.failure);
    if (picked?.command === undefined) return picked?.ref;
    await vscode.commands.executeCommand(picked.command);
  } finally {
    listening.dispose();
    pick.dispose();
  }
  return jobs.store.connections().length > 0 ? pickPool(jobs, title, first) : undefined;
}

/** All of them anew, for pools come and go; a connection that has failed is left alone until the user asks for it. Never rejects. */
async function listPools(jobs: JobService): Promise<void> {
  const working = jobs.store.connections().filter(({ failure }) => !failure);
  await Promise.all(working.map(({ connection }) => jobs.refreshConnection(connection.id)));
}

/** Whether all pools of its connection are known, and it is none of them. */
function isGone({ store }: JobService, ref: PoolRef): boolean {
  return store.connection(ref.connectionId)?.phase === 'ready' && !store.pool(ref);
}

function poolItems(jobs: JobService, first: RememberedPool | undefined): PoolItem[] {
  const views = jobs.store.connections();
  if (views.length === 0) return noConnection();
  const last = first && jobs.store.connection(first.connectionId) ? [poolItem(jobs, first, first.name)] : [];
  return [
    ...(last.length > 0 ? [separator('last used'), ...last] : []),
    ...views.flatMap((view) => [
      separator(`${connectionName(view)} · ${connectionPlace(view)}`),
      ...jobs.store
        .pools(view.connection.id)
        .filter(({ ref }) => !first || poolKey(ref) !== poolKey(first))
        .map(({ ref, pool }) => poolItem(jobs, ref, pool.name)),
      ...failureItems(view),
    ]),
  ];
}

function poolItem(jobs: JobService, ref: PoolRef, name: string): PoolItem {
  const view = jobs.store.connection(ref.connectionId);
  return {
    label: plain(name),
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
