// The panel of a conversion's plan: makes the plan again after each change of the user, and runs the actions of its buttons.
import * as vscode from 'vscode';
import { Owner } from '../../../domain/base/disposable.ts';
import { failureOf } from '../../../domain/connections/failure.ts';
import { percent } from '../../../domain/jobs/jobWords.ts';
import { cancelled, type RunTask } from '../../../files/runTask.ts';
import { changedCode } from '../../../files/sources/sourceChanged.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import {
  isPlanFromPage,
  type PlanFromPage,
  type PlanSnapshot,
  type PlanToPage,
} from '../../../protocol/plan.ts';
import { partsOf, type Plan } from '../../../sources/plan/plan.ts';
import { plain } from '../../shell/escapeText.ts';
import { sentence } from '../../shell/failureHelp.ts';
import { background, type ErrorLog } from '../../shell/background.ts';
import { planPanelType } from '../../shell/ids.ts';
import { pageHtml, pageIcon, pageOptions } from '../../shell/pageHtml.ts';
import { openCsv } from '../openCsv.ts';
import { planFileNames } from './planFiles.ts';
import { planMarkdown } from './planMarkdown.ts';
import { planSnapshot, type PlanSetting } from './planSnapshot.ts';
import {
  knownDates,
  withAnswer,
  withFilling,
  withFilter,
  withMapping,
  withoutPlan,
  type PlanState,
} from './planState.ts';
import { planWords as words } from './planWords.ts';
import { mayStayOpen } from './writePlan.ts';

export interface PlanPanelOptions {
  readonly runSource: RunTask<SourceTasks>;
  readonly extensionUri: vscode.Uri;
  readonly log: ErrorLog;
  readonly setting: Pick<PlanSetting, 'fileName' | 'formatName' | 'poolName' | 'place'>;
  /** The name that the CSV would get now, if there is only one. */
  readonly resultName: () => Promise<string>;
  /** The actions of the buttons. They are called with a finished plan; their errors are shown to the user. */
  readonly writeCsv: (state: PlanState) => Promise<void>;
  readonly createJob: (state: PlanState) => Promise<void>;
  readonly showFailure: (error: unknown) => void;
}

export class PlanPanel extends Owner {
  readonly #options: PlanPanelOptions;
  readonly #panel: vscode.WebviewPanel;
  #state: PlanState;
  /** The state of the plan that is shown, which is restored if a newer plan is cancelled. */
  #shown: PlanState | undefined;
  #isReady = false;
  #running: AbortController | undefined;
  #failure: string | undefined;
  #resultName = '';
  /** Whether files are being written or a job is being created: a second press does nothing. */
  #isActing = false;

