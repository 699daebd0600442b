// Builds each row of the tree: label, description, icon, spoken label, and the words that decide its menu.
import * as vscode from 'vscode';
import type { ConnectionView, PoolView } from '../../domain/jobs/views.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import { isActive, isStarted, isStoppable, isTerminal, type ImportJob } from '../../domain/jobs/job.ts';
import {
  counterWords,
  progressWords,
  summary,
  toneOf,
  type Outlook,
  type Tone,
} from '../../domain/jobs/jobWords.ts';
import { actionTitle } from '../shell/failureHelp.ts';
import { commands } from '../shell/ids.ts';
import type { Node } from './nodes.ts';
import { plain } from '../shell/escapeText.ts';
import { treeWords as words } from './treeWords.ts';

/** What a job's row shows besides the job. */
export interface JobRowState extends Outlook {
  /** Whether a stop was requested and not answered yet. */
  readonly stopping: boolean;
  readonly followed: boolean;
  /** Whether the pool's last read failed, so that the row shows older data. */
  readonly stale: boolean;
}

const icons: Readonly<Record<Tone, vscode.ThemeIcon>> = {
  waiting: new vscode.ThemeIcon('circle-outline'),
  running: new vscode.ThemeIcon('sync~spin', new vscode.ThemeColor('charts.blue')),
  stopping: new vscode.ThemeIcon('loading~spin', new vscode.ThemeColor('charts.orange')),
  good: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  bad: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  neutral: new vscode.ThemeIcon('circle-slash'),
};

/** Statuses that share a tone but have their own icon. */
const ownIcons: Readonly<Record<string, vscode.ThemeIcon>> = {
  Pending: new vscode.ThemeIcon('clock', new vscode.ThemeColor('charts.blue')),
  Expired: new vscode.ThemeIcon('history'),
};

const staleIcon = new vscode.ThemeIcon('sync-ignored', new vscode.ThemeColor('list.warningForeground'));

export function statusIcon(status: string): vscode.ThemeIcon {
  return ownIcons[status] ?? icons[toneOf(status)];
}

export function connectionName(view: ConnectionView): string {
  switch (view.connection.kind) {
    case 'profile':
      return view.connection.profile;
    case 'environment':
      return words.environment;
    case 'sandbox':
      return words.sandbox;
  }
}

/** `us-east-1 · 111122223333`. */
export function connectionPlace(view: ConnectionView): string {
  return [view.connection.region, view.account?.accountId].filter(Boolean).join(' · ');
}

/** @param where where AWS files are read, as `placeOf` says it */
export function connectionRow(
  node: Node,
  view: ConnectionView,
  expanded: boolean,
  where: string,
): vscode.TreeItem {
  const name = plain(connectionName(view));
  const place = plain(connectionPlace(view));
  const item = new vscode.TreeItem(name, collapsible(expanded));
  item.id = node.id;
  item.description = view.failure ? `${place} · ${shortReason(view.failure)}` : place;
  item.iconPath = view.failure
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon(view.connection.kind === 'sandbox' ? 'beaker' : 'account');
  item.contextValue = view.phase === 'loading' ? 'connection loading' : 'connection';
  const told = view.failure ? view.failure.message : `${name} · ${place}`;
  const source = where && view.connection.kind !== 'sandbox' ? words.filesRead(where) : '';
  item.tooltip = [told, source].filter(Boolean).join('\n\n');
  item.accessibilityInformation = {
    label: [words.spoken.connection(name, item.description), source].filter(Boolean).join('. '),
  };
  return item;
}

export function poolRow(node: Node, view: PoolView, expanded: boolean): vscode.TreeItem {
  const name = plain(view.pool.name);
  const item = new vscode.TreeItem(name, collapsible(expanded));
  item.id = node.id;
  item.iconPath = view.failure
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('organization');
  item.description = view.failure
    ? `${view.readAt === undefined ? '' : `${words.notUpToDate} · `}${shortReason(view.failure)}`
    : view.ref.userPoolId;
  item.contextValue = 'pool';
  item.tooltip = [name, view.ref.userPoolId, view.failure?.message].filter(Boolean).join('\n');
  item.accessibilityInformation = { label: words.spoken.pool(name, item.description) };
  return item;
}

