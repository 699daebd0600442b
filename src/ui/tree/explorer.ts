// The tree: connections, their user pools, their import jobs. It keeps no data: every row is built from the store.
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ConnectionId } from '../../domain/connections/connection.ts';
import { Owner } from '../../domain/base/disposable.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { ConnectionView, PoolView, StoreChange } from '../../domain/jobs/views.ts';
import type { Expansion } from './expansion.ts';
import type { ExplorerView, RowFacts, RowSource } from './explorerView.ts';
import { ExplorerInterest } from './explorerInterest.ts';
import { jobTooltip } from './jobTooltip.ts';
import { nodeId, Nodes, type Node } from './nodes.ts';
import { outlookOf } from '../jobs/outlook.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import type { Presence } from '../shell/presence.ts';
import { RowChanges } from './rowChanges.ts';
import * as rows from './rows.ts';
import { treeWords as words } from './treeWords.ts';

/** VS Code forwards a change of the tree at once if the previous one is this many milliseconds old; it collects those within 200. */
const restTime = 220;

export class Explorer extends Owner implements RowSource {
  readonly view: vscode.TreeView<Node>;
  readonly nodes = new Nodes();
  readonly #jobs: JobService;
  readonly #facts: RowFacts;
  readonly #expansion: Expansion;
  readonly #log: ErrorLog;
  readonly #interest: ExplorerInterest;
  readonly #changes = this.own(
    new RowChanges<Node>(
      () => vscode.commands.executeCommand('noop'),
      () => sleep(restTime),
    ),
  );
  #filter = '';
  /** The connections that the tree shows. */
  #connections: ReadonlySet<ConnectionId> = new Set();

  constructor(
    view: ExplorerView,
    jobs: JobService,
    presence: Presence,
    expansion: Expansion,
    facts: RowFacts,
    log: ErrorLog,
  ) {
    super();
    this.view = view.tree;
    this.#jobs = jobs;
    this.#expansion = expansion;
    this.#facts = facts;
    this.#log = log;
    this.own(this.#changes.onChange((rows) => view.redraw(rows)));
    this.#interest = this.own(new ExplorerInterest(jobs, this.view));
    // VS Code fires this for the user's clicks only, not for rows that were open in an earlier window.
    this.own(
      this.view.onDidExpandElement(({ element }) => {
        presence.acted();
        expansion.set(element.id, true);
      }),
    );
    this.own(this.view.onDidCollapseElement(({ element }) => expansion.set(element.id, false)));
    this.own(jobs.store.onChange((change) => this.#onStoreChange(change)));
    this.own(jobs.follower.onChange((ref) => this.#refreshRow(nodeId.job(ref))));
  }

  get filter(): string {
    return this.#filter;
  }

  /** Selects and expands a connection's row, once VS Code knows it. */
  async reveal(connectionId: ConnectionId): Promise<void> {
    await this.#changes.told();
    const how = { expand: true, select: true, focus: true };
    await this.view.reveal(this.nodes.connection(connectionId), how);
  }

  /** Shows only pools whose name or id contains the text, whatever its case. */
  setFilter(text: string): void {
    this.#filter = text;
    this.#redraw();
  }

  /** Redraws all rows and then the message above them: if it were set first, VS Code would not forward the rows at once. */
  #redraw(): void {
    this.#changes.add(undefined);
    background(
      this.#changes.told().then(() => this.#showFilter()),
      this.#log,
    );
  }

  /** Shows no message if there is nothing to filter, because a message would hide VS Code's welcome text. */
  #showFilter(): void {
    const isEmpty = this.#filter === '' || this.#jobs.store.connections().length === 0;
    const message = isEmpty ? '' : words.matching(this.#filter);
    if (!this.isDisposed && (this.view.message ?? '') !== message) this.view.message = message;
  }

  /** Returns known rows at once: while VS Code waits for the children of one row, it refreshes no other row. */
  getChildren(parent?: Node): Node[] {
    this.#changes.answered();
    const { store } = this.#jobs;
    if (!parent) return store.connections().map((view) => this.nodes.connection(view.connection.id));
    if (parent.kind !== 'connection' && parent.kind !== 'pool') return [];
    // VS Code asks for the children of expanded rows only. It fires no expansion event if the row is redrawn at that moment, so that
    // without this the row would be collapsed in the next window.
    this.#interest.expanded(parent);
    this.#expansion.set(parent.id, true);
    return parent.kind === 'connection'
      ? this.#connectionChildren(parent, store.connection(parent.connectionId))
      : this.#poolChildren(parent, store.pool(parent.ref));
  }

  getParent(node: Node): Node | undefined {
    switch (node.kind) {
      case 'connection':
        return undefined;
      case 'pool':
        return this.nodes.connection(node.ref.connectionId);
      case 'job':
      case 'loadOlder':
        return this.nodes.pool({ connectionId: node.ref.connectionId, userPoolId: node.ref.userPoolId });
      case 'failure':
      case 'note':
      case 'loading':
        return this.nodes.get(node.parent);
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { store, follower } = this.#jobs;
    switch (node.kind) {
      case 'connection': {
        const view = store.connection(node.connectionId);
        return view
          ? rows.connectionRow(node, view, this.#expansion.has(node.id), this.#facts.place)
          : rows.goneRow(node);
      }
      case 'pool': {
        const view = store.pool(node.ref);
        return view ? rows.poolRow(node, view, this.#expansion.has(node.id)) : rows.goneRow(node);
      }
      case 'job': {
        const job = store.job(node.ref);
        if (!job) return rows.goneRow(node);
        const stale = store.pool(node.ref)?.failure !== undefined;
        const state = {
          stopping: store.isStopping(node.ref),
          followed: follower.isFollowed(node.ref),
          stale,
          ...outlookOf(this.#jobs, node.ref, job, this.#facts.rowsOf(node.ref)),
        };
        return rows.jobRow(node, job, state, vscode.env.language);
      }
      case 'failure': {
        const failure = this.failureOf(node.parent);
        return failure ? rows.failureRow(node, failure) : rows.goneRow(node);
      }
      case 'loadOlder':
        return rows.loadOlderRow(node);
      case 'note':
        return rows.noteRow(node, node.text);
      case 'loading':
        return rows.loadingRow(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind !== 'job') return item;
    const job = this.#jobs.store.job(node.ref);
    const locale = vscode.env.language;
    if (job) item.tooltip = jobTooltip(job, locale, this.#facts.notes.of(node.ref, locale));
    return item;
  }

  /** Why a connection's or pool's row could not be read. */
  failureOf(parentId: string): ConnectionView['failure'] {
    const parent = this.nodes.get(parentId);
    if (parent?.kind === 'connection') return this.#jobs.store.connection(parent.connectionId)?.failure;
    return parent?.kind === 'pool' ? this.#jobs.store.pool(parent.ref)?.failure : undefined;
  }

  #connectionChildren(node: Node, view: ConnectionView | undefined): Node[] {
    if (!view) return [];
    const failure = view.failure ? [this.nodes.failure(node.id)] : [];
    const all = this.#jobs.store.pools(view.connection.id);
    const wanted = this.#filter.toLowerCase();
    const pools = all
      .filter(({ pool, ref }) => `${pool.name}\n${ref.userPoolId}`.toLowerCase().includes(wanted))
      .map(({ ref }) => this.nodes.pool(ref));
    if (failure.length + pools.length > 0) return [...failure, ...pools];
    if (view.phase !== 'ready' && all.length === 0) return [this.nodes.loading(node.id)];
    const empty = all.length > 0 ? words.noMatch : words.noPools(view.connection.region);
    return [this.nodes.note(node.id, empty)];
  }

  #poolChildren(node: Node, view: PoolView | undefined): Node[] {
    if (!view) return [];
    const jobs = this.#jobs.store
      .jobs(view.ref)
      .map((job) => this.nodes.job({ ...view.ref, jobId: job.jobId }));
    // Known rows remain after a failure: the pool's own row says that they are not up to date.
    if (jobs.length > 0) return view.hasMore ? [...jobs, this.nodes.loadOlder(view.ref)] : jobs;
    if (view.failure) return [this.nodes.failure(node.id)];
    if (view.phase !== 'ready') return [this.nodes.loading(node.id)];
    return [this.nodes.note(node.id, words.noJobs)];
  }

  #onStoreChange(change: StoreChange): void {
    switch (change.kind) {
      case 'connections':
        this.#dropRemoved();
        this.#redraw();
        break;
      case 'connection':
      case 'pools':
        this.#refreshRow(nodeId.connection(change.id));
        break;
      case 'pool':
      case 'jobs':
        this.#refreshRow(nodeId.pool(change.ref));
        break;
      case 'job':
      case 'overlay':
        this.#refreshRow(nodeId.job(change.ref));
    }
  }

  #dropRemoved(): void {
    const connections = new Set(this.#jobs.store.connections().map((view) => view.connection.id));
    this.nodes.keepOnly(connections);
    for (const id of this.#connections) if (!connections.has(id)) this.#expansion.forget(id);
    this.#connections = connections;
  }

  /** Does nothing for a row that was never shown. */
  #refreshRow(id: string): void {
    const node = this.nodes.get(id);
    if (node) this.#changes.add(node);
  }
}