  constructor(state: PlanState, options: PlanPanelOptions) {
    super();
    this.#state = state;
    this.#options = options;
    const { setting, extensionUri } = options;
    this.#panel = vscode.window.createWebviewPanel(
      planPanelType,
      plain(words.panel(setting.fileName)),
      vscode.ViewColumn.Active,
      pageOptions(extensionUri),
    );
    this.#panel.iconPath = pageIcon(extensionUri);
    const { webview } = this.#panel;
    this.own(
      webview.onDidReceiveMessage((message: unknown) => isPlanFromPage(message) && this.#act(message)),
    );
    this.own(this.#panel.onDidChangeViewState(() => this.#onViewState()));
    this.own(this.#panel.onDidDispose(() => this.dispose()));
    const page = {
      title: words.panel(setting.fileName),
      script: 'plan.js',
      styles: ['panel.css', 'plan.css'],
    };
    webview.html = pageHtml(webview, extensionUri, page);
    background(this.#plan(), options.log);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#running?.abort(cancelled());
    super.dispose();
    this.#panel.dispose();
  }

  /** Makes the plan; a newer call aborts an older one. */
  async #plan(): Promise<void> {
    this.#running?.abort(cancelled());
    const stop = new AbortController();
    this.#running = stop;
    this.#post();
    const { runSource, setting } = this.#options;
    const state = this.#state;
    const dates = knownDates(state);
    const input = {
      ...state.input,
      schema: state.schema,
      ...(state.decisions ? { decisions: state.decisions } : {}),
      ...(dates ? { dates } : {}),
    };
    const onProgress = (share: number): void => this.#postShare(share);
    try {
      this.#resultName = await this.#options.resultName();
      const task = { name: setting.fileName, onProgress, signal: stop.signal };
      const planned = await runSource('plan', input, task);
      this.#state = { ...this.#state, planned, decisions: planned.decisions };
      this.#shown = this.#state;
      this.#failure = undefined;
    } catch (error) {
      if (stop.signal.aborted) return;
      const failure = failureOf(error);
      // Shown on the page and not thrown, because the user looks at the page.
      this.#failure = sentence(failure);
      if (failure.kind === 'unexpected')
        this.#options.log.error(error instanceof Error ? error : String(error));
    }
    this.#running = undefined;
    this.#post();
  }

  #snapshot(): PlanSnapshot {
    const { planned } = this.#state;
    const fileNames = planned ? planFileNames(this.#resultName, planned.plan) : [];
    return planSnapshot(this.#state, {
      ...this.#options.setting,
      fileNames,
      busy: this.#running !== undefined,
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
      locale: vscode.env.language,
    });
  }

  #post(): void {
    // The page of a hidden panel is created again when it is shown, and then sends `ready`.
    if (this.isDisposed || !this.#isReady) return;
    if (this.#state.planned === undefined && this.#failure === undefined) return;
    void this.#panel.webview.postMessage({ type: 'plan', snapshot: this.#snapshot() });
  }

  #postShare(share: number): void {
    if (this.isDisposed || !this.#isReady) return;
    const message: PlanToPage = { type: 'reading', share, percent: percent(share, vscode.env.language) };
    void this.#panel.webview.postMessage(message);
  }

  /** Restores the plan from before, or closes the panel if there was none. */
  #cancel(): void {
    if (!this.#running) return;
    if (!this.#shown) {
      this.dispose();
      return;
    }
    this.#running.abort(cancelled());
    this.#running = undefined;
    this.#state = this.#shown;
    this.#post();
  }

  #onViewState(): void {
    if (!this.#panel.visible) this.#isReady = false;
  }

  #act(message: PlanFromPage): void {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        this.#post();
        return;
      case 'map':
        this.#change(withMapping(this.#state, message.from, message.to));
        return;
      case 'fill':
        this.#change(withFilling(this.#state, message.target, message.value));
        return;
      case 'answer':
        this.#change(withAnswer(this.#state, message.id, message.value, new Date().getFullYear()));
        return;
      case 'filter':
        this.#change(withFilter(this.#state, message.id, message.on));
        return;
      case 'cancel':
        this.#cancel();
        return;
      case 'exportPlan':
        background(openCsv(planMarkdown(this.#snapshot()), 'markdown'), this.#options.log);
        return;
      case 'writeCsv':
        background(this.#press(this.#options.writeCsv), this.#options.log);
        return;
      case 'createJob':
        background(this.#press(this.#options.createJob), this.#options.log);
    }
  }

  #change(state: PlanState): void {
    if (state === this.#state) return;
    this.#state = state;
    background(this.#plan(), this.#options.log);
  }

  async #press(act: (state: PlanState) => Promise<void>): Promise<void> {
    if (this.#isActing || this.#running || !canWrite(this.#state.planned?.plan)) return;
    this.#isActing = true;
    try {
      if (await mayStayOpen(this.#state)) await act(this.#state);
    } catch (error) {
      this.#options.showFailure(error);
      // The file has changed since this plan was made, so that nothing of the plan is valid, not even its dates.
      if (failureOf(error).code === changedCode) this.#change(withoutPlan(this.#state));
    } finally {
      this.#isActing = false;
    }
    // The written files have taken their names, so that the next ones need others.
    this.#resultName = await this.#options.resultName();
    this.#post();
  }
}

function canWrite(plan: Plan | undefined): boolean {
  return plan?.jobFails.length === 0 && partsOf(plan).length > 0;
}