export function jobRow(node: Node, job: ImportJob, state: JobRowState, locale: string): vscode.TreeItem {
  const shown: ImportJob = state.stopping ? { ...job, status: 'Stopping' } : job;
  const name = plain(job.jobName);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  const stale = state.stale && isActive(job.status);
  item.id = node.id;
  item.iconPath = stale ? staleIcon : statusIcon(shown.status);
  const all = stale
    ? `${summary(shown, locale, { ...state, timeLeft: undefined })} · ${words.notUpToDate}`
    : summary(shown, locale, state);
  item.description = stale ? all : besidesIcon(shown, state, locale, all);
  item.contextValue = jobCapabilities(job, state);
  item.command = { command: commands.showJob, title: words.showJob, arguments: [node] };
  item.accessibilityInformation = { label: words.spoken.job(name, all) };
  return item;
}

/** Tones whose icon means one status only. */
const plainTones: readonly Tone[] = ['running', 'good', 'bad'];

/**
 * The description of a job whose icon shows its status. The most important part comes first, as at its default width the side bar has
 * room for about 15 characters beside a job's name: for an ended job its problems, for a running one its progress.
 */
function besidesIcon(job: ImportJob, { rows, timeLeft }: Outlook, locale: string, all: string): string {
  if (job.startDate === undefined || ownIcons[job.status] || !plainTones.includes(toneOf(job.status)))
    return all;
  const runs = !isTerminal(job.status);
  const share = runs ? progressWords(job, { rows, timeLeft: undefined }, locale) : [];
  const left = runs ? progressWords(job, { rows: undefined, timeLeft }, locale) : [];
  const [imported, ...problems] = counterWords(job, locale);
  const counts = runs ? [imported, ...problems] : [...problems.reverse(), imported];
  return [...share, ...counts, ...left].join(' · ');
}

/** What can be done with the job now; menus test these words, never a status. */
function jobCapabilities(job: ImportJob, state: JobRowState): string {
  const able = ['job'];
  if (isStoppable(job.status) && !state.stopping) able.push('stoppable');
  if (job.status === 'Created') able.push('startable');
  if (job.status === 'Created' && job.preSignedUrl) able.push('uploadable');
  if (job.startDate !== undefined) able.push('hasLogs');
  if (isTerminal(job.status) && job.importedUsers > 0) able.push('hasUsers');
  if (job.failedUsers > 0) able.push('hasFailed');
  if (job.skippedUsers > 0) able.push('hasSkipped');
  if (isStarted(job.status) && !isTerminal(job.status)) able.push(state.followed ? 'followed' : 'followable');
  return able.join(' ');
}

/** The action comes first: a click runs it, and it must be readable in a narrow side bar. */
export function failureRow(node: Node, failure: Failure): vscode.TreeItem {
  const { action, message, detail, code } = failure;
  const title = action && actionTitle(action);
  const item = new vscode.TreeItem(title ?? message, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'failure';
  item.tooltip = [message, detail, code].filter(Boolean).join('\n\n');
  item.accessibilityInformation = { label: [message, title].filter(Boolean).join(' ') };
  if (title === undefined) return item;
  item.description = message;
  item.command = { command: commands.resolveFailure, title, arguments: [node] };
  return item;
}

export function loadOlderRow(node: Node): vscode.TreeItem {
  const item = new vscode.TreeItem(words.loadMore, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'loadOlder';
  item.command = { command: commands.loadOlderJobs, title: words.loadOlder, arguments: [node] };
  return item;
}

export function loadingRow(node: Node): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = words.loading;
  item.iconPath = new vscode.ThemeIcon('loading~spin');
  item.contextValue = 'loading';
  item.accessibilityInformation = { label: words.spoken.loading };
  return item;
}

export function noteRow(node: Node, text: string): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = text;
  item.contextValue = 'note';
  return item;
}

/** An empty row for a job or pool that was just removed: it disappears with the next refresh of its parent. */
export function goneRow(node: Node): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  return item;
}

/** A few words for a row's description. */
export function shortReason(failure: Failure): string {
  if (failure.short !== undefined) return failure.short;
  return words.reasons[failure.kind];
}

function collapsible(expanded: boolean): vscode.TreeItemCollapsibleState {
  return expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
