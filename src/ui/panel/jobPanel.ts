// The panel of one job: sends a whole snapshot after each change, and runs the actions of its buttons.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { failureOf, isConnectionWide, type Failure } from '../../domain/connections/failure.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { poolKey } from '../../domain/jobs/userPool.ts';
import type { StoreChange } from '../../domain/jobs/views.ts';
import {
  isFromPage,
  panelStateAttribute,
  type FromPage,
  type PanelState,
  type ToPage,
} from '../../protocol/panel.ts';
import type { JobNotes } from '../imports/scope/trialNote.ts';
import type { ResultTools } from '../results/resultTools.ts';
import type { UserTools } from '../users/userTools.ts';
import { AfterWatch } from './panelAfter.ts';
import { JobWatch } from './jobWatch.ts';
import { commandOf } from './pageCommands.ts';
import { fieldsOf, panelSnapshot, type RowsOf } from './panelSnapshot.ts';
import { plain } from '../shell/escapeText.ts';
import { ResultsWatch } from './panelLog.ts';
import { onceATurn } from '../shell/onceATurn.ts';
import { pageHtml, pageOptions } from '../shell/pageHtml.ts';

/** The sources of what a panel shows and the store does not have. */
export interface PanelSources {
  readonly rowsOf: RowsOf;
  readonly notes: JobNotes;
  /** Loads the code that reads the logs of jobs, once. */
  readonly results: () => ResultTools;
  /** Loads the code that looks after the users of jobs, once. */
  readonly userTools: () => Pick<UserTools, 'watchAfter'>;
  /** Whether AWS profiles may be used in this workspace. */
  readonly isTrusted: () => boolean;
  /** The user has just asked for something on the page. */
  readonly acted: () => void;
}

const inRestrictedMode =
  'This workspace is in Restricted Mode, so no AWS profile is used here. Trust it to see the job.';

