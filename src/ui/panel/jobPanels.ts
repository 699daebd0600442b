// The open job panels: one per job, revealed when its job is opened again, revived after a reload.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { jobKey, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { isPanelState } from '../../protocol/panel.ts';
import { panelType } from '../shell/ids.ts';
import { pageIcon } from '../shell/pageHtml.ts';
import { JobPanel, type PanelSources } from './jobPanel.ts';

export class JobPanels extends Owner {
  readonly #jobs: JobService;
  readonly #sources: PanelSources;
  readonly #extensionUri: vscode.Uri;
  readonly #beforeReading: () => void;
  readonly #panels = new Map<string, JobPanel>();
  /** Whether panels of an earlier window read nothing yet, unless their job is followed. */
  #isResting = true;

  /** @param beforeReading adds the remembered connections. */
  constructor(jobs: JobService, extensionUri: vscode.Uri, beforeReading: () => void, sources: PanelSources) {
    super();
    this.#jobs = jobs;
    this.#sources = sources;
    this.#extensionUri = extensionUri;
    this.#beforeReading = beforeReading;
  }

  /** The job of the active panel, if any. */
  get active(): JobRef | undefined {
    for (const { panel, ref } of this.#panels.values()) if (panel.active) return ref;
    return undefined;
  }

  open(ref: JobRef): void {
    const open = this.#panels.get(jobKey(ref));
    if (open) {
      open.panel.reveal();
      return;
    }
    const title = this.#jobs.store.job(ref)?.jobName ?? ref.jobId;
    this.#adopt(ref, vscode.window.createWebviewPanel(panelType, title, vscode.ViewColumn.Active), false);
  }

  async refresh(ref: JobRef): Promise<void> {
    await this.#panels.get(jobKey(ref))?.refresh();
  }

  /** Called when the user opens the view or starts a command: from now on a panel reads its job when it is shown. */
  wake(): void {
    this.#isResting = false;
    for (const open of this.#panels.values()) open.wake();
  }

  /** VS Code restores a panel of an earlier window; its state identifies the job. */
  revive(panel: vscode.WebviewPanel, state: unknown): void {
    if (isPanelState(state)) {
      this.#beforeReading();
      const { connectionId, userPoolId, jobId } = state;
      this.#adopt({ connectionId, userPoolId, jobId }, panel, this.#isResting);
    } else {
      panel.dispose();
    }
  }

  override dispose(): void {
    for (const open of [...this.#panels.values()]) open.panel.dispose();
    super.dispose();
  }

  #adopt(ref: JobRef, panel: vscode.WebviewPanel, isResting: boolean): void {
    const key = jobKey(ref);
    panel.iconPath = pageIcon(this.#extensionUri);
    const open = new JobPanel(this.#jobs, ref, panel, this.#extensionUri, this.#sources, isResting);
    this.#panels.set(key, open);
    panel.onDidDispose(() => {
      this.#panels.delete(key);
      open.dispose();
    });
  }
}