export class JobPanel extends Owner {
  readonly ref: JobRef;
  readonly panel: vscode.WebviewPanel;
  readonly #jobs: JobService;
  readonly #sources: PanelSources;
  #ready = false;
  #refreshing = false;
  #wasFollowed = false;
  /** Whether this panel was restored from an earlier window: it reads nothing until the user asks, if nothing else reads its job. */
  #isResting: boolean;
  /** Why the panel's own reading of the job failed. */
  #failure: Failure | undefined;
  readonly #watch: JobWatch;
  readonly #results: ResultsWatch;
  readonly #after: AfterWatch;
  /** Posts one message for all changes of a turn, if there is a page. */
  readonly #post = onceATurn(() => {
    if (!this.isDisposed && this.#ready) void this.panel.webview.postMessage(this.#message());
  });

  constructor(
    jobs: JobService,
    ref: JobRef,
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    sources: PanelSources,
    isResting: boolean,
  ) {
    super();
    this.#jobs = jobs;
    this.ref = ref;
    this.panel = panel;
    this.#sources = sources;
    this.#isResting = isResting && !jobs.follower.isFollowed(ref) && !jobs.store.job(ref);
    this.#watch = this.own(new JobWatch(jobs, ref, () => this.#post()));
    this.#results = this.own(new ResultsWatch(ref, sources.results, () => this.#post()));
    this.#after = this.own(new AfterWatch(ref, sources.userTools, () => this.#post()));
    this.own(jobs.store.onChange((change) => this.#onStoreChange(change)));
    this.own(sources.notes.onChange(() => this.#post()));
    this.own(jobs.follower.onChange((followed) => jobKey(followed) === jobKey(ref) && this.wake()));
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => this.#onMessage(message)));
    this.own(panel.onDidChangeViewState(() => this.#onViewState()));
    panel.webview.options = pageOptions(extensionUri);
    panel.webview.html = pageHtml(panel.webview, extensionUri, {
      title: 'Import Job',
      script: 'panel.js',
      styles: ['panel.css'],
      attribute: [panelStateAttribute, JSON.stringify({ ...ref } satisfies PanelState)],
    });
    this.#onViewState();
    this.#follow();
  }

  /** Polls the job from now on. */
  wake(): void {
    if (!this.#isResting) return;
    this.#isResting = false;
    this.#updateWatch();
    this.#post();
  }

  /** Reads the job now. Never rejects: a failure is shown in the panel. */
  async refresh(): Promise<void> {
    this.#isResting = false;
    this.#refreshing = true;
    // Without a job the page itself shows that it waits: a message would remove the focused button.
    if (this.#jobs.store.job(this.ref)) this.#post();
    try {
      this.#results.readAgain();
      await this.#jobs.refreshJob(this.ref);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = failureOf(error);
    } finally {
      this.#refreshing = false;
      this.#updateWatch();
      this.#post();
    }
  }

  #onStoreChange(change: StoreChange): void {
    const concerns =
      change.kind === 'connections' ||
      (change.kind === 'connection' && change.id === this.ref.connectionId) ||
      (change.kind === 'pools' && change.id === this.ref.connectionId) ||
      (change.kind === 'pool' && poolKey(change.ref) === poolKey(this.ref)) ||
      ((change.kind === 'job' || change.kind === 'overlay') && jobKey(change.ref) === jobKey(this.ref));
    if (!concerns) return;
    if (change.kind === 'job') {
      this.#isResting = false;
      this.#failure = undefined;
      this.#follow();
    } else if (change.kind === 'pool' || change.kind === 'connection') {
      this.#clearPastFailure();
    }
    this.#updateWatch();
    this.#post();
  }

  /** Clears a failure of the whole connection once neither the pool nor the connection has one. */
  #clearPastFailure(): void {
    const { store } = this.#jobs;
    const others = store.pool(this.ref)?.failure ?? store.connection(this.ref.connectionId)?.failure;
    if (this.#failure && isConnectionWide(this.#failure) && !others) this.#failure = undefined;
  }

  #onViewState(): void {
    // VS Code discards a hidden page; when it is shown again it sends `ready` once more.
    if (!this.panel.visible) this.#ready = false;
    this.#updateWatch();
    this.#post();
  }

  /** Follows a job that the user has opened, as soon as it is started. Only once, because the user may unfollow it. */
  #follow(): void {
    const job = this.#jobs.store.job(this.ref);
    if (!job || this.#wasFollowed) return;
    this.#jobs.follower.follow(this.ref, job);
    this.#wasFollowed = this.#jobs.follower.isFollowed(this.ref);
  }

  #updateWatch(): void {
    const isWatched = this.panel.visible && !this.isDisposed && !this.#isResting;
    const job = this.#jobs.store.job(this.ref);
    this.#watch.update(isWatched);
    this.#results.update(isWatched, job);
    this.#after.update(isWatched, job);
  }

  #message(): ToPage {
    const job = this.#jobs.store.job(this.ref);
    const locale = vscode.env.language;
    if (job) {
      this.panel.title = plain(job.jobName);
      const results = this.#results.snapshot(job);
      const after = this.#after.snapshot(job, results);
      const state = {
        refreshing: this.#refreshing,
        failure: this.#failure,
        locale,
        rows: this.#sources.rowsOf(this.ref),
        note: this.#sources.notes.of(this.ref, locale),
        results,
        ...(after ? { after } : {}),
      };
      return { type: 'snapshot', snapshot: panelSnapshot(this.#jobs, this.ref, job, state) };
    }
    const jobName = this.panel.title;
    const isConnected = this.#jobs.store.connection(this.ref.connectionId) !== undefined;
    if (!isConnected && !this.#sources.isTrusted())
      return { type: 'unavailable', jobName, reason: inRestrictedMode, canRetry: false };
    if (this.#isResting) return { type: 'resting', jobName };
    const reason = this.#watch.whyNothing(this.#failure);
    return { type: 'unavailable', jobName, reason, canRetry: isConnected };
  }

  #onMessage(message: unknown): void {
    if (isFromPage(message)) this.#act(message);
  }

  #act(message: FromPage): void {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        this.#post();
        return;
      case 'refresh':
        this.#sources.acted();
        void this.refresh();
        return;
      case 'openLine':
        this.#results.openLine(message.line);
        return;
      case 'copyField': {
        const job = this.#jobs.store.job(this.ref);
        const field = job && fieldsOf(job).find(({ name }) => name === message.name);
        if (field) void vscode.env.clipboard.writeText(field.value);
        return;
      }
      default:
        void vscode.commands.executeCommand(commandOf[message.type], this.ref);
    }
  }
}
